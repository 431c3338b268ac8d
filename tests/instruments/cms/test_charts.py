import re
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from ifex.instruments.cms.charts import MOST_YEARS, Bar, bar_list, year_histogram


def bars_of(svg):
    return [
        (float(x), float(height))
        for x, height in re.findall(r'class="bar" x="([\d.]+)" y="[\d.]+" width="8" height="([\d.]+)"', svg)
    ]


def test_year_histogram_draws_every_year_between():
    with override("en"):
        svg = year_histogram({1995: 5, 1998: 10}, title="By year")
    assert bars_of(svg) == [(1, 50), (11, 0), (21, 0), (31, 100)]


def test_year_histogram_of_few_years_says_how_few():
    with override("en"):
        assert 'class="chart chart--1"' in year_histogram({1995: 5}, title="By year")
        assert 'class="chart"' in year_histogram({1995: 5, 2000: 1}, title="By year")


def test_year_histogram_runs_from_right_to_left_in_arabic():
    with override("ar"):
        svg = year_histogram({1995: 5, 1996: 10}, title="By year")
    assert bars_of(svg) == [(11, 50), (1, 100)]


def test_year_histogram_links_years_that_have_something():
    with override("en"):
        svg = year_histogram(
            {1995: 5, 1997: 1234}, title="By year", url_for_year=lambda y: f"?a=1&year={y}", chosen=[1997]
        )
    assert re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"( class="is-chosen")?>', svg) == [
        ("?a=1&amp;year=1995", "1995: 5", ""),
        ("?a=1&amp;year=1997", "1997: 1,234", ' class="is-chosen"'),
    ]


def test_year_histogram_keeps_its_numbers_in_a_table_behind():
    with override("en"):
        html = year_histogram({1995: 5, 1996: 0, 1997: 1234}, title="By year")
    assert re.findall(r'<bdi>(\d+)</bdi></th><td class="is-number">([\d,]+)<', html) == [
        ("1995", "5"),
        ("1997", "1,234"),
    ]


def test_year_histogram_never_draws_more_than_the_newest_years():
    svg = year_histogram({203: 1, 2024: 3}, title="By year")
    assert len(bars_of(svg)) == MOST_YEARS


def test_year_histogram_of_nothing_is_nothing():
    assert year_histogram({}, title="By year") == ""


def test_bar_list_measures_against_the_longest():
    with override("en"):
        html = bar_list([Bar("Arrest", 200, "?v=arrest"), Bar("Ban", 50)], title="Violations")
    assert re.findall(r'class="bar" x="([\d.]+)" y="0" width="([\d.]+)"', html) == [("0", "100"), ("0", "25")]


def test_bar_list_grows_from_the_right_in_arabic():
    with override("ar"):
        html = bar_list([Bar("Arrest", 200), Bar("Ban", 50)], title="Violations")
    assert re.findall(r'class="bar" x="([\d.]+)" y="0" width="([\d.]+)"', html) == [
        ("0", "100"),
        ("75", "25"),
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_charts_escape_what_they_are_given(language):
    evil = '"><script>alert(1)</script>'
    with override(language):
        html = bar_list([Bar(evil, 1, evil, is_chosen=True)], title=evil)
        html += year_histogram({2004: 1}, title=evil, url_for_year=lambda y: evil)
    assert "<script" not in html
    assert "style=" not in html
    ElementTree.fromstring(f"<div>{html}</div>")
