"""The board and the translator's page: from missing to published, stale and mended, and never over another's words."""

import json
import re
import threading
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core.enums import VersionState
from ifex.foundations.jobs.event_delivery import deliver_due_events
from ifex.instruments.translation.domain.work import (
    NotTranslatable,
    SavedMeanwhile,
    Unfinished,
    ask_for_review,
    forget_work,
    give_work,
    hand_on,
    look_at_work,
    open_work,
    save_units,
    units_in,
)
from ifex.instruments.translation.kinds import TargetMoved, find_kind
from ifex.instruments.translation.models import GlossaryTerm, MemoryPair, TranslationWork
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.models import Alert, AlertText, Publication
from ifex.network.members.models import Organisation, OrganisationText

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
ENGLISH = {
    "title": "Reporter held in Sfax",
    "summary": "A reporter was held.",
    "body": "<p>Police held <strong>Samira Ben Yedder</strong> on 8 March 2026. She was freed on 9 March 2026.</p>",
}
FRENCH = [
    "Une reporter arrêtée à Sfax",
    "Une reporter a été arrêtée.",
    "La police a arrêté {1}Samira Ben Yedder{/1} le 8 mars 2026.",
    "Elle a été libérée le 9 mars 2026.",
]
BOARD = "/admin/translations/"


@pytest.fixture
def alert(publish_alert):
    """Published in English alone."""
    made = publish_alert(source_language="en")
    AlertText.objects.filter(alert=made).exclude(language="en").delete()
    AlertText.objects.filter(alert=made, language="en").update(**ENGLISH)
    publish(made, by="test", note={"en": "Set for the test"})
    return Alert.objects.get(pk=made.pk)


@pytest.fixture
def kind():
    return find_kind("alert")


@pytest.fixture
def begin(alert, kind):
    """`begin()`: the work on French as it stands."""

    def make(language="fr", by="test"):
        return open_work(kind, kind.read(alert.uid), language, by=by, at=NOON)

    return make


def fill(work, targets=FRENCH, by="test"):
    return save_units(
        work, targets=dict(enumerate(targets)), approved=set(), seen=work.version, by=by, at=NOON
    )


def url(alert, language="fr"):
    return f"{BOARD}alert/{alert.uid}/{language}/"


def form_of(client, alert, language="fr"):
    page = client.get(url(alert, language)).content.decode()
    return {"seen": re.search(r'name="seen" value="(\d+)"', page)[1]}


def typed(targets=FRENCH):
    return {f"t-{place}": text for place, text in enumerate(targets)}


# --- The domain


def test_whoever_only_looks_begins_nothing(alert, kind):
    work = look_at_work(kind, kind.read(alert.uid), "fr", at=NOON)

    assert [unit.source for unit in units_in(work)][
        2
    ] == "Police held {1}Samira Ben Yedder{/1} on 8 March 2026."
    assert not TranslationWork.objects.exists()


def test_nothing_is_translated_into_its_own_language_or_an_unknown_one(alert, kind):
    for language in ("en", "tlh"):
        with pytest.raises(NotTranslatable):
            open_work(kind, kind.read(alert.uid), language, by="test", at=NOON)


def test_a_translation_touches_nothing_before_it_is_ready(alert, kind, begin):
    work = fill(begin())
    asked = ask_for_review(work, seen=work.version, by="test", at=NOON)
    assert not AlertText.objects.filter(alert=alert, language="fr").exists()

    hand_on(asked, kind=kind, seen=asked.version, by="test", at=NOON)

    text = AlertText.objects.get(alert=alert, language="fr")
    assert (text.title, text.state) == (FRENCH[0], VersionState.READY)
    bare = f"<p>{FRENCH[2]} {FRENCH[3]}</p>"
    assert text.body == bare.replace("{1}", "<strong>").replace("{/1}", "</strong>")
    assert publish(Alert.objects.get(pk=alert.pk), by="test").reason == "translation"


def test_what_is_open_is_not_handed_on(kind, begin):
    work = fill(begin(), FRENCH[:2])

    with pytest.raises(Unfinished) as refused:
        hand_on(work, kind=kind, seen=work.version, by="test", at=NOON)

    assert refused.value.numbers == [2, 3]


def test_two_translators_never_overwrite_each_other(begin):
    first, second = begin(), begin()
    fill(first)

    with pytest.raises(SavedMeanwhile):
        fill(second, ["Autre chose"])

    assert units_in(TranslationWork.objects.get())[0].target == FRENCH[0]


def test_an_editors_hand_in_the_form_is_never_overwritten(alert, kind, begin):
    work = fill(begin())
    AlertText.objects.create(alert=alert, language="fr", title="De la main de la rédaction", state="draft")

    with pytest.raises(TargetMoved):
        hand_on(work, kind=kind, seen=work.version, by="test", at=NOON)

    again = begin()
    assert units_in(again)[0].target == "De la main de la rédaction"


def test_a_correction_of_the_source_shows_what_changed_and_keeps_the_rest(alert, kind, begin):
    work = fill(begin())
    hand_on(work, kind=kind, seen=work.version, by="test", at=NOON)
    publish(Alert.objects.get(pk=alert.pk), by="test")
    body = ENGLISH["body"].replace("freed on 9 March", "freed on 10 March")
    AlertText.objects.filter(alert=alert, language="en").update(body=body)
    publish(Alert.objects.get(pk=alert.pk), by="test", note={"en": "The day"})
    assert AlertText.objects.get(alert=alert, language="fr").state == VersionState.STALE
    forget_work("alert", alert.uid)  # even where the work itself is no longer kept

    units = units_in(begin())

    assert [unit.was for unit in units] == ["", "", "", "She was freed on 9 March 2026."]
    assert [unit.target for unit in units] == FRENCH
    assert [unit.is_open for unit in units] == [False, False, False, True]


def test_what_was_published_is_remembered_and_forgotten_with_it(alert, kind, begin, publish_alert):
    work = fill(begin())
    hand_on(work, kind=kind, seen=work.version, by="test", at=NOON)
    publish(Alert.objects.get(pk=alert.pk), by="test")
    deliver_due_events()
    assert set(MemoryPair.objects.values_list("target", flat=True)) == set(FRENCH)

    withdraw(Alert.objects.get(pk=alert.pk), by="test", note={"en": "Wrong"})
    deliver_due_events()

    assert not MemoryPair.objects.exists()


# --- The page


def test_a_translator_fills_asks_and_a_colleague_approves(alert, sign_in):
    translator, editor = sign_in("translator"), sign_in("editor")
    asked = translator.post(
        url(alert), {**form_of(translator, alert), **typed(), "verb": "review"}, follow=True
    )
    assert asked.status_code == 200
    assert not AlertText.objects.filter(alert=alert, language="fr").exists()

    editor.post(url(alert), {**form_of(editor, alert), **typed(), "verb": "ready"})

    assert AlertText.objects.get(alert=alert, language="fr").state == VersionState.READY
    acts = [line.act for line in AuditLine.objects.filter(act__startswith="translation").order_by("pk")]
    assert acts == [
        "translation-begun",
        "translation-saved",
        "translation-to-review",
        "translation-handed-on",
    ]


def test_a_translator_approves_no_work_of_their_own(alert, sign_in):
    translator = sign_in("translator")
    translator.post(url(alert), {**form_of(translator, alert), **typed(), "verb": "save"})

    answer = translator.post(url(alert), {**form_of(translator, alert), **typed(), "verb": "ready"})

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert not AlertText.objects.filter(alert=alert, language="fr").exists()


def test_a_translator_cannot_give_their_own_work_away_and_approve_it(alert, sign_in):
    translator = sign_in("translator")
    colleague = sign_in("editor").session["_auth_user_id"]
    translator.post(url(alert), {**form_of(translator, alert), **typed(), "verb": "save"})

    given = {**form_of(translator, alert), **typed(), "verb": "give", "translator": colleague}
    assert translator.post(url(alert), given)["Location"] == "/admin/"
    translator.post(url(alert), {**form_of(translator, alert), **typed(), "verb": "ready"})

    assert not AlertText.objects.filter(alert=alert, language="fr").exists()


def test_a_translator_who_rewrites_anothers_work_does_not_approve_it(alert, sign_in):
    one, other = sign_in("translator"), sign_in("translator")
    one.post(url(alert), {**form_of(one, alert), **typed(), "verb": "save"})
    rewritten = {**form_of(other, alert), **typed(), "t-0": "Tout autre chose", "verb": "ready"}

    page = other.post(url(alert), rewritten, follow=True).content.decode()
    assert "It is saved, and waits for other eyes" in page
    assert not AlertText.objects.filter(alert=alert, language="fr").exists()

    third = sign_in("translator")
    third.post(url(alert), {**form_of(third, alert), "verb": "ready"})
    assert AlertText.objects.get(alert=alert, language="fr").state == VersionState.READY


def test_what_could_not_be_saved_is_shown(alert, sign_in):
    one, other = sign_in("translator"), sign_in("editor")
    opened = form_of(one, alert)
    other.post(url(alert), {**form_of(other, alert), **typed(), "verb": "save"})

    answer = one.post(url(alert), {**opened, **typed(["Mes mots à moi"]), "verb": "save"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mes mots à moi" in page
    assert FRENCH[0] in page
    again = {"seen": re.search(r'name="seen" value="(\d+)"', page)[1]}
    one.post(url(alert), {**again, **typed(["Mes mots à moi"]), "verb": "save"})
    assert units_in(TranslationWork.objects.get())[0].target == "Mes mots à moi"


def test_the_page_offers_what_was_published_and_the_glossarys_terms(
    alert, kind, begin, sign_in, publish_alert
):
    work = fill(begin())
    hand_on(work, kind=kind, seen=work.version, by="test", at=NOON)
    publish(Alert.objects.get(pk=alert.pk), by="test")
    deliver_due_events()
    GlossaryTerm.objects.create(names={"en": "reporter", "fr": "journaliste de terrain"})
    other = publish_alert(source_language="en")
    AlertText.objects.filter(alert=other).exclude(language="en").delete()
    AlertText.objects.filter(alert=other, language="en").update(**ENGLISH)
    client = sign_in("translator")

    page = client.get(url(other)).content.decode()
    assert "journaliste de terrain" in page
    assert "Published before:" in page
    client.post(url(other), {**form_of(client, other), "verb": "memory"})

    filled = TranslationWork.objects.get(uid=other.uid)
    assert [unit.target for unit in units_in(filled)] == FRENCH


def test_xliff_goes_out_and_comes_back(alert, sign_in):
    client = sign_in("translator")
    out = client.get(f"{url(alert)}?xliff=1")
    assert out["Content-Type"].startswith("application/xliff+xml")
    back = out.content.replace(
        b"</segment></unit>", b'<target xml:space="preserve">Mots</target></segment></unit>'
    )

    client.post(
        url(alert), {**form_of(client, alert), "verb": "import", "file": ContentFile(back, name="back.xlf")}
    )
    assert {unit.target for unit in units_in(TranslationWork.objects.get())} == {"Mots"}

    bomb = ContentFile(b'<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>', name="bomb.xlf")
    answer = client.post(url(alert), {**form_of(client, alert), "verb": "import", "file": bomb}, follow=True)
    assert "not an XLIFF 2 file" in answer.content.decode()


@pytest.fixture
def machine(settings):
    """A real server that speaks as LibreTranslate does."""

    class Machine(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told = json.dumps({"translatedText": [f"fr: {one}" for one in asked["q"]]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Machine)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.IFEX_MACHINE_TRANSLATION = f"libretranslate+http://127.0.0.1:{server.server_port}/"
    yield server
    server.shutdown()
    server.server_close()


def test_a_machines_draft_counts_once_a_person_has_approved_it(alert, sign_in, machine):
    editor = sign_in("editor")
    editor.post(url(alert), {**form_of(editor, alert), "verb": "machine"})
    units = units_in(TranslationWork.objects.get())
    assert units[0].target == "fr: Reporter held in Sfax"
    drafted = typed([unit.target for unit in units])
    refused = editor.post(url(alert), {**form_of(editor, alert), **drafted, "verb": "ready"}, follow=True)
    assert "4 sentences are still open" in refused.content.decode()

    editor.post(
        url(alert), {**form_of(editor, alert), **drafted, "approved": ["0", "1", "2", "3"], "verb": "ready"}
    )

    assert AlertText.objects.get(alert=alert, language="fr").state == VersionState.READY


def test_a_machine_that_does_not_answer_loses_nothing(alert, sign_in, settings):
    settings.IFEX_MACHINE_TRANSLATION = "libretranslate+http://127.0.0.1:9/"
    client = sign_in("translator")

    answer = client.post(
        url(alert), {**form_of(client, alert), **typed(FRENCH[:1]), "verb": "machine"}, follow=True
    )

    assert "The machine did not answer" in answer.content.decode()
    assert units_in(TranslationWork.objects.get())[0].target == FRENCH[0]


def test_a_target_is_checked_as_the_editors_texts_are(alert, sign_in):
    client = sign_in("translator")
    page = client.post(
        url(alert),
        {**form_of(client, alert), **typed(["Hier, une reporter arrêtée"]), "verb": "save"},
        follow=True,
    ).content.decode()

    assert "Hier" in re.search(r"<h2>Checklist</h2>.*?</section>", page, re.S)[0]


@pytest.mark.parametrize("language", ["en", "tlh"])
def test_there_is_no_page_for_the_source_or_an_unknown_language(alert, sign_in, language):
    assert sign_in("translator").get(url(alert, language)).status_code == 404


def test_only_translators_and_editors_see_the_board(alert, sign_in, client):
    assert sign_in("translator").get(BOARD).status_code == 200
    assert sign_in("campaigner").get(BOARD).status_code in {302, 403}
    assert sign_in("campaigner").get(url(alert)).status_code in {302, 403}
    assert client.get(url(alert)).status_code == 302


# --- The board


def test_the_board_says_where_each_language_stands(alert, kind, begin, sign_in, person_of):
    work = fill(begin())
    hand_on(work, kind=kind, seen=work.version, by="test", at=NOON)
    spanish = begin("es")
    translator = person_of()
    give_work(spanish, to=translator, due_on=date(2026, 3, 12), seen=spanish.version, by="test", at=NOON)

    page = sign_in("editor").get(BOARD).content.decode()
    row = re.search(r"<tr><th scope=\"row\">.*?</tr>", page, re.S)[0]

    assert re.findall(r"<td class=\"is-(\w+)\">", row) == ["source", "ready", "in_work", "missing"]
    assert translator.name in row
    assert "12 March 2026" in row


@pytest.mark.parametrize(
    ("asked", "is_shown"),
    [
        ("language=fr&standing=missing", True),
        ("language=fr&standing=ready", False),
        ("language=en&standing=source", True),
        ("language=en&standing=missing", False),
        ("who=mine", False),
        ("language=zz&standing=nothing&kind=dragon&p=999", True),
    ],
)
def test_the_board_is_narrowed(alert, sign_in, asked, is_shown):
    page = sign_in("editor").get(f"{BOARD}?{asked}").content.decode()

    assert (url(alert) in page) is is_shown


def test_the_board_asks_as_much_for_one_as_for_many(alert, publish_alert, sign_in, steady_tables):
    client = sign_in("editor")
    client.get(BOARD)
    with CaptureQueriesContext(connection) as one:
        client.get(BOARD)
    for _ in range(3):
        publish_alert(source_language="en")
    with CaptureQueriesContext(connection) as many:
        client.get(BOARD)

    assert len(many) == len(one)
    assert Publication.objects.count() >= 4


def test_descriptions_of_organisations_are_translated_too(member, sign_in):
    OrganisationText.objects.create(
        organisation=member, language="en", state="published", description="They watch. They write."
    )
    editor = sign_in("editor")
    address = f"{BOARD}organisation/{member.uid}/fr/"
    assert address in editor.get(f"{BOARD}?kind=organisation&language=fr&standing=missing").content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', editor.get(address).content.decode())[1]

    editor.post(address, {"seen": seen, **typed(["Ils veillent.", "Ils écrivent."]), "verb": "ready"})

    text = OrganisationText.objects.get(organisation=member, language="fr")
    assert (text.description, text.state) == ("Ils veillent. Ils écrivent.", VersionState.PUBLISHED)

    Organisation.objects.filter(pk=member.pk).update(is_hidden=True)
    assert member.uid not in editor.get(f"{BOARD}?kind=organisation").content.decode()
    assert editor.get(address).status_code == 404
