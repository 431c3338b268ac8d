from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from ifex.instruments.cms import formats

DAY = date(2004, 3, 8)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "8 March 2004"), ("fr", "8 mars 2004"), ("es", "8 de marzo de 2004"), ("ar", "8 مارس 2004")],
)
def test_date_text_speaks_each_language(language, expected):
    with override(language):
        assert formats.date_text(DAY) == expected


@pytest.mark.parametrize(
    ("precision", "until", "expected"),
    [
        ("day", None, "8 March 2004"),
        ("month", None, "March 2004"),
        ("year", None, "2004"),
        ("range", date(2004, 3, 10), "8–10 March 2004"),
        ("range", None, "8 March 2004"),
        ("unknown", None, "date unknown"),
    ],
)
def test_precise_date_text_claims_no_more_than_is_known(precision, until, expected):
    with override("en"):
        assert formats.precise_date_text(DAY, precision, until) == expected


@pytest.mark.parametrize(
    ("language", "until", "expected"),
    [
        ("es", date(2004, 3, 10), "8–10 de marzo de 2004"),
        ("fr", date(2004, 4, 2), "8 mars\u2009–\u20092 avril 2004"),
        ("ar", date(2005, 1, 2), "8 مارس 2004 – 2 يناير 2005"),
    ],
)
def test_precise_date_text_writes_months_of_a_range_out(language, until, expected):
    with override(language):
        assert formats.precise_date_text(DAY, "range", until) == expected


def test_sort_key_puts_accents_and_capitals_where_readers_look():
    assert sorted(["Zambie", "Égypte", "érythrée", "Fidji"], key=formats.sort_key) == [
        "Égypte", "érythrée", "Fidji", "Zambie",
    ]  # fmt: skip


def test_precise_date_text_of_nothing_is_unknown():
    with override("en"):
        assert formats.precise_date_text(None, "day") == "date unknown"


@pytest.mark.parametrize(
    ("precision", "expected"), [("day", "2004-03-08"), ("month", "2004-03"), ("year", "2004")]
)
def test_iso_date_follows_the_precision(precision, expected):
    assert formats.iso_date(DAY, precision) == expected


def test_iso_date_pads_early_years():
    assert formats.iso_date(date(203, 1, 2), "day") == "0203-01-02"


def test_moment_text_names_its_zone():
    with override("en"):
        assert formats.moment_text(datetime(2004, 3, 8, 14, 5, 12, tzinfo=UTC)) == "8 March 2004, 14:05 UTC"


def test_arabic_digits_follow_the_setting(settings):
    with override("ar"):
        assert formats.number_text(1204) == "1,204"
        settings.IFEX_ARABIC_DIGITS = "arabic"
        assert formats.year_text(2004) == "٢٠٠٤"
        assert formats.date_text(DAY) == "٨ مارس ٢٠٠٤"


@pytest.mark.parametrize(("language", "expected"), [("en", "1,234,567"), ("es", "1.234.567")])
def test_number_text_groups_as_the_language_does(language, expected):
    with override(language):
        assert formats.number_text(1234567) == expected


def test_percent_text_and_nothing():
    with override("en"):
        assert formats.percent_text(0.25) == "25%"
        assert formats.number_text(None) == ""
        assert formats.date_text(None) == ""
        assert formats.moment_text(None) == ""
        assert formats.year_text(None) == ""


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "a, b and c"), ("fr", "a, b et c"), ("ar", "a وb وc")]
)
def test_list_text_joins_as_the_language_does(language, expected):
    with override(language):
        assert formats.list_text(["a", "b", "c"]) == expected
