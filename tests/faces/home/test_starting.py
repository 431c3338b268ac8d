"""The starter pages: complete in every language, written once, and left as editors have them."""

import re

import pytest
from wagtail_localize.models import Translation

from ifex.faces.home.domain import starting
from ifex.faces.home.domain.starter_files import FOLDER, StarterUnreadable, read_starter_pages
from ifex.faces.home.domain.starting import start_pages
from ifex.faces.home.models import TextPage, TopicPage
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import regions, term

from .conftest import NoBar

SHIPPED = read_starter_pages(FOLDER)
ARABIC = re.compile("[\u0600-\u06ff]")


def words_in(thing):
    """Every `{en: …}` of a file."""
    if isinstance(thing, dict):
        if "en" in thing:
            yield thing
        else:
            for value in thing.values():
                yield from words_in(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from words_in(value)


@pytest.mark.parametrize("starter_page", SHIPPED, ids=lambda one: one.key or "home")
def test_shipped_pages_have_all_their_words_in_every_language(starter_page):
    found = list(words_in({key: value for key, value in starter_page.content.items() if key != "slug"}))

    assert found
    for words in found:
        assert set(words) == set(LANGUAGE_CODES), words["en"]
        assert all(str(text).strip() for text in words.values()), words["en"]
        assert len({tuple(re.findall('href="[^"]*"', str(text))) for text in words.values()}) == 1, words[
            "en"
        ]
        if len(str(words["en"])) > 40:
            assert ARABIC.search(words["ar"]), words["en"]


def test_shipped_pages_speak_of_issues_and_regions_that_there_are(db):
    abouts = [one.about.split(" ") for one in SHIPPED if one.about]

    assert {slug for kind, slug in abouts if kind == "region"} <= set(regions())
    assert all(term(Vocabulary.ISSUE_AREAS, slug) for kind, slug in abouts if kind == "issue")


def test_start_pages_writes_each_page_in_every_language(pages):
    assert (pages.written, pages.kept) == (4, 0)
    assert TextPage.objects.filter(live=True, alias_of=None).count() == 2 * len(LANGUAGE_CODES)
    assert TopicPage.objects.filter(live=True, alias_of=None).count() == len(LANGUAGE_CODES)


def test_start_pages_leaves_translations_that_an_editor_can_go_on_with(pages):
    progress = [translation.get_progress() for translation in Translation.objects.all()]

    assert len(progress) == 4 * (len(LANGUAGE_CODES) - 1)
    assert sum(1 for total, done in progress if total - done > 2) == 0


def test_start_pages_again_leaves_an_editors_words_alone(pages, starter):
    page = TextPage.objects.get(slug="work", locale__language_code="en")
    page.title = "What an editor calls it"
    page.save_revision().publish()

    again = start_pages(starter, bar=NoBar())

    assert (again.written, again.kept) == (0, 4)
    assert TextPage.objects.get(pk=page.pk).title == "What an editor calls it"


def test_start_pages_stopped_in_the_middle_goes_on(starter, db, monkeypatch):
    real, seen = starting._fill, []

    def stop_after_two(*arguments):
        if len(seen) == 2:
            raise KeyboardInterrupt
        seen.append(1)
        return real(*arguments)

    monkeypatch.setattr(starting, "_fill", stop_after_two)
    with pytest.raises(KeyboardInterrupt):
        start_pages(starter, bar=NoBar())
    monkeypatch.setattr(starting, "_fill", real)

    outcome = start_pages(starter, bar=NoBar())

    assert (outcome.written, outcome.kept) == (2, 2)
    assert TextPage.objects.filter(live=True, alias_of=None).count() == 2 * len(LANGUAGE_CODES)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title: {en: ", "broken.yaml"),
        (
            'title: {en: "A"}\nbody:\n  - cards: {cards: [{title: {en: "A"}, link: "page:nowhere"}]}',
            "page:nowhere",
        ),
        ('title: {en: "A"}\nbody:\n  - facts: {facts: [{nam: {en: "A"}}]}', "nam"),
    ],
)
def test_start_pages_names_what_it_cannot_read(starter, db, text, reason):
    (starter / "broken.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(StarterUnreadable, match=reason):
        start_pages(starter, bar=NoBar())
