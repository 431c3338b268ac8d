from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.models import LegacyAddress, Target


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def walk(ask, address):
    pages = []
    while address:
        _, answer, _ = ask(address)
        pages.append([item["uid"] for item in answer["items"]])
        address = answer["next"] and path_of(answer["next"])
        assert len(pages) < 200, "the pages never end"
    return pages


def test_list_alerts_answers_count_next_and_items(make_alert, build_index, ask):
    alert = make_alert()
    build_index()

    status, answer, _ = ask("alerts")

    assert status == 200
    assert answer["count"] == 1
    assert answer["next"] is None
    assert [item["uid"] for item in answer["items"]] == [alert.uid]
    assert answer["items"][0]["versions"]["en"]["title"] == "Journalist arrested in Tunis"
    assert answer["notices"] == []


def test_list_alerts_takes_what_the_search_page_takes(make_alert, build_index, ask):
    make_alert()
    lagos = make_alert(country="NG", texts={"en": "Radio closed in Lagos"}, happened_from="2011-05-01")
    build_index()

    for query in (
        "q=radio",
        "country=NG",
        "country=ng",
        "country=Nigeria",
        "year=2011",
        "year_from=2010&year_to=2012",
    ):
        _, answer, _ = ask(f"alerts?{query}")
        assert [item["uid"] for item in answer["items"]] == [lagos.uid], query


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
@pytest.mark.parametrize("q", ["", "journalist"])
def test_list_alerts_cursor_gives_each_once(make_alert, build_index, ask, noon, sort, q):
    uids = [make_alert(at=noon - timedelta(hours=number // 3)).uid for number in range(8)]
    build_index()

    pages = walk(ask, f"alerts?limit=3&sort={sort}&q={q}")

    assert [len(page) for page in pages] == [3, 3, 2]
    assert sorted(uid for page in pages for uid in page) == sorted(uids)


def test_list_alerts_next_keeps_the_question(make_alert, build_index, ask, settings):
    make_alert()
    make_alert()
    build_index()

    _, answer, _ = ask("alerts?q=journalist&country=TN&limit=1&labels=fr&page=1")

    assert answer["next"].startswith(f"{settings.IFEX_BASE_URL}/api/v1/alerts?")
    for part in ("q=journalist", "country=TN", "limit=1", "labels=fr", "cursor="):
        assert part in answer["next"]
    assert "page=" not in answer["next"]


def test_list_alerts_says_what_was_not_done(make_alert, build_index, ask):
    make_alert()
    build_index()

    _, answer, _ = ask(
        "alerts?contry=TN&limit=5000&country=Atlantis&sort=upwards&cursor=%00&page=x&labels=xx"
    )

    codes = [notice["code"] for notice in answer["notices"]]
    assert sorted(codes) == sorted(
        [
            "parameter_unknown",
            "parameter_capped",
            "value_unknown",
            "sort_unknown",
            "cursor_unknown",
            "parameter_unread",
            "parameter_unread",
        ]
    )
    assert answer["count"] == 1


def test_list_alerts_says_where_relevance_ends(make_alert, build_index, ask, monkeypatch):
    for _number in range(5):
        make_alert()
    build_index()
    for module in ("ifex.instruments.search.finding", "ifex.faces.api.views.alerts"):
        monkeypatch.setattr(f"{module}.DEEPEST_OFFSET", 4)

    _, first, _ = ask("alerts?q=journalist&limit=2")
    _, second, _ = ask(path_of(first["next"]))

    assert first["notices"] == []
    assert second["next"] is None
    assert [notice["code"] for notice in second["notices"]] == ["relevance_ends"]
    assert walk(ask, "alerts?q=journalist&limit=2&sort=newest")[-1] != []


def test_list_alerts_carries_corrections_and_old_addresses(make_alert, correct, build_index, ask, noon):
    alert = make_alert()
    correct(alert, title="Reporter arrested in Sfax", at=noon + timedelta(days=1))
    LegacyAddress.objects.create(path="/tunisia/2026/03/09/reporter/", kind="alert", uid=alert.uid)
    build_index()

    _, answer, _ = ask("alerts")

    [item] = answer["items"]
    assert [row["kind"] for row in item["corrections"]] == ["correction"]
    assert item["legacy_urls"] == ["/tunisia/2026/03/09/reporter/"]


def test_list_alerts_adds_labels(make_alert, build_index, ask):
    make_alert()
    build_index()

    _, answer, _ = ask("alerts?labels=fr")

    assert answer["labels"]["countries"] == {"TN": "Tunisie"}
    assert answer["labels"]["violation_types"]["arrest"] != "arrest"


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_alerts_asks_the_same_few_queries(
    make_alert, make_person, organisation, build_index, ask, number, django_assert_num_queries, steady_tables
):
    for _number in range(number):
        make_alert(person=make_person(), source=organisation)
    build_index()
    ask("alerts?limit=50&labels=ar")

    with django_assert_num_queries(3):
        _, answer, _ = ask("alerts?limit=50&labels=ar&country=TN")

    assert len(answer["items"]) == number


def test_list_alerts_without_an_index_is_503(db, build_index, ask):
    status, answer, response = ask("alerts", accept_language="fr")

    assert status == 503
    assert answer["error"]["code"] == "search_unavailable"
    assert response["Retry-After"] == "30"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_show_alert_gives_the_publication(make_alert, ask):
    alert = make_alert()

    status, answer, response = ask(f"alerts/{alert.uid}?labels=es")

    assert status == 200
    assert answer["uid"] == alert.uid
    assert answer["publication"]["number"] == 1
    assert answer["labels"]["countries"] == {"TN": "Túnez"}
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.parametrize("uid", ["nothing-here", "x", "%00", "A" * 300, "%ED%A0%80", "..", "😀"])
def test_show_alert_unknown_is_404(db, ask, uid):
    status, answer, _ = ask(f"alerts/{uid}")

    assert status == 404
    assert answer["error"]["code"] == "not_found"


def test_show_alert_withdrawn_is_410_with_the_note(make_alert, ask, noon):
    alert = make_alert()
    withdraw(alert, by="test", note={"en": "It was a hoax.", "fr": "C'était un canular."}, at=noon)

    status, answer, _ = ask(f"alerts/{alert.uid}?lang=fr&known_on=2026-03-09")

    assert status == 410
    assert answer["error"]["code"] == "withdrawn"
    assert "C'était un canular." in answer["error"]["message"]
    assert answer["error"]["note"]["en"] == "It was a hoax."
    assert "versions" not in answer["error"]


def test_show_alert_as_it_was_known(make_alert, correct, ask, noon):
    alert = make_alert()
    correct(alert, title="Reporter arrested in Sfax", at=noon + timedelta(days=2))

    titles = {
        day: ask(f"alerts/{alert.uid}?known_on={day}")[1]["versions"]["en"]["title"]
        for day in ("2026-03-09", "2026-03-10", "2026-03-11", "2030-01-01", "9999-12-31")
    }

    assert titles == {
        "2026-03-09": "Journalist arrested in Tunis",
        "2026-03-10": "Journalist arrested in Tunis",
        "2026-03-11": "Reporter arrested in Sfax",
        "2030-01-01": "Reporter arrested in Sfax",
        "9999-12-31": "Reporter arrested in Sfax",
    }
    status, answer, _ = ask(f"alerts/{alert.uid}?known_on=2026-03-08")
    assert (status, answer["error"]["code"]) == (404, "not_published_then")


def test_show_alert_never_gives_back_a_name_taken_back(make_alert, make_person, correct, ask, noon):
    alert = make_alert(person=make_person())
    Target.objects.filter(alert=alert).update(pseudonym="A reporter")
    correct(alert, title="Reporter arrested", at=noon + timedelta(days=2))

    status, answer, response = ask(f"alerts/{alert.uid}?known_on=2026-03-09")

    assert (status, answer["error"]["code"]) == (410, "withheld")
    assert "Samira" not in response.content.decode()


def test_show_alert_drops_a_day_that_is_none(make_alert, ask):
    alert = make_alert()

    status, answer, _ = ask(f"alerts/{alert.uid}?known_on=00/00/0000")

    assert status == 200
    assert [notice["code"] for notice in answer["notices"]] == ["parameter_unread"]


def test_show_alert_history_lists_publications(make_alert, correct, ask, noon):
    alert = make_alert()
    correct(alert, title="Reporter arrested in Sfax", at=noon + timedelta(days=1))

    _, answer, _ = ask(f"alerts/{alert.uid}/history")

    assert [row["reason"] for row in answer["items"]] == ["first", "correction"]
    assert answer["items"][1]["note"]["fr"] == "Le lieu était faux."
    assert ask("alerts/nothing-here/history")[0] == 404


def test_show_alert_gives_back_nothing_from_before_a_correction_that_withholds_it(
    make_alert, correct, ask, noon
):
    alert = make_alert(texts={"en": "Amel arrested"})
    correct(alert, title="Amel of Sfax arrested", at=noon + timedelta(days=1))
    publish(alert, by="test", at=noon + timedelta(days=2), note={"en": "For safety."}, withholding=True)

    status, answer, _ = ask(f"alerts/{alert.uid}?known_on=2026-03-10")
    _, history, _ = ask(f"alerts/{alert.uid}/history")
    _, now, _ = ask(f"alerts/{alert.uid}")

    assert (status, answer["error"]["code"]) == (410, "withheld")
    assert [(row["withheld"], row["note"]) for row in history["items"]] == [
        (True, {}),
        (True, {}),
        (False, {"en": "For safety."}),
    ]
    assert [row["note"] for row in now["corrections"]] == [{}, {"en": "For safety."}]
