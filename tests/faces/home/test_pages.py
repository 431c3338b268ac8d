"""Pages that editors arrange: found in every language, shown in the best one, listed where they belong."""

import pytest
from wagtail.models import Page

from ifex.faces.home.models import FrontPage, TextPage
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.cms.live import fill_gathering
from ifex.network.archive.models import Alert


def test_every_language_has_a_front_page(db):
    fronts = FrontPage.objects.filter(live=True)

    assert sorted(page.locale.language_code for page in fronts) == sorted(LANGUAGE_CODES)
    assert len({page.translation_key for page in fronts}) == 1


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/en/work/", "Our work"),
        ("/fr/travail/", "Notre travail"),
        ("/es/trabajo/historia/", "Historia"),
        ("/ar/work/history/", "التاريخ"),
    ],
)
def test_a_page_has_its_own_address_in_each_language(client, pages, no_index, address, title):
    response = client.get(address)

    assert response.status_code == 200
    assert f"<h1>{title}</h1>" in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("/fr/work/", "/fr/travail/"),
        ("/en/travail/histoire/", "/en/work/history/"),
        ("/es/travail/", "/es/trabajo/"),
    ],
)
def test_a_slug_of_another_language_leads_to_the_right_one(client, pages, no_index, wrong, right):
    response = client.get(wrong)

    assert (response.status_code, response["Location"]) == (302, right)


def test_a_page_that_is_not_translated_is_shown_as_it_is_and_says_so(client, pages, no_index):
    TextPage.objects.get(slug="travail").delete()

    page = client.get("/fr/work/").content.decode()

    assert '<html lang="fr"' in page
    assert '<article class="arranged" lang="en" dir="ltr">' in page
    assert "dans la langue suivante\u00a0: English" in page
    assert '<link rel="canonical" href="http://localhost:8000/en/work/">' in page


@pytest.mark.parametrize(
    "address", ["/en/nothing/", "/fr/travail/rien/", "/en/work/history/more/", "/en/%D9%84/"]
)
def test_what_is_no_page_is_404_in_words(client, pages, no_index, address):
    response = client.get(address)

    assert response.status_code == 404
    assert b'<meta name="robots" content="noindex">' in response.content


def test_what_is_taken_back_is_404(client, pages, no_index):
    for page in Page.objects.get(slug="history", locale__language_code="en").get_translations(inclusive=True):
        page.unpublish()

    assert client.get("/en/work/history/").status_code == 404
    assert b'class="way__title"><a href="/en/work/history/"' not in client.get("/en/work/").content


def test_the_switch_leads_to_the_same_page_in_each_language(client, pages, no_index):
    page = client.get("/fr/travail/histoire/").content.decode()

    for address in ("/en/work/history/", "/es/trabajo/historia/", "/ar/work/history/"):
        assert f'<a href="{address}" hreflang' in page
    assert 'hreflang="es" href="http://localhost:8000/es/trabajo/historia/"' in page


def test_the_menu_has_the_pages_of_its_language(client, pages, no_index):
    page = client.get("/es/").content.decode()

    assert '<a href="/es/trabajo/">Nuestro trabajo</a>' in page
    assert "Our work" not in page


def test_links_between_pages_lead_to_the_readers_language(client, pages, no_index):
    assert '<a href="/fr/travail/histoire/">avant</a>' in client.get("/fr/travail/").content.decode()
    assert 'href="/fr/search/?country=TN"' in client.get("/fr/travail/histoire/").content.decode()


def test_live_blocks_gather_what_is_published(client, pages, index, publish_alert):
    publish_alert(texts={"en": "Reporter arrested in Tunis"})
    index()

    page = client.get("/en/work/").content.decode()

    assert page.count("Reporter arrested in Tunis") == 1
    assert 'href="/en/search/?country=TN&amp;sort=newest' in page or 'href="/en/search/?' in page
    assert "as known on" in page
    assert "Lantern Press Watch" in page


def test_pages_stand_without_an_index_and_without_anything_gathered(client, pages, no_index):
    page = client.get("/en/work/").content.decode()

    assert "Lanterns" in page
    assert "chart__years" not in page


def test_a_room_that_comes_later_fills_its_gathering(client, pages, no_index):
    assert b"Sign this" not in client.get("/en/").content

    fill_gathering("actions", lambda request: "<p>Sign this</p>")

    assert b"<p>Sign this</p>" in client.get("/en/").content


def test_words_stand_above_the_archives_own_page(client, pages, index):
    page = client.get("/fr/regions/mena/").content.decode()

    assert "Ce qu’en dit la rédaction." in page
    assert client.get("/en/region-mena/").status_code == 302


def test_pages_are_found_by_the_one_search(client, pages, index):
    index()

    page = client.get("/en/search/?q=lanterns").content.decode()
    listed = client.get("/fr/search/page/?q=lanternes").content.decode()

    assert '<a href="/en/work/" lang="en"><bdi>Our work</bdi></a>' in page
    assert '<a href="/fr/travail/" lang="fr"><bdi>Notre travail</bdi></a>' in listed
    assert client.get("/en/search/nothing-of-this-kind/").status_code == 404


def test_members_are_found_by_the_one_search_unless_hidden(client, member, index):
    index()
    assert b"<bdi>Lantern Press Watch (LPW)</bdi>" in client.get("/en/search/?q=lantern").content

    member.is_hidden = True
    member.save()
    index()

    assert b"Lantern Press Watch" not in client.get("/en/search/?q=lantern").content


@pytest.mark.usefixtures("steady_tables")
@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_page_costs_the_same_whatever_it_lists(
    client, pages, index, publish_alert, count, django_assert_max_num_queries
):
    parent = TextPage.objects.get(slug="work", locale__language_code="en")
    for number in range(count):
        parent.add_child(
            instance=TextPage(title=f"Page {number}", slug=f"page-{number}", locale=parent.locale)
        )
        publish_alert()
    index()
    client.get("/en/work/")
    with django_assert_max_num_queries(31):
        client.get("/en/work/")
    assert Alert.objects.count() == count
