import pytest

from ifex.instruments.search.counting import list_counts
from ifex.instruments.search.facets import MOST_VALUES, Choice, Facet, find_facet
from ifex.instruments.search.requests import FacetCount, SearchRequest


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2005", "2005"),
        (" 2005 .. 2011 ", "2005..2011"),
        ("2011..2005", "2005..2011"),
        ("2005..", "2005..2405"),
        ("..2005", "1605..2005"),
        ("0..9999", "0..400"),
        ("02005", None),
        ("٢٠٠٥", "2005"),
        ("..", None),
        ("-5", None),
        ("²", None),
        ("2005..2006..2007", None),
        ("", None),
    ],
)
def test_clean_value_of_numbers(raw: str, value: str | None) -> None:
    assert Facet("year", "Year", is_number=True).clean_value(raw) == value


def test_clean_value_takes_a_choice_in_any_case() -> None:
    facet = Facet("issue", "Issue", lambda: [Choice("Internet")])

    assert (facet.clean_value("INTERNET"), facet.clean_value("other")) == ("Internet", None)


def test_clean_values_drops_doubles_and_caps() -> None:
    facet = Facet("year", "Year", is_number=True)
    kept, refused = facet.clean_values([str(1900 + n) for n in range(80)] + ["1900", "x"])

    assert (len(kept), len(refused)) == (MOST_VALUES, 31)


def test_with_parents_adds_every_group_once_and_survives_a_circle() -> None:
    facet = Facet("v", "V", lambda: [Choice("a", "b"), Choice("b", "c"), Choice("c", "a"), Choice("d", "b")])

    assert facet.with_parents(["a", "d"]) == ["a", "b", "c", "d"]


def test_terms_of_spells_a_range_out() -> None:
    facet = Facet("year", "Year", is_number=True)

    assert (facet.terms_of("2005..2007"), facet.terms_of("2005")) == (["2005", "2006", "2007"], ["2005"])


def test_find_facet_knows_aliases_in_any_case() -> None:
    facet = find_facet("YEAR")

    assert facet is not None
    assert facet.name == "year"


def test_list_counts_orders_by_count_and_shows_what_is_chosen() -> None:
    facet = Facet("country", "Country")

    assert list_counts(facet, {"TN": 1, "EG": 3}, ("FR",)) == [
        FacetCount("EG", 3), FacetCount("TN", 1), FacetCount("FR", 0, is_chosen=True),
    ]  # fmt: skip


def test_list_counts_keeps_the_order_of_the_choices_and_names_groups() -> None:
    facet = Facet("v", "V", lambda: [Choice("law"), Choice("arrest", "law"), Choice("none")], by_count=False)

    assert list_counts(facet, {"arrest": 9, "law": 9}, ()) == [
        FacetCount("law", 9), FacetCount("arrest", 9, parent="law"),
    ]  # fmt: skip


def test_describe_says_everything_an_api_needs() -> None:
    facet = Facet("v", "Violation", lambda: [Choice("arrest", "law")], get_label=str.upper)

    assert facet.describe() == {
        "name": "v", "title": "Violation", "ranges": False,
        "choices": [{"value": "arrest", "label": "ARREST", "parent": "law"}],
    }  # fmt: skip


def test_request_links_add_and_take_away_values_from_the_first_page() -> None:
    request = SearchRequest.from_params({"q": "press", "country": "tn,fr", "page": "3"})

    assert request.with_value("year", "2005").to_params() == [
        ("q", "press"), ("country", "TN"), ("country", "FR"), ("year", "2005"),
    ]  # fmt: skip
    assert request.without_value("country", "TN").query_string == "q=press&country=FR"
    assert request.with_page(2).query_string == "q=press&country=TN&country=FR&page=2"
    assert request.page == 3


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"country": "nowhere"}, "value_unknown"),
        ({"sort": "random"}, "sort_unknown"),
        ({"page": "99999"}, "page_too_far"),
        ({"q": "a" * 5_000}, "query_cut"),
        ({"year": [str(1900 + n) for n in range(90)]}, "values_cut"),
    ],
)
def test_from_params_says_what_it_dropped(params: dict[str, object], code: str) -> None:
    assert [notice.code for notice in SearchRequest.from_params(params).notices] == [code]
