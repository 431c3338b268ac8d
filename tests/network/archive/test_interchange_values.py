import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.network.archive.interchange import reading_alerts, reading_cases
from ifex.network.archive.interchange.reading import read_object
from ifex.network.archive.interchange.references import References
from ifex.network.archive.interchange.sources import parse_json
from ifex.network.archive.interchange.values import (
    Unreadable,
    take_date,
    take_html,
    take_moment,
    take_number,
    take_text,
    take_uid,
    take_words,
    take_year,
)

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "day", ["00/00/0000", "2004-02-30", "2918-01-01", "0004-01-01", "yesterday", 20040308, ["x"]]
)
def test_take_date_refuses_days_that_cannot_be_meant(day):
    with pytest.raises(Unreadable, match="happened"):
        take_date({"happened": day}, "happened")


def test_take_date_reads_iso_day():
    assert str(take_date({"on": "2004-03-08"}, "on")) == "2004-03-08"


@pytest.mark.parametrize(
    ("text", "read"),
    [("2004-03-09T10:00:00Z", "2004-03-09T10:00:00+00:00"), ("2004-03-09T12:00+02:00", "2004-03-09T10:00:00+00:00"),
     ("2004-03-09", "2004-03-09T00:00:00+00:00")],
)  # fmt: skip
def test_take_moment_turns_everything_to_utc(text, read):
    assert take_moment({"at": text}, "at").isoformat() == read


@pytest.mark.parametrize("value", [True, "12", float("inf"), 91, [1]])
def test_take_number_refuses_what_is_no_latitude(value):
    with pytest.raises(Unreadable):
        take_number({"lat": value}, "lat", least=-90, most=90)


@pytest.mark.parametrize("value", [2918, 12, "19x4", 1.5, True])
def test_take_year_refuses(value):
    with pytest.raises(Unreadable):
        take_year({"born": value}, "born")


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("<script>alert(1)</script>T", "alert(1) T"),
        ("<b>Held</b> &amp; <i>tried</i>", "Held & tried"),
        ("3 < 5", "3 < 5"),
        ("AT&amp;T", "AT&T"),
    ],
)
def test_take_words_strips_tags_and_keeps_the_words(title, kept):
    assert take_words({"title": title}, "title") == kept


@pytest.mark.parametrize("value", ["A", "with space", "../../etc", "x" * 65, 7])
def test_take_uid_refuses(value):
    with pytest.raises(Unreadable):
        take_uid({"uid": value}, "uid")


def test_take_text_drops_control_characters_and_refuses_length():
    assert take_text({"t": " a\x07b\u200e "}, "t") == "ab"
    with pytest.raises(Unreadable, match="301 characters"):
        take_text({"t": "x" * 301}, "t")


def test_take_html_leaves_no_script():
    html = (
        '<div onclick="x()">Held <b>since</b> dawn<script>alert(1)</script><img src=x onerror=alert(1)></div>'
    )

    assert take_html({"body": html}, "body") == "<p>Held <strong>since</strong> dawn</p>"


def test_take_html_refuses_bomb():
    with pytest.raises(Unreadable, match="too long"):
        take_html({"body": "<b>" * 1_000_000}, "body")


@pytest.mark.parametrize("text", ['{"a": NaN}', '{"a": "\\ud800"}', "[" * 100_000])
def test_parse_json_refuses_what_no_database_keeps(text):
    with pytest.raises((ValueError, RecursionError)):
        parse_json(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = sorted(reading_alerts.ALERT_KEYS | reading_cases.CASE_KEYS | {"names", "standings", "variants"})


@pytest.mark.django_db
@given(
    kind=st.sampled_from(["alert", "case", "person", "organisation", "planet", None]),
    item=st.dictionaries(st.sampled_from(KEYS), JSON, max_size=10),
)
def test_read_object_reads_or_says_why_not(kind, item):
    with suppress(Unreadable):
        entry = read_object({"uid": "abc", **item, "type": kind}, References(now=NOON))
        json.dumps(entry.unmapped)


@pytest.mark.parametrize("kind", ["alert", "case"])
@pytest.mark.parametrize("paths", [5, ["//elsewhere.example/x"], ["no-slash"], [{"a": 1}]])
def test_read_object_refuses_legacy_addresses_that_are_no_paths(db, kind, paths):
    with pytest.raises(Unreadable, match="legacy_urls"):
        read_object({"type": kind, "uid": "abc", "legacy_urls": paths}, References(now=NOON))
