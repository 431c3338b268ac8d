import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def two(publish_alert, index):
    older = publish_alert(texts={"en": "Reporter arrested"}, at=datetime(2026, 1, 1, tzinfo=UTC))
    newer = publish_alert(texts={"fr": "Une journaliste arrêtée"}, at=datetime(2026, 2, 1, tzinfo=UTC))
    index()
    return older, newer


def test_atom_has_the_newest_first_each_in_its_language(client, two):
    older, newer = two

    response = client.get("/en/search/feed.atom?sort=oldest")
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.find(f"{ATOM}id").text for entry in entries] == [
        f"http://localhost:8000/en/alerts/{newer.uid}/",
        f"http://localhost:8000/en/alerts/{older.uid}/",
    ]
    assert [entry.get(XML_LANG) for entry in entries] == ["fr", "en"]
    assert entries[0].find(f"{ATOM}link").get("href") == f"http://localhost:8000/fr/alerts/{newer.uid}/"
    assert entries[1].find(f"{ATOM}content").text == "<p>Police came at dawn.</p>"


def test_atom_of_a_question_with_control_characters_is_xml(client, two):
    feed = ElementTree.fromstring(client.get("/en/search/feed.atom?q=rep%01orter%0b&country=tn").content)

    assert feed.find(f"{ATOM}title").text.startswith("IFEX · Search: ")


def test_atom_is_of_the_search_in_its_address(client, two):
    feed = ElementTree.fromstring(client.get("/en/search/feed.atom?q=reporter&country=tn").content)

    assert len(feed.findall(f"{ATOM}entry")) == 1
    assert feed.find(f"{ATOM}title").text == "IFEX · Search: reporter · Country: Tunisia"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].startswith("http://localhost:8000/en/search/feed.atom?q=reporter&country=TN")


def test_atom_leaves_out_what_xml_forbids(client, index, publish_alert):
    publish_alert(texts={"en": "Reporter \x0b\ufffe arrested"})
    index()

    feed = ElementTree.fromstring(client.get("/en/search/feed.atom").content)

    assert feed.find(f"{ATOM}entry/{ATOM}title").text == "Reporter  arrested"


def test_json_feed_says_the_same(client, two):
    older, newer = two

    response = client.get("/ar/search/feed.json")
    feed = json.loads(response.content)

    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["language"] == "ar"
    assert [(item["id"], item["language"]) for item in feed["items"]] == [
        (f"http://localhost:8000/en/alerts/{newer.uid}/", "fr"),
        (f"http://localhost:8000/en/alerts/{older.uid}/", "en"),
    ]


def test_feeds_lead_to_what_came_before(client, index, publish_alert):
    for month in range(52):
        publish_alert(
            texts={"en": f"Alert {month}"}, at=datetime(2020 + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        )
    index()

    first = json.loads(client.get("/en/search/feed.json").content)
    second = json.loads(client.get(first["next_url"].removeprefix("http://localhost:8000")).content)

    assert (len(first["items"]), len(second["items"])) == (50, 2)
    assert second["items"][-1]["title"] == "Alert 0"
    assert "next_url" not in second
