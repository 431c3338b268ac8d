"""The desk's first page: what waits, and for whom."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ifex.foundations.core import clock
from ifex.instruments.taxonomy.domain.unmapped import note_unmapped_value, set_aside_value
from ifex.instruments.taxonomy.models import UnmappedValue
from ifex.network.archive.models import AlertText, ImportRun

HOME = reverse("wagtailadmin_home")
ALERTS = reverse("wagtailsnippets_archive_alert:list")


def tiles_of(client):
    """{heading: [(words, address), …]}"""
    soup = BeautifulSoup(client.get(HOME).content.decode(), "html.parser")
    return {
        tile.h2.get_text(strip=True): [
            (" ".join(line.get_text(" ").split()), line.a["href"] if line.a else "")
            for line in tile.select("li")
        ]
        for tile in soup.select(".ifex-tile")
    }


def test_tiles_lead_to_what_waits(sign_in, make_alert, make_case, make_person):
    make_alert()
    make_alert()
    make_case(make_person())
    AlertText.objects.create(alert=make_alert(), language="fr", state="stale", title="Ancien")
    for value in ("Netzsperre", "Sonstiges"):
        note_unmapped_value("issue_areas", value, subject_kind="alert", subject="a")
    set_aside_value(UnmappedValue.objects.get(value="Sonstiges"), by="test")
    ImportRun.objects.create(
        name="alerts.csv", format="csv", digest="1", state="finished", counts={"rejected": 2},
        started_at=clock.now(), actor="test",
    )  # fmt: skip

    tiles = tiles_of(sign_in("editor"))

    cases = reverse("wagtailsnippets_archive_case:list")
    assert tiles.pop("Reports of readers") == []
    assert tiles.pop("Sent by members") == []
    assert tiles == {
        "Not published yet": [
            ("3 Alerts: Draft", f"{ALERTS}?state=draft"),
            ("1 Cases: Draft", f"{cases}?state=draft"),
        ],
        "Out of date": [("1 Alerts: Français", f"{ALERTS}?stale=fr")],
        "Unknown words": [
            ("1 wait for somebody to say what they mean", reverse("archive_unknown_words:index"))
        ],
        "Newest imports": [(f"alerts.csv · {clock.today()} · 2 lines refused", "")],
    }


def test_tiles_without_anything_say_so(sign_in):
    assert "Nothing waits." in sign_in("editor").get(HOME).content.decode()


@pytest.mark.parametrize(
    ("role", "headings"),
    [
        ("translator", ["Not published yet", "Out of date"]),
        ("campaigner", ["Not published yet"]),
        ("finance", []),
    ],
)
def test_tiles_are_for_who_may_do_something_about_it(sign_in, role, headings):
    assert list(tiles_of(sign_in(role))) == headings
