"""One page of every kind, each as full as it gets: what the browser's tests visit."""

import io
from datetime import date

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from ifex.faces.demo.domain.reporting import publish_report
from ifex.foundations.core import clock
from ifex.foundations.files.domain.upload import store_upload
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.models import AlertAttachment, Perpetrator, RecommendedAction
from ifex.network.bulletins.domain.subscribers import confirm_subscriber, sign_up_subscriber
from ifex.network.bulletins.links import CONFIRM, OWN, link_of
from ifex.network.bulletins.models import Subscriber

SITE = "http://localhost:8000"


@pytest.fixture
def kinds(pages, index, publish_alert, make_case, make_person, correct, member):
    """One address of each kind, without its language, all of them full."""
    person = make_person()
    spans = [("pretrial-detention", date(2025, 1, 1), None)]
    case = make_case(person, spans=spans, violated_on=date(2025, 1, 1))
    publish(case, by="test")
    target = {"person": person, "name": "Samira Ben Yedder", "variants": ["سميرة بن يدر"], "gender": "f"}
    alert = publish_alert(
        texts={"en": "Reporter arrested", "ar": "توقيف صحفية"}, target=target, case=case, urgency="flash"
    )
    Perpetrator.objects.create(alert=alert, kind="police", certainty="alleged", claimed_by="a witness")
    _attach_lead(alert)
    RecommendedAction.objects.create(alert=alert, text={"en": "Write."}, addressees=[{"name": "Minister"}])
    correct(alert, title="Reporter arrested in Tunis")
    publish_alert(texts={"fr": "Une journaliste remise en liberté"}, updates=alert, case=case)
    gone = publish_alert(texts={"en": "Wrong"})
    withdraw(gone, by="test", note={"en": "It was another place."})
    publish_report(below="work")
    index()
    sign_up_subscriber("reader@example.org", language="en", bulletins=[], at=clock.now())
    confirm = link_of(Subscriber.objects.get(), CONFIRM)
    confirm_subscriber(Subscriber.objects.get(), at=clock.now())
    own = link_of(Subscriber.objects.get(), OWN)
    private = [link.removeprefix(f"{SITE}/en/") for link in (confirm, own, f"{own}leave/")]
    return [
        "", "work/", "work/history/", "work/held-without-trial/",
        "search/?q=reporter&country=TN", "search/?q=nothing-at-all", "search/page/?q=work",
        *(f"alerts/{alert.uid}/{part}" for part in ("", "history/", "alike/", "use/")),
        f"alerts/{gone.uid}/", "cases/", f"cases/{case.uid}/", "persons/", f"persons/{person.uid}/", "organisations/",
        f"organisations/{member.uid}/", "countries/", "countries/tn/", "regions/", "regions/mena/", "issues/",
        "issues/press-freedom/", "prison/", "weekly-updates/", "report/?about=/en/work/", "secure-connection/", "api/",
        "account/login/", "nothing-here/", *private,
    ]  # fmt: skip


def _attach_lead(alert):
    out = io.BytesIO()
    Image.new("RGB", (900, 500), "#557788").save(out, "JPEG")
    stored = store_upload(ContentFile(out.getvalue(), name="kiosk.jpg"), by="test")
    AlertAttachment.objects.create(
        alert=alert, file=stored, is_lead=True, credit="A. Example", licence="CC BY 4.0",
        alternative_text={"en": "A shuttered kiosk", "ar": "كشك مغلق"}, caption={"en": "The kiosk", "ar": "الكشك"},
    )  # fmt: skip
