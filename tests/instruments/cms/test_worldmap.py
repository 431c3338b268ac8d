import re
from xml.etree import ElementTree

import pytest
from babel import Locale
from django.utils.translation import override

from ifex.instruments.cms.worldmap import (
    load_world,
    map_codes,
    place_map,
    quantile_limits,
    shade_of,
    world_map,
)

NOT_STATES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def draw(values, **options):
    options = {"url_for": lambda code: f"/c/{code}", "label_for": lambda code: f"Land {code}"} | options
    with override("en"):
        return world_map(values, title="By country", **options)


def shape(html, code):
    return re.search(rf'<a href="/c/{code}" tabindex="-1"([^>]*)><title>(.*?)</title>', html).groups()


def test_map_codes_are_all_of_iso_and_kosovo():
    territories = {code for code in Locale("en").territories if len(code) == 2 and code.isalpha()}
    assert map_codes() == territories - NOT_STATES
    assert len(map_codes()) == 250


def test_load_world_is_light():
    assert sum(map(len, load_world().drawn.values())) < 36_000


def test_world_map_makes_every_state_a_link():
    html = draw({})
    assert len(re.findall(r'<a href="/c/[A-Z]{2}" tabindex="-1">', html)) == 250


def test_world_map_gives_small_states_a_point():
    drawn = load_world().drawn
    assert all("<circle" in drawn[code] for code in ("MT", "SG", "TV", "VA", "GP", "UM", "XK", "PS"))
    assert "<circle" not in drawn["BR"]


def test_world_map_shades_by_quantile_and_names_the_number():
    html = draw({"TN": 1, "MX": 20, "PH": 300, "RU": 4000, "EG": 50000})
    assert [shape(html, code) for code in ("TN", "EG", "FR")] == [
        (' class="q1"', "Land TN: 1"),
        (' class="q5"', "Land EG: 50,000"),
        ("", "Land FR: 0"),
    ]


def test_world_map_shades_successors_and_names_historic_states_apart():
    html = draw({"CZ": 3, "CSHH": 40}, successors={"CSHH": ("CZ", "SK")})
    assert shape(html, "CZ") == (' class="q5"', "Land CZ: 3; Land CSHH: 40")
    assert shape(html, "SK") == (' class="q1"', "Land SK: 0; Land CSHH: 40")
    rows = re.findall(r"<bdi>(Land \w+)</bdi></a></th><td class=\"is-number\">(\d+)<", html)
    assert rows == [("Land CSHH", "40"), ("Land CZ", "3")]


def test_world_map_without_addresses_has_no_links():
    assert "<a " not in draw({"TN": 1}, url_for=lambda code: None)


def test_world_map_escapes_and_is_well_formed():
    html = draw({"TN": 1}, label_for=lambda code: "<b>&", url_for=lambda code: '"><script>')
    assert "<script" not in html
    assert "style=" not in html
    ElementTree.fromstring(f"<div>{html}</div>")


@pytest.mark.parametrize(
    ("numbers", "limits"),
    [
        ([], []),
        ([7], [7]),
        ([1, 1, 1, 1, 9], [1, 9]),
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        (list(range(1, 101)), [20, 40, 60, 80, 100]),
    ],
)
def test_quantile_limits_are_the_largest_of_each_class(numbers, limits):
    assert quantile_limits(numbers) == limits


@pytest.mark.parametrize(
    ("number", "limits", "shade"),
    [
        (1, [1, 9], 1),
        (9, [1, 9], 5),
        (7, [7], 3),
        (21, [20, 40, 60, 80, 100], 2),
        (100, [20, 40, 60, 80, 100], 5),
    ],
)
def test_shade_of_uses_the_whole_range(number, limits, shade):
    assert shade_of(number, limits) == shade


def test_world_map_legend_begins_with_the_least_number():
    html = draw({"TN": 21})
    assert "<bdi>21</bdi>" in html
    assert "1–21" not in html


def test_place_map_marks_the_place_and_claims_no_number():
    with override("en"):
        html = place_map(["IS"], title="On the map", around=["IS", "FR"])

    assert html.count('class="q5"') == 1
    assert not re.search(r"legend|<table|<a |<title>", html)


def test_world_map_around_a_region_shows_that_part_alone():
    html = draw({"TN": 3}, around=["TN", "EG"])

    assert 'href="/c/TN"' in html
    assert 'href="/c/NZ"' not in html
    _x, _y, width, height = map(float, re.search(r'viewBox="([^"]+)"', html)[1].split())
    assert width < 200
    assert width >= 1.5 * height


def test_world_map_around_is_not_the_whole_world_for_an_island_far_away():
    assert "viewBox" in draw({}, around=["US", "MX"])
    assert 'href="/c/AU"' not in draw({}, around=["US", "MX"])
