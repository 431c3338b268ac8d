"""De-naming: afterwards no word of a page gives the name, in any of the places where Wagtail keeps them."""

from html import unescape

import pytest
from taggit.models import Tag
from tests.names_left import where_it_stands, words_of_the_desk_index
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site
from wagtail_localize.models import TranslationSource

from ifex.faces.home.models import FrontPage, ReportPage, TextPage
from ifex.foundations.core import clock
from ifex.network.archive.domain.denaming import dename_person

pytestmark = pytest.mark.django_db

NAME, ARABIC = "Samira Ben Yedder", "سميرة بن يدر"
NEEDLES = [NAME, NAME.lower(), NAME.upper(), "Ben Yedder", "Yedder", ARABIC]
PSEUDONYM = '"Nour"'
TOLD = f"<p>Police held <b>Samira</b> Ben Yedder, {ARABIC}.</p>"


@pytest.fixture
def told(pages, make_person, settings, tmp_path):
    """Pages whose bodies tell of her, published and changed since, and a translation that is begun."""
    settings.IFEX_DATA = tmp_path
    person = make_person(NAME)
    person.names |= {"ar": ARABIC}
    person.save()
    front = FrontPage.objects.live().first()
    facts = {"title": "Facts", "facts": [{"name": f"{NAME} in short", "value": ARABIC}]}
    page = front.add_child(
        instance=TextPage(title="Held", slug="held", body=[("text", TOLD), ("facts", facts)])
    )
    page.save_revision().publish()
    page.body.append(("text", f"<p>{ARABIC} is free.</p>"))
    page.save_revision()
    chapter = {"title": f"On {NAME}", "body": [{"type": "prose", "value": TOLD}]}
    report = front.add_child(
        instance=ReportPage(title="Report", slug="year", body=[{"type": "chapter", "value": chapter}])
    )
    report.save_revision().publish()
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    source.refresh_segments()
    for tag in (NAME, PSEUDONYM):
        Tag.objects.create(name=tag)
    return person, page, report


def dename(person):
    dename_person(person, pseudonym=PSEUDONYM, by="test", at=clock.now())


def test_no_word_of_a_page_keeps_the_name(told, settings, client):
    person, page, report = told
    assert len(where_it_stands(settings.IFEX_DATA, NEEDLES)) > 3, "the test looks where it stands"

    dename(person)

    assert where_it_stands(settings.IFEX_DATA, NEEDLES) == []
    shown = [client.get(one.url).content.decode() for one in (page, report)]
    assert [PSEUDONYM in unescape(one) for one in shown] == [True, True]


def test_what_was_a_draft_does_not_bring_the_name_back(told, settings, client):
    person, page, _report = told

    dename(person)
    TextPage.objects.get(pk=page.pk).latest_revision.publish()

    assert where_it_stands(settings.IFEX_DATA, NEEDLES) == []
    assert "is free" in client.get(page.url).content.decode()


def test_the_search_of_the_desk_forgets_the_words(told):
    person, _page, _report = told
    FrontPage.objects.live().first().add_child(instance=TextPage(title=NAME, slug="zz"))
    assert b"yedder" in words_of_the_desk_index()

    dename(person)

    assert b"edder" not in words_of_the_desk_index()


def test_redirects_from_addresses_with_the_name_are_given_up(told):
    person, page, _report = told
    site = Site.objects.get(is_default_site=True)
    for path in ("/en/samira-ben-yedder", "/en/samira_ben_yedder", "/en/older"):
        Redirect.objects.create(old_path=path, site=site, redirect_page=page)

    dename(person)

    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/en/older"]
