from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ifex.instruments.search.analysed import analyse_document
from ifex.instruments.search.engines import get_engine
from ifex.instruments.search.finding import find, suggest
from ifex.instruments.search.requests import SearchRequest
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.facets import archive_facets
from ifex.network.archive.findable import alert_kind
from ifex.network.archive.models import Target


@pytest.fixture
def three(publish_alert, index):
    publish_alert(texts={"en": "Reporter arrested in Tunis"}, happened_from="2004-03-08")
    publish_alert(texts={"fr": "Une journaliste arrêtée à Tunis"}, happened_from="2011-01-14")
    publish_alert(texts={"en": "Editor fined in Cairo"}, country="EG", primary_violation="fine")
    index()


def search(client, language="en", **params):
    return client.get(f"/{language}/search/?{urlencode(params, doseq=True)}")


def test_search_finds_and_marks_what_was_asked(client, three):
    html = search(client, q="arrested").content.decode()

    assert "Reporter <mark>arrested</mark> in Tunis" in html
    assert "Editor fined" not in html


def test_search_finds_an_alert_that_exists_in_another_language_only(client, three):
    html = search(client, "ar", q="صحفيين تونس").content.decode()

    assert 'lang="fr" dir="ltr"' in html
    assert "Français" in html
    assert "Une journaliste arrêtée à Tunis" in html


def test_search_filters_by_what_the_address_says_and_lets_it_go(client, three):
    html = search(client, q="in", country="eg").content.decode()

    assert "Editor fined" in html
    assert "Reporter" not in html
    assert "Country: Egypt" in html
    assert '<a class="chosen__one" href="/en/search/?q=in">' in html
    assert '<input type="checkbox" name="country" value="EG" checked>' in html
    assert '<input type="checkbox" name="country" value="TN">' in html


def test_search_takes_a_span_of_years_from_two_fields(client, three):
    html = search(client, year_from="2003", year_to="2005").content.decode()

    assert "Reporter arrested" in html
    assert "Une journaliste" not in html
    assert 'name="year_from" min="1" max="9999" value="2003"' in html
    assert "Year: 2003–2005" in html


def test_search_offers_every_result_as_file_and_feed(client, three):
    html = search(client, q="arrested", country="TN").content.decode()

    for name in ("results.csv", "results.xlsx", "results.jsonl", "feed.atom", "feed.json"):
        assert f"/en/search/{name}?q=arrested&amp;country=TN" in html


def test_search_bars_and_countries_are_links(client, three):
    html = search(client).content.decode()

    assert "/en/search/?year=2004" in html
    assert "/en/search/?country=EG" in html


def test_search_without_a_result_helps_on(client, three):
    html = search(client, q="Reporter", country="FR").content.decode()

    assert "No alert was found." in html
    assert "1 alert without the filters" in html
    assert "Search without “Country: France”" in html


def test_search_that_finds_nothing_anywhere_has_no_empty_column(client, three):
    assert 'id="filters"' not in search(client, q="zzzqqq").content.decode()


def test_search_says_what_it_left_out(client, three):
    html = search(client, country="atlantis", sort="sideways").content.decode()

    assert "“atlantis” is not a value of “Country”" in html
    assert "“sideways” is not an order" in html


def test_search_offers_relevance_to_words_only(client, three):
    assert "Relevance" in search(client, q="Tunis").content.decode()

    html = search(client).content.decode()

    assert "Relevance" not in html
    assert '<span aria-current="true">Newest</span>' in html


def test_search_puts_no_title_of_the_page_on_a_notice(client, three):
    html = search(client, country="atlantis").content.decode()

    assert "notice--warning" in html
    assert "notice__title" not in html


def test_search_page_beyond_the_last_says_so(client, three):
    response = search(client, page="7")

    assert response.status_code == 200
    assert b"There is nothing on this page of the results." in response.content


def test_search_without_an_index_answers_503(client, db, no_index):
    for address in ("", "feed.atom", "feed.json", "results.csv", "results.xlsx", "results.jsonl"):
        response = client.get(f"/en/search/{address}")
        assert response.status_code == 503, address
        assert response["Retry-After"]


def test_search_sets_no_cookie_and_may_be_kept_for_a_minute(client, three):
    response = search(client, q="arrested")

    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.get("Vary", "")


def test_search_answers_head_and_refuses_other_methods(client, three):
    for name in ("", "feed.atom", "feed.json", "results.csv", "results.xlsx", "results.jsonl"):
        assert client.head(f"/en/search/{name}").status_code == 200, name
        assert client.post(f"/en/search/{name}").status_code == 405, name


@pytest.mark.usefixtures("steady_tables")
@pytest.mark.parametrize("count", [1, 3, 40])
def test_search_costs_the_same_whatever_it_finds(client, index, publish_alert, make_person, count):
    for number in range(count):
        publish_alert(texts={"en": f"Reporter {number} arrested"}, target={"person": make_person()})
    index()
    search(client, q="reporter")

    with CaptureQueriesContext(connection) as queries:
        search(client, q="reporter")

    # The publications and the names of their members; the vocabularies are asked for once a second at most.
    assert len(queries) <= 4


values = st.text(max_size=40) | st.sampled_from(
    [
        "TN",
        "..",
        "1..9999",
        "0",
        "-1",
        "99999999999999",
        "٢٠٠٤",
        "a,b",
        "arrest",
        "\ud800",
        "%00",
        "group.legal",
    ]
)
names = st.sampled_from(
    [facet.name for facet in archive_facets()]
    + ["q", "page", "sort", "cursor", "limit", "year_from", "year_to", "x"]
)


@given(st.lists(st.tuples(names, values), max_size=8), st.sampled_from(["", "feed.atom", "feed.json"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_search_takes_any_address(three, pairs, name):
    query = urlencode(pairs, errors="surrogatepass")

    assert Client().get(f"/en/search/{name}?{query}").status_code == 200


@given(st.binary(max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_search_takes_any_bytes(three, raw):
    query = "q=" + "".join(f"%{byte:02X}" for byte in raw)

    assert Client().get(f"/ar/search/?{query}").status_code == 200


def test_search_takes_thousands_of_brackets_and_values(client, three):
    assert search(client, q="(" * 3_000).status_code == 200
    assert search(client, country=[str(number) for number in range(2_000)]).status_code == 200
    assert search(client, year="0..9999").status_code == 200


def test_search_suggests_no_name_that_has_been_taken_back(index, publish_alert):
    alert = publish_alert(target={"name": "Zebulonia Quixotina"})
    # More alerts, so that the index keeps the segment in which the name was.
    for number in range(3):
        publish_alert(texts={"en": f"Radio {number} closed"})
    index()
    assert find(SearchRequest(q="Zebulonja")).did_you_mean == "zebulonia"
    Target.objects.filter(alert=alert).update(pseudonym="Amel")
    publish(alert, by="test", note={"en": "A name was taken back."})

    with get_engine().writer() as writer:
        writer.index(map(analyse_document, alert_kind().load([alert.uid])))
        writer.commit()

    assert find(SearchRequest(q="Zebulonja")).did_you_mean == ""
    assert suggest("Zebu", language="en") == []
