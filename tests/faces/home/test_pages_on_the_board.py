"""The translation board shows pages beside all else that has languages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from ifex.faces.home.models import FrontPage, TextPage
from ifex.instruments.cms.page_languages import PagesBoard
from ifex.instruments.translation.enums import Standing

pytestmark = pytest.mark.django_db
BOARD = "/admin/translations/?kind=page"


def stands(title, language):
    [row] = [row for row in PagesBoard(may_begin=True).rows() if row.title == title]
    return next(cell for cell in row.cells if cell.language == language)


@pytest.fixture
def starter_page(pages):
    """In English, and translated from it."""
    page = TextPage.objects.filter(locale__language_code="en").first()
    return TextPage.objects.get(pk=page.pk)


def test_a_page_and_its_translations_stand_as_they_are(starter_page):
    title = starter_page.title

    assert stands(title, "en").standing == Standing.SOURCE
    assert stands(title, "ar").standing == Standing.PUBLISHED
    assert f"/pages/{starter_page.pk}/" in stands(title, "en").address


def test_a_source_that_was_published_anew_leaves_its_translations_behind(starter_page):
    starter_page.summary = "Something else."
    starter_page.save_revision().publish()

    assert stands(starter_page.title, "ar").standing == Standing.STALE


def test_a_sentence_without_translation_leaves_a_page_behind_or_in_work(starter_page):
    arabic = starter_page.get_translation(Locale.objects.get(language_code="ar"))
    StringTranslation.objects.filter(locale=arabic.locale).delete()
    assert stands(starter_page.title, "ar").standing == Standing.STALE
    assert stands(starter_page.title, "fr").standing == Standing.PUBLISHED

    arabic.unpublish()

    assert stands(starter_page.title, "ar").standing == Standing.IN_WORK


def test_a_page_in_one_language_is_missing_in_the_others(starter_page):
    front = FrontPage.objects.get(locale__language_code="en")
    page = front.add_child(instance=TextPage(title="Only here", slug="only-here"))

    cell = stands("Only here", "fr")

    assert (cell.standing, str(page.pk) in cell.address) == (Standing.MISSING, True)
    assert [row.title for row in PagesBoard(may_begin=True).rows(language="fr", standing="missing")] == [
        "Only here"
    ]
    assert len(PagesBoard(may_begin=True).rows(language="xx", standing="missing")) > 1


def test_who_may_not_begin_gets_no_way_there(starter_page, sign_in):
    FrontPage.objects.get(locale__language_code="en").add_child(
        instance=TextPage(title="Only here", slug="only-here")
    )
    pages = {role: sign_in(role).get(BOARD).content.decode() for role in ("translator", "editor")}

    assert all("Only here" in page for page in pages.values())
    assert ("submit/page" in pages["translator"], "submit/page" in pages["editor"]) == (False, True)


def test_the_board_asks_as_much_for_one_as_for_many(starter_page, sign_in):
    editor = sign_in("editor")
    editor.get(BOARD)
    with CaptureQueriesContext(connection) as few:
        editor.get(BOARD)
    front = FrontPage.objects.get(locale__language_code="en")
    for number in range(5):
        front.add_child(instance=TextPage(title=f"Page {number}", slug=f"page-{number}"))

    with CaptureQueriesContext(connection) as many:
        editor.get(BOARD)

    assert len(many) == len(few)
