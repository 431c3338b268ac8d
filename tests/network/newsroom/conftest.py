"""Members who send, colleagues beside them, strangers, and the desk."""

from datetime import date
from email.message import EmailMessage

import pytest
from django.test import Client
from tests.network.archive.conftest import (  # noqa: F401  fixtures
    add_target,
    data_folder,
    make_alert,
    make_case,
    make_person,
    organisation,
    sign_in,
    staff,
)
from tests.network.archive.pages.conftest import correct, index, member, no_index, publish_alert  # noqa: F401
from tests.network.newsroom.mails import PROOF, TO

from ifex.foundations.accounts.domain.accounts import add_user
from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.foundations.mail.domain.inbound import receive_message, route_due_messages
from ifex.network.members.domain.mandates import give_mandate
from ifex.network.members.domain.standings import change_standing
from ifex.network.members.models import Organisation
from ifex.network.newsroom.domain.submissions import begin_submission, save_submission, send_submission
from ifex.network.newsroom.enums import Door
from ifex.network.newsroom.models import Submission

TOLD = {
    "headline": "Reporter held in Sfax",
    "account": "Police held the reporter Samira Ben Yedder on 8 March 2026 in Sfax.",
    "happened_from": date(2026, 3, 8),
    "country": "TN",
    "targets": [
        {"name": "Samira Ben Yedder", "kind": "journalists", "gender": "f", "outlet": "Radio Kalima"}
    ],
    "consent": "given",
    "naming_may_harm": "no",
    "is_member_at_risk": "no",
    "concerns_minors": "no",
}


@pytest.fixture
def other_member(db):
    """Another organisation of the network."""
    made = Organisation.objects.create(names={"en": "Inkwell Watch"}, acronym="IW", country="EG")
    change_standing(made, status="full", from_on=date(2010, 1, 1), by="test")
    return made


@pytest.fixture
def person_of(member):  # noqa: F811
    """`person_of("contributor")`: somebody with that mandate for the member, or for another organisation."""

    def make(kind="contributor", *, organisation=None, language="en", name="Dalia"):  # noqa: F811
        number = User.objects.count()
        user = add_user(email=f"{kind}{number}@example.org", name=name, by="test", language=language)
        give_mandate(
            user, organisation=organisation or member, kind=kind, from_on=date(2020, 1, 1), by="test"
        )
        return user

    return make


@pytest.fixture
def enter():
    """`enter(user)`: a client in which they are signed in."""

    def sign(user):
        client = Client()
        client.force_login(user)
        return client

    return sign


@pytest.fixture
def contributor(person_of):
    return person_of()


@pytest.fixture
def make_submission(member, contributor):  # noqa: F811
    """A draft of the member with everything that is needed to send it; `content` replaces parts."""

    def make(*, by=contributor, organisation=member, language="en", **content):  # noqa: F811
        draft = begin_submission(organisation, by=by, language=language, door=Door.WEB, at=clock.now())
        save_submission(draft, changes=TOLD | content, seen=1, by=by, at=clock.now())
        return Submission.objects.get(pk=draft.pk)

    return make


@pytest.fixture
def sent(make_submission, contributor):
    """`sent(**content)`: a submission that is with the editors."""

    def make(*, by=contributor, **content):
        return send_submission(make_submission(by=by, **content), by=by, at=clock.now())

    return make


@pytest.fixture
def our_mail_server(settings, data_folder):  # noqa: F811
    """The one whose word counts."""
    settings.IFEX_MAIL_AUTHSERV = "mx.network.example"


@pytest.fixture
def write(contributor, our_mail_server):
    """`write(text)`: a mail to the alerts' address, proved unless said otherwise; what became of it."""

    def send(
        text="He was arrested in Sfax.",
        *,
        subject="Reporter held",
        sender=None,
        proof=PROOF,
        html="",
        attach=(),
    ):
        mail = EmailMessage()
        if proof:
            mail["Authentication-Results"] = proof
        mail["From"], mail["To"], mail["Subject"] = sender or contributor.email, TO, subject
        if html:
            mail.set_content(html, subtype="html")
        else:
            mail.set_content(text)
        for name, content in attach:
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        message = receive_message(mail.as_bytes())
        route_due_messages()
        message.refresh_from_db()
        return message

    return send
