"""A page that an editor writes gives no name that is hidden."""

import gc
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.documents import draw
from tests.network.newsroom.conftest import contributor, make_submission, person_of, sent  # noqa: F401  fixtures
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document
from wagtail.images.forms import get_image_form
from wagtail.models import UploadedFile as WaitingUpload

from ifex.faces.home.hidden_names import (
    keys_naming_persons,
    leads_from_alerts,
    refusals_of_words,
    strings_in,
)
from ifex.faces.home.models import FrontPage, ReportPage, TextPage
from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.instruments.cms.models import Photograph
from ifex.network.archive.models import Person
from ifex.network.members.models import Organisation
from ifex.network.newsroom.domain.accepting import accept_as_source

pytestmark = pytest.mark.django_db

REFUSED = "This names a person or an organisation that must not be named here. The editors know why."


@pytest.fixture
def hidden(make_person):
    Person.objects.filter(pk=make_person().pk).update(pseudonym="Nour")
    make_person("Karim Haddad")


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        (["Police held Samira Ben Yedder."], {"title"}),
        (["nothing", "SAMIRA BEN-YEDDER"], {"title"}),
        (["Samira spoke", "Yedder left"], set()),
        (["Karim Haddad, Nour"], set()),
        ([], set()),
    ],
)
def test_whole_names_alone_are_found(pieces, found):
    assert keys_naming_persons({"title": pieces, "summary": []}) == found


def test_every_string_of_a_body_is_read():
    page = ReportPage(
        body=[
            {
                "type": "chapter",
                "value": {"title": "One", "body": [{"type": "prose", "value": "<p>Two <b>three</b></p>"}]},
            }
        ]
    )

    assert {"One", "Two three"} <= {text.strip() for text in strings_in(page.body)}


@pytest.mark.usefixtures("hidden")
def test_the_address_of_a_page_names_nobody_either():
    form_class = TextPage.get_edit_handler().get_form_class()
    form = form_class({"title": "Free", "slug": "samira-ben-yedder", "body-count": "0"}, instance=TextPage())

    form.is_valid()

    assert form.errors["slug"] == [REFUSED]


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("model", [TextPage, ReportPage])
def test_the_forms_of_pages_ask(model):
    form_class = model.get_edit_handler().get_form_class()
    typed = {"title": "On Samira Ben Yedder", "slug": "x", "body-count": "0"}
    form = form_class(typed, instance=model())

    form.is_valid()

    assert form.errors["title"] == [REFUSED]


@pytest.mark.usefixtures("hidden")
def test_no_other_way_of_saving_goes_round(pages):
    front = FrontPage.objects.live().first()
    page = front.add_child(instance=TextPage(title="A page", slug="a-page"))
    page.body = [("text", "<p>On Samira Ben Yedder.</p>")]

    with pytest.raises(ValidationError) as refused:
        page.save_revision()
    assert refused.value.message_dict == {"body": [REFUSED]}
    with pytest.raises(ValidationError):
        page.save()


@pytest.fixture
def hidden_organisation():
    return Organisation.objects.create(
        names={"en": "Lantern Press Watch", "fr": "Veille Lanterne"}, acronym="LPW", website="https://www.lpw.example/en/",
        is_hidden=True,
    )  # fmt: skip


@pytest.mark.usefixtures("hidden_organisation")
@pytest.mark.parametrize(
    ("words", "is_refused"),
    [
        ("By Lantern Press Watch", True),
        ("Selon Veille Lanterne", True),
        ("LPW said so", True),
        ('<a href="https://lpw.example/a">here</a>', True),
        ("lpw stands for nothing here, nor does XLPWX", False),
        ("LPW_report.pdf", True),
        ('<a href="https://news.lpw.example">here</a>', True),
        ('<a href="https://nolpw.example">here</a>', False),
        ("A lantern for the press", False),
    ],
)
def test_pages_name_no_hidden_organisation(words, is_refused):
    sentences = refusals_of_words([words])

    assert sentences == ([REFUSED] if is_refused else [])


def test_an_organisation_that_is_part_of_a_hidden_one_is_not_named(hidden_organisation):
    Organisation.objects.create(names={"en": "Old Lantern"}, merged_into=hidden_organisation)
    Organisation.objects.create(names={"en": "Open Door"}, acronym="OD", website="https://open.example")

    assert refusals_of_words(["Old Lantern"]) != []
    assert refusals_of_words(["Open Door, OD, https://open.example"]) == []


@pytest.mark.usefixtures("hidden")
def test_what_a_page_shows_of_pictures_and_files_names_nobody(pages, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    picture = Photograph.objects.create(
        title="x",
        alternative_text={"ar": "Samira Ben Yedder"},
        file=ContentFile(draw("JPEG"), name="desk.jpg"),
        width=40,
        height=30,
    )
    picture.file.close()
    document = Document(title="On Samira Ben Yedder")
    document.file.save("order.txt", ContentFile(b"An order"))
    document.file.close()
    front = FrontPage.objects.live().first()

    for fields, refused in (
        ({"photograph": picture}, {"photograph": [REFUSED]}),
        ({"body": [("photograph", {"photograph": picture, "caption": ""})]}, {"body": [REFUSED]}),
        ({"body": [("documents", {"title": "", "documents": [document]})]}, {"body": [REFUSED]}),
    ):
        with pytest.raises(ValidationError) as raised:
            front.add_child(instance=TextPage(title="A page", slug="a-page", **fields))
        assert raised.value.message_dict == refused


@pytest.mark.usefixtures("hidden")
def test_the_forms_of_pictures_and_files_ask():
    document = get_document_form(Document)(
        {"title": "On Samira Ben Yedder", "tags": ""},
        {"file": SimpleUploadedFile("samira-ben-yedder.txt", b"An order")},
        user=User(is_superuser=True),
    )
    picture = get_image_form(Photograph)(
        {"title": "x", "tags": "", "credit": "Samira Ben Yedder", "alternative_text_fr": "Samira Ben Yedder"},
        {"file": SimpleUploadedFile("desk.jpg", draw("JPEG"))},
        user=User(is_superuser=True),
    )

    assert (document.errors["title"], document.errors["file"]) == ([REFUSED], [REFUSED])
    assert (picture.errors["credit"], picture.errors["alternative_text"]) == ([REFUSED], [REFUSED])


def test_only_the_own_page_of_an_organisation_at_a_shared_host_is_refused():
    Organisation.objects.create(
        names={"en": "Lantern"}, website="https://www.facebook.com/lanternpress", is_hidden=True
    )

    assert refusals_of_words(["https://facebook.com/lanternpress/posts/1"]) != []
    assert refusals_of_words(["https://facebook.com/somebody"]) == []


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize(
    "words", ["<Samira Ben Yedder>", "</Samira Ben-Yedder>", "Samira <Ben> Yedder", "<b Samira Ben Yedder>"]
)
def test_what_is_a_tag_for_a_program_alone_is_read(words):
    assert refusals_of_words([f"Reporter {words} held"]) == [REFUSED]


def test_a_long_page_is_read_in_a_moment_whoever_is_hidden():
    Person.objects.bulk_create(
        Person(names={"en": f"Nadia {syllables(number)} Mansouri"}, pseudonym="N.") for number in range(300)
    )
    started = time.process_time()

    assert keys_naming_persons({"body": [" ".join(f"word{number}" for number in range(5_000))]}) == set()

    assert time.process_time() - started < 3


def syllables(number):
    return "".join(
        ("ba", "ko", "di", "mu", "ze", "ri", "na", "po", "su", "te")[int(digit)] for digit in str(number)
    )


# Wagtail leaves uploads that wait to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_waits_for_a_better_title_waits_cleaned(sign_in, settings, tmp_path, hidden):
    settings.MEDIA_ROOT = tmp_path / "files"
    photo = draw("JPEG", comment=b"by A. Witness")
    file = SimpleUploadedFile("desk.jpg", photo, "image/jpeg")

    answer = sign_in("editor").post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x" * 300, "files[]": file},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert answer.status_code == 200
    waiting = WaitingUpload.objects.get()
    with waiting.file.open() as opened:
        assert b"Witness" not in opened.read()
    gc.collect()


def test_pages_that_are_published_together_are_refused_in_words(pages, make_person, sign_in, no_index):
    front = FrontPage.objects.live().first()
    person = make_person()
    drafts = [
        front.add_child(instance=TextPage(title=title, slug=slug, live=False))
        for title, slug in (("On Samira Ben Yedder", "on-her"), ("Another", "another"))
    ]
    for draft in drafts:
        draft.save_revision()
    Person.objects.filter(pk=person.pk).update(pseudonym="Nour")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    editor = sign_in("editor")

    refused = editor.post(f"{address}?id={drafts[0].pk}&id={drafts[1].pk}&next=/admin/", {}, follow=True)

    assert refused.status_code == 200
    assert REFUSED in refused.content.decode()
    assert not TextPage.objects.filter(pk__in=[one.pk for one in drafts], live=True).exists()
    editor.post(f"{address}?id={drafts[1].pk}&next=/admin/", {})
    assert TextPage.objects.get(pk=drafts[1].pk).live


@pytest.mark.parametrize("fields", [{"pseudonym": "Nour"}, {"consent": "refused"}])
def test_who_is_hidden_in_an_alert_alone_is_not_named(make_alert, add_target, fields):
    add_target(make_alert(), name="Samira Ben Yedder", variants=["Sam Yedder"], **fields)
    add_target(make_alert(), name="Karim Haddad")

    pieces = {"title": ["Sam Yedder"], "summary": ["Karim Haddad, Nour"], "body": ["On Samira Ben Yedder"]}

    assert keys_naming_persons(pieces) == {"title", "body"}


@pytest.fixture
def bring_danger(sent, person_of, member, no_index):  # noqa: F811
    """`bring_danger(alert)`: a member at risk sends what becomes a further source of it."""
    Organisation.objects.filter(pk=member.pk).update(names={"en": "Lantern Press Watch"}, acronym="LPW")

    def bring(alert):
        submission = sent(is_member_at_risk="yes", consent="given", naming_may_harm="no")
        accept_as_source(submission, alert=alert, by=person_of(), at=clock.now())
        return alert

    return bring


@pytest.fixture
def alert_of_a_member_at_risk(publish_alert, bring_danger):
    """Published, with the network in the member's place."""
    return bring_danger(publish_alert(source=None))


def linked(alert, words):
    return f'<p>{words} <a href="/en/alerts/{alert.uid}/">told</a></p>'


def chapters(*blocks):
    value = {"title": "One", "body": [{"type": "prose", "value": block} for block in blocks]}
    return {"type": "chapter", "value": value}


def test_no_page_leads_from_an_alert_to_a_member_at_risk(alert_of_a_member_at_risk):
    told = linked(alert_of_a_member_at_risk, "As LPW")
    link = {"page": None, "address": f"/alerts/{alert_of_a_member_at_risk.uid}/"}
    card = {"title": "Lantern Press Watch", "words": "", "link": link}

    assert leads_from_alerts(TextPage(body=[("text", told)]))
    assert leads_from_alerts(TextPage(body=[{"type": "cards", "value": {"title": "", "cards": [card]}}]))
    assert leads_from_alerts(ReportPage(body=[chapters("<p>Nothing</p>", told)]))
    assert leads_from_alerts(
        TextPage(summary="What LPW sees", body=[("text", linked(alert_of_a_member_at_risk, "As we"))])
    )


def test_pages_may_speak_of_a_member_at_risk_elsewhere(alert_of_a_member_at_risk, publish_alert):
    alone = linked(alert_of_a_member_at_risk, "As we")

    assert not leads_from_alerts(ReportPage(body=[chapters("<p>LPW is a member.</p>", alone)]))
    assert not leads_from_alerts(TextPage(body=[("text", linked(publish_alert(), "As LPW"))]))


def test_what_the_alert_itself_says_of_the_member_may_be_said(publish_alert, bring_danger, correct):
    alert = publish_alert(source=None)
    correct(alert, body="<p>Police searched the rooms of LPW.</p>")

    bring_danger(alert)

    assert not leads_from_alerts(TextPage(body=[("text", linked(alert, "At LPW"))]))


def test_pages_that_lead_to_a_member_at_risk_are_not_saved(pages, alert_of_a_member_at_risk):
    page = TextPage(
        title="A page", slug="a-page", body=[("text", linked(alert_of_a_member_at_risk, "As LPW"))]
    )

    with pytest.raises(ValidationError) as refused:
        FrontPage.objects.live().first().add_child(instance=page)
    assert refused.value.message_dict == {"body": [REFUSED]}


@pytest.mark.usefixtures("hidden")
def test_documents_that_running_text_links_are_read_too(pages, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    document = Document(title="An order")
    document.file.save("samira-ben-yedder.txt", ContentFile(b"An order"))
    document.file.close()
    body = [("text", f'<p><a linktype="document" id="{document.pk}">it</a></p>')]

    with pytest.raises(ValidationError) as refused:
        FrontPage.objects.live().first().add_child(instance=TextPage(title="A", slug="a", body=body))
    assert refused.value.message_dict == {"body": [REFUSED]}
