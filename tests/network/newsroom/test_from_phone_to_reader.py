"""The whole way of an alert: by phone in Arabic, merged with a mail in French, asked, answered, published, translated,
found, corrected in public; and the audit trail tells it in sentences.
"""

import re
from email.message import EmailMessage

import pytest
from django.test import Client
from tests.network.archive.desk_forms import publish_form, read_form

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.audit.presenters import tell
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.foundations.jobs.event_delivery import deliver_due_events
from ifex.foundations.mail.domain.inbound import receive_message, route_due_messages
from ifex.foundations.mail.models import Message
from ifex.network.archive.models import Alert, AlertText, Publication
from ifex.network.newsroom.models import Submission

pytestmark = pytest.mark.django_db

ARABIC = {
    "language": "ar",
    "headline": "توقيف الصحفية سميرة بن يدر في صفاقس",
    "account": "أوقفت الشرطة الصحفية سميرة بن يدر يوم 8 مارس 2026 في صفاقس بسبب مقال. وتدين منظمتنا ذلك.",
    "happened_from": "2026-03-08",
    "country": "TN",
    "violation": "arrest",
    "perpetrator_kind": "police",
    "expression_link": "clear",
    "sources": "شهادة العائلة",
    "stance": "تدين منظمتنا ذلك وتطالب بالإفراج عنها.",
    "consent": "given",
    "naming_may_harm": "no",
    "is_member_at_risk": "no",
    "concerns_minors": "no",
}  # fmt: skip


def send_by_phone(client, member):
    write = client.post(f"/ar/desk/alerts/begin/{member.uid}/")["Location"]
    form = read_form(client.get(write), "form#writing") | {name: [value] for name, value in ARABIC.items()}
    form |= {"target-0-name": ["سميرة بن يدر"], "target-0-kind": ["journalists"], "act": ["send"]}
    assert client.post(write, form).status_code == 302
    return Submission.objects.latest("pk")


def send_mail_in_french(address):
    mail = EmailMessage()
    mail["Authentication-Results"] = "mx.network.example; dmarc=pass header.from=example.org"
    mail["From"], mail["To"], mail["Subject"] = (
        address,
        "alerts@network.example",
        "Une journaliste arrêtée à Sfax",
    )
    mail.set_content("La police a arrêté Samira Ben Yedder le 9 mars 2026 à Sfax, en Tunisie.")
    receive_message(mail.as_bytes())
    route_due_messages()
    return Submission.objects.latest("pk")


def translate(client, alert, language):
    url = f"/admin/translations/alert/{alert.uid}/{language}/"
    page = client.get(url).content.decode()
    places = re.findall(r'name="t-(\d+)"', page)
    words = {f"t-{place}": f"{language} {place} on 8 March 2026" for place in places}
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    client.post(url, {"seen": seen, **words, "verb": "review"})


def approve(client, alert, language):
    url = f"/admin/translations/alert/{alert.uid}/{language}/"
    seen = re.search(r'name="seen" value="(\d+)"', client.get(url).content.decode())[1]
    assert client.post(url, {"seen": seen, "verb": "ready"}).status_code == 302


def publish_on_the_desk(client, alert, **typed):
    """The editor's form, with a reason beside each point that the checklist has."""
    url = f"/admin/snippets/archive/alert/edit/{alert.pk}/"
    typed_in = {name: [value] for name, value in typed.items()}
    return publish_form(client, url, read_form(client.get(url)) | typed_in)


def test_an_alert_from_a_phone_to_readers_in_four_languages(
    member, other_member, person_of, enter, sign_in, index, settings, data_folder
):
    settings.IFEX_MAIL_AUTHSERV = "mx.network.example"
    contributor = person_of(language="ar", name="Dalia")
    colleague = person_of(organisation=other_member, language="fr", name="Karim")
    editor, translator = sign_in("editor"), sign_in("translator")

    # A contributor sends by phone in Arabic; another member's mail in French tells of the same.
    told = send_by_phone(enter(contributor), member)
    mailed = send_mail_in_french(colleague.email)
    answers = {
        "consent": "given",
        "naming_may_harm": "no",
        "is_member_at_risk": "no",
        "concerns_minors": "no",
    }
    enter(colleague).post(f"/fr/desk/alerts/{mailed.uid}/safety/", answers)
    desk = editor.get("/admin/submissions/").content.decode()
    assert told.uid in desk
    assert mailed.uid in desk

    # The editor asks one question and has the answer by mail.
    editor.post(f"/admin/submissions/{told.uid}/", {"verb": "return", "text": "أي محكمة؟"})
    asked = Message.objects.filter(purpose="newsroom-returned").latest("pk")
    answer = EmailMessage()
    answer["From"], answer["To"], answer["Subject"] = contributor.email, asked.headers["Reply-To"], "Re:"
    answer.set_content("محكمة صفاقس")
    receive_message(answer.as_bytes())
    route_due_messages()
    assert "محكمة صفاقس" in editor.get(f"/admin/submissions/{told.uid}/").content.decode()

    # It becomes an alert; the mail becomes one more source, with what it tells otherwise beside it.
    editor.post(f"/admin/submissions/{told.uid}/", {"verb": "accept"})
    alert = Alert.objects.get()
    editor.post(f"/admin/submissions/{mailed.uid}/", {"source": alert.uid})
    assert sorted(source.organisation.acronym for source in alert.sources.all()) == sorted(
        [member.acronym, other_member.acronym]
    )

    # Published in Arabic, each translation as soon as it is approved.
    AlertText.objects.filter(alert=alert).update(state="ready")
    Alert.objects.filter(pk=alert.pk).update(goes_out="each")
    publish_on_the_desk(editor, alert)
    assert Publication.objects.count() == 1

    # Two translators finish French, English and Spanish; a colleague approves each.
    for language in ("en", "es", "fr"):
        translate(translator, alert, language)
        approve(editor, alert, language)
        deliver_due_events()
    index()

    # A reader finds all four.
    reader = Client()
    for code in LANGUAGE_CODES:
        page = reader.get(f"/{code}/alerts/{alert.uid}/").content.decode()
        title = AlertText.objects.get(alert=alert, language=code).title
        assert title in page
    assert alert.uid in reader.get("/fr/search/?q=سميرة").content.decode()
    assert not reader.cookies

    # The next day it is corrected in public.
    AlertText.objects.filter(alert=alert, language="ar").update(title="توقيف الصحفية سميرة بن يدر في تونس")
    publish_on_the_desk(editor, alert, note_en="It was in Tunis.")
    history = reader.get(f"/en/alerts/{alert.uid}/history/").content.decode()
    assert "It was in Tunis." in history
    assert set(AlertText.objects.exclude(language="ar").values_list("state", flat=True)) == {"stale"}

    # The audit trail tells the whole story in sentences.
    sentences = [tell(line, actor_name="Somebody") for line in AuditLine.objects.order_by("pk")]
    story = " ".join(sentences)
    for part in (
        "began alert",
        "sent alert",
        "asked about alert",
        "accepted",
        "asked for a review",
        "approved the translation",
    ):
        assert part in story, part
    assert not any("%(" in sentence for sentence in sentences)
