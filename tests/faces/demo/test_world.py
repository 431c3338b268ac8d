"""What the world consists of: references, dates, vocabularies, proportions."""

import json
import time
from collections import Counter
from datetime import date, datetime
from itertools import islice, pairwise
from pathlib import Path

import pytest
import yaml

from ifex.faces.demo.world import world
from ifex.foundations.core.uids import is_uid
from ifex.instruments import taxonomy

TODAY = date(2026, 11, 22)
DATA = Path(taxonomy.__file__).parent / "data"


def terms_of(vocabulary: str) -> set[str]:
    path = DATA / "vocabularies" / f"{vocabulary}.yaml"
    return {term["slug"] for term in yaml.safe_load(path.read_text())["terms"]}


def test_world_is_the_same_for_the_same_arguments(invented):
    assert list(world(3000, 1, TODAY)) == list(invented)


def test_world_differs_with_the_seed():
    one, other = (json.dumps(list(world(50, seed, TODAY))) for seed in (1, 2))

    assert one != other


@pytest.mark.parametrize("count", [1, 7, 400])
def test_world_has_as_many_alerts_as_asked_for(count):
    kinds = Counter(item["type"] for item in world(count, 3, TODAY))

    assert kinds["alert"] == count


def test_world_keeps_the_promised_order_in_one_generation(invented):
    order = ["organisation", "person", "case", "alert"]
    kinds = [order.index(item["type"]) for item in invented]

    assert kinds == sorted(kinds)


@pytest.mark.parametrize("count", [3000, 6500])
def test_world_names_only_what_came_before(count):
    known: dict[str, set[str]] = {"organisation": set(), "person": set(), "case": set(), "alert": set()}
    for item in world(count, 1, TODAY):
        named = []
        if item["type"] == "case":
            named += [("person", row["person"]) for row in item["persons"]]
        if item["type"] == "alert":
            named += [("case", item["case"]), ("alert", item["updates"])]
            named += [("person", row["person"]) for row in item["targets"]]
            named += [
                ("organisation", row["organisation"])
                for row in item["sources"]
                if row["organisation"].startswith("demo-o-")
            ]
        assert all(uid is None or uid in known[kind] for kind, uid in named)
        assert is_uid(item["uid"])
        assert item["uid"] not in known[item["type"]]
        known[item["type"]].add(item["uid"])


def test_world_uses_only_terms_of_the_vocabularies(invented):
    used: dict[str, set[str]] = {
        "alert_kinds": set(), "urgency_levels": set(), "issue_areas": set(), "violation_types": set(),
        "target_kinds": set(), "perpetrator_kinds": set(), "perpetrator_certainty": set(), "expression_links": set(),
        "verification_levels": set(), "gender_factors": set(), "recommended_actions": set(), "case_statuses": set(),
        "accountability_statuses": set(), "person_situations": set(), "membership_statuses": set(),
        "positive_developments": set(),
    }  # fmt: skip
    for alert in invented.of("alert"):
        used["alert_kinds"].add(alert["kind"])
        used["urgency_levels"].add(alert["urgency"])
        used["issue_areas"].update(alert["issues"])
        used["violation_types"].update(alert["violations"])
        used["positive_developments"].update(alert["developments"])
        used["expression_links"].add(alert["expression_link"])
        used["verification_levels"].add(alert["verification"])
        used["recommended_actions"].update(row["kind"] for row in alert["actions"])
        for target in alert["targets"]:
            used["target_kinds"].add(target["kind"])
            used["gender_factors"].add(target["gender_factor"])
        for perpetrator in alert["perpetrators"]:
            used["perpetrator_kinds"].add(perpetrator["kind"])
            used["perpetrator_certainty"].add(perpetrator["certainty"])
    for case in invented.of("case"):
        used["case_statuses"].add(case["status"])
        used["accountability_statuses"].update({case["accountability"]} - {None})
        used["person_situations"].update(
            row["situation"] for person in case["persons"] for row in person["situations"]
        )
    for organisation in invented.of("organisation"):
        used["membership_statuses"].update(row["status"] for row in organisation["standings"])

    unknown = {name: slugs - terms_of(name) for name, slugs in used.items()}

    assert unknown == {key: set() for key in used}
    assert len(used["violation_types"]) >= 50


def test_world_knows_only_countries_of_the_table(invented):
    table = yaml.safe_load((DATA / "countries.yaml").read_text())["living"]
    known = {code for region in table.values() for code in region}
    used = {code for item in [*invented.of("alert"), *invented.of("case")] for code in item["countries"]}

    assert used <= known
    assert len(used) > 100


def test_world_publishes_nothing_before_it_happened_or_after_yesterday(invented):
    for alert in invented.of("alert"):
        published = datetime.fromisoformat(alert["published"]).date()
        happened = alert["happened"]
        assert published < TODAY
        assert happened["from"] is None or date.fromisoformat(happened["from"]) <= published
        assert happened["to"] is None or happened["from"] < happened["to"] <= published.isoformat()
        assert (happened["precision"] == "range") == (happened["to"] is not None)


def test_world_reaches_from_1995_to_the_last_days(invented):
    days = sorted(alert["published"][:10] for alert in invented.of("alert"))

    assert days[0] < "1996"
    assert sum(day > "2026-11-08" for day in days) >= 10


def test_world_lets_cases_unfold_in_order(invented):
    steps: dict[str, list[dict]] = {}
    for alert in invented.of("alert"):
        if alert["case"]:
            steps.setdefault(alert["case"], []).append(alert)

    assert 0.08 < sum(map(len, steps.values())) / 3000 < 0.16
    assert max(map(len, steps.values())) >= 6
    for alerts in steps.values():
        assert [alert["updates"] for alert in alerts] == [None, *(alert["uid"] for alert in alerts[:-1])]
        for earlier, later in pairwise(alerts):
            assert earlier["happened"]["from"] < later["happened"]["from"]


def test_world_has_people_in_prison_today_and_before(invented):
    situations = [
        row for case in invented.of("case") for person in case["persons"] for row in person["situations"]
    ]
    prison = {"serving-sentence", "pretrial-detention", "detained-no-charge"}
    inside = [row for row in situations if row["situation"] in prison]

    assert all(row["until"] is None or row["from"] < row["until"] <= TODAY.isoformat() for row in situations)
    assert sum(row["until"] is None for row in inside) >= 5
    years = [
        year
        for year in range(2000, 2026)
        if any(row["from"] <= f"{year}-07-01" < (row["until"] or "9") for row in inside)
    ]
    assert len(years) >= 17


def test_world_writes_languages_in_believable_proportions(invented):
    alerts = invented.of("alert")
    share = {code: len(invented.texts(code)) / len(alerts) for code in ("en", "fr", "es", "ar")}

    assert {code: 100 * value for code, value in share.items()} == pytest.approx(
        {"en": 75, "fr": 35, "es": 30, "ar": 22}, abs=5
    )
    lengths = Counter(len(alert["versions"]) for alert in alerts)
    assert all(lengths[number] > 40 for number in (1, 2, 3, 4))


def test_world_has_alerts_on_journalists_in_tunisia_in_english_and_french_only(invented):
    found = [
        alert
        for alert in invented.of("alert")
        if alert["countries"] == ["TN"]
        and set(alert["versions"]) <= {"en", "fr"}
        and any(target["kind"] == "journalists" for target in alert["targets"])
    ]

    assert len(found) >= 15
    assert {code for alert in found for code in alert["versions"]} == {"en", "fr"}


def test_world_gives_no_name_to_whom_it_hides(invented):
    for alert in invented.of("alert"):
        words = json.dumps(alert["versions"], ensure_ascii=False)
        for target in alert["targets"]:
            assert not (target["consent"] == "refused" and target["name"])
            assert not (target["pseudonym"] and target["name"] in words)


def test_world_sources_were_members_when_they_spoke(invented):
    standings = {item["uid"]: item["standings"] for item in invented.of("organisation")}

    def was_member(uid: str, day: str) -> bool:
        return any(
            row["status"] in ("interim", "full") and row["from"] <= day and (row["until"] or "9") > day
            for row in standings[uid]
        )

    spoke = [
        (alert["sources"][0]["organisation"], alert["published"][:4] + "-01-01")
        for alert in invented.of("alert")
    ]
    assert all(was_member(uid, day) for uid, day in spoke)


def test_world_never_uses_a_legacy_address_twice():
    addresses = Counter(
        address
        for item in world(6500, 2, TODAY)
        if item["type"] == "alert"
        for address in item["legacy_urls"]
    )

    assert addresses.most_common(1)[0][1] == 1


def test_world_begins_at_once_and_goes_fast():
    stream = world(1_000_000, 1, TODAY)
    started = time.perf_counter()
    items = list(islice(stream, 4000))
    seconds = time.perf_counter() - started

    assert len(items) == 4000
    assert seconds < 15


def test_world_publishes_a_case_with_each_of_its_alerts(invented):
    alerts = {alert["uid"]: alert for alert in invented.of("alert")}
    moments: dict[str, list[str]] = {}
    for alert in alerts.values():
        if alert["case"]:
            moments.setdefault(alert["case"], []).append(alert["published"][:19])

    for case in invented.of("case"):
        history = case["publications"]
        steps = moments[case["uid"]]
        assert [row["valid_from"][:19] for row in history][: len(steps)] == steps
        assert len(history) - len(steps) in (0, 1)
        assert [row["valid_to"] for row in history] == [*(row["valid_from"] for row in history[1:]), None]
        assert all(row["valid_from"] < TODAY.isoformat() for row in history)
        assert history[-1]["facts"]["status"] == case["status"]


def test_world_lets_nobody_know_a_situation_before_it_began(invented):
    begun = [
        (row["valid_from"][:10], situation["from"])
        for case in invented.of("case")
        for row in case["publications"]
        for person in row["facts"]["persons"]
        for situation in person["situations"]
    ]

    assert len(begun) > 300
    assert all(known >= day for known, day in begun)
