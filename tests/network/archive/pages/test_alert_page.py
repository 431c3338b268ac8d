import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ifex.foundations.core import clock
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.models import AlertText, Perpetrator, RecommendedAction, Source
from ifex.network.members.models import Organisation

MOST_QUERIES = 12


def page_of(client, alert, language="en", **headers):
    return client.get(f"/{language}/alerts/{alert.uid}/", headers=headers)


def test_show_alert_gives_words_facts_and_sources(client, index, publish_alert):
    alert = publish_alert(target={"name": "Samira Ben Yedder", "outlet": "Radio Kalima"})
    Perpetrator.objects.create(alert=alert, kind="police", certainty="alleged", claimed_by="a witness")
    publish(alert, by="test", note={"en": "Who did it is known."})

    html = page_of(client, alert).content.decode()

    for words in (
        "Reporter arrested in Tunis",
        "Police came at dawn.",
        "8 March 2026",
        'href="/en/countries/tn/"',
        "Samira Ben Yedder",
        "Radio Kalima",
        "according to a witness",
        "Lantern Press Watch (LPW)",
        'href="https://lantern.example/story"',
        "Who did it is known.",
        f"/en/alerts/{alert.uid}/</bdi></p>",
    ):
        assert words in html, words


def test_show_alert_in_another_language_says_so_and_marks_the_text(client, index, publish_alert):
    alert = publish_alert(texts={"fr": "Une journaliste arrêtée", "en": "Reporter arrested"})

    html = page_of(client, alert, "ar").content.decode()

    assert '<html lang="ar" dir="rtl">' in html
    assert '<h1 lang="en" dir="ltr">Reporter arrested</h1>' in html
    assert f'<link rel="canonical" href="http://localhost:8000/en/alerts/{alert.uid}/">' in html
    assert f'hreflang="fr" href="http://localhost:8000/fr/alerts/{alert.uid}/"' in html
    assert 'hreflang="es" href="http://localhost' not in html


def test_show_alert_says_that_a_translation_is_out_of_date(client, index, publish_alert, correct):
    alert = publish_alert(texts={"en": "Reporter arrested", "fr": "Une journaliste arrêtée"})
    correct(alert, title="Two reporters arrested")

    french = page_of(client, alert, "fr").content.decode()
    english = page_of(client, alert).content.decode()

    assert french.count('class="badge">') >= 1
    assert "notice--warning" in french
    assert "This translation is out of date" not in english


def test_show_alert_answers_404_with_ways_on_for_an_unknown_one(client, db):
    response = client.get("/en/alerts/nobody-knows/")

    assert response.status_code == 404
    assert b"There is no alert at this address" in response.content
    assert b'action="/en/search/"' in response.content


def test_show_alert_answers_404_before_publication(client, make_alert):
    assert page_of(client, make_alert()).status_code == 404


def test_show_alert_answers_410_with_note_and_date_when_withdrawn(client, index, publish_alert):
    alert = publish_alert()
    with clock.stopped_clock(datetime(2026, 11, 2, tzinfo=UTC)):
        withdraw(alert, by="test", note={"en": "It was a hoax.", "fr": "C’était un canular."})

    response = page_of(client, alert)
    french = page_of(client, alert, "fr")

    assert response.status_code == 410
    assert b"It was a hoax." in response.content
    assert b"2 November 2026" in response.content
    assert b"Reporter arrested" not in response.content
    assert "C’était un canular." in french.content.decode()


def test_show_alert_is_not_sent_again_while_it_stays_the_same(client, index, publish_alert, correct):
    alert = publish_alert()
    first = page_of(client, alert)

    same = page_of(client, alert, **{"If-None-Match": first["ETag"]})
    since = page_of(client, alert, **{"If-Modified-Since": first["Last-Modified"]})
    other_language = page_of(client, alert, "fr", **{"If-None-Match": first["ETag"]})
    correct(alert, title="Reporter held in Tunis")
    corrected = page_of(client, alert, **{"If-None-Match": first["ETag"]})

    assert (same.status_code, since.status_code) == (304, 304)
    assert same["ETag"] == first["ETag"]
    assert (other_language.status_code, corrected.status_code) == (200, 200)


def test_show_alert_is_sent_again_when_another_updates_it(client, index, publish_alert):
    alert = publish_alert()
    first = page_of(client, alert)
    publish_alert(texts={"en": "Reporter released"}, updates=alert)

    again = page_of(client, alert, **{"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert b"There is newer information" in again.content
    assert b"Reporter released" in again.content


def test_show_alert_asks_each_time_and_sets_no_cookie(client, index, publish_alert):
    response = page_of(client, publish_alert())

    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_show_alert_answers_head_and_refuses_other_methods(client, index, publish_alert):
    alert = publish_alert()
    address = f"/en/alerts/{alert.uid}/"

    assert client.head(address).status_code == 200
    assert client.head(address).content == b""
    assert client.post(address).status_code == 405
    assert client.delete(address).status_code == 405


def test_show_alert_closes_an_action_whose_day_has_passed(client, index, publish_alert):
    alert = publish_alert()
    RecommendedAction.objects.create(
        alert=alert, text={"en": "Write to the minister."}, closes_on=date(2026, 3, 28),
        addressees=[{"name": "Minister", "post": "Minister of Justice", "email": "minister@example.org"}],
    )  # fmt: skip
    publish(alert, by="test", note={"en": "An action was added."})

    with clock.stopped_clock(datetime(2026, 3, 28, 23, tzinfo=UTC)):
        on_the_day = page_of(client, alert).content.decode()
    with clock.stopped_clock(datetime(2026, 3, 29, 1, tzinfo=UTC)):
        after = page_of(client, alert).content.decode()

    assert "Until 28 March 2026" in on_the_day
    assert "mailto:minister@example.org" in on_the_day
    assert "This action ended on 28 March 2026" in after
    assert "mailto:minister@example.org" not in after


def test_show_alert_never_gives_the_name_behind_a_pseudonym(client, index, publish_alert):
    alert = publish_alert(target={"name": "Samira Ben Yedder", "pseudonym": "Amel", "outlet": "Radio Kalima"})
    index()

    addresses = [f"alerts/{alert.uid}/", f"alerts/{alert.uid}/history/", "search/", "search/?q=Amel"]
    addresses += ["search/feed.atom", "search/feed.json", "search/results.csv", "search/results.jsonl"]
    pages = [client.get(f"/en/{address}") for address in addresses]
    texts = [page.getvalue().decode() if page.streaming else page.content.decode() for page in pages]

    assert "Amel" in texts[0]
    assert [text for text in texts if "Samira" in text or "Kalima" in text] == []


def test_show_alert_names_no_member_that_is_hidden_since(client, index, publish_alert, member):
    alert = publish_alert()
    Organisation.objects.filter(pk=member.pk).update(is_hidden=True)
    index()

    addresses = (f"alerts/{alert.uid}/", "search/", "search/feed.atom", "search/feed.json")
    pages = [client.get(f"/en/{address}").content.decode() for address in addresses]
    table = client.get("/en/search/results.csv").getvalue().decode()

    assert [page for page in [*pages, table] if "Lantern" in page or "LPW" in page or "lantern" in page] == []


def test_show_alert_shows_its_place_in_the_case(client, index, publish_alert, make_case, make_person):
    person = make_person()
    case = make_case(person)
    publish(case, by="test")
    first, second, third = (
        publish_alert(texts={"en": title}, case=case, at=datetime(2026, month, 1, tzinfo=UTC))
        for month, title in enumerate(("Arrested", "On trial", "Released"), start=1)
    )

    html = page_of(client, second).content.decode()

    assert "alert 2 of 3" in html
    assert f'href="/en/alerts/{first.uid}/"' in html
    assert f'href="/en/alerts/{third.uid}/"' in html
    assert f'href="/en/cases/{case.uid}/"' in html


def test_show_alert_lets_no_script_through(client, index, publish_alert):
    alert = publish_alert(texts={"en": "<script>alert(1)</script>"})
    text = AlertText.objects.get(alert=alert)
    text.body = '<p onclick="x()">Seen</p><script>alert(2)</script><a href="javascript:x()">link</a>'
    text.summary = "<img src=x onerror=alert(3)>short"
    text.save()
    publish(alert, by="test", note={"en": "<script>alert(4)</script>"})

    html = page_of(client, alert).content.decode()

    assert "<p>Seen</p>" in html
    assert re.findall("<script[^>]*>", html) == ['<script type="application/ld+json">']
    assert "onerror" not in html
    assert "javascript:" not in html


@pytest.mark.usefixtures("steady_tables")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_show_alert_costs_the_same_whatever_it_names(
    client, index, publish_alert, make_case, make_person, language
):
    def alert_with(count):
        case = make_case(make_person())
        publish(case, by="test")
        alerts = [publish_alert(case=case, target={"person": make_person()}) for _ in range(count)]
        subject = alerts[count // 2]
        for _ in range(count):
            publish_alert(updates=subject, case=case)
            organisation = Organisation.objects.create(names={"en": "Another"})
            Source.objects.create(alert=subject, organisation=organisation)
        publish(subject, by="test", note={"en": "More sources."})
        return subject

    few, many = alert_with(1), alert_with(3)
    index()
    page_of(client, few, language)

    counts = []
    for alert in (few, many):
        with CaptureQueriesContext(connection) as queries:
            page_of(client, alert, language)
        # The vocabularies ask once a second whether they have changed.
        counts.append(len([query for query in queries if "generation" not in query["sql"]]))

    assert counts[0] == counts[1] < MOST_QUERIES
