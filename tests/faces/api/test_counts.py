import pytest

from ifex.network.archive.models import Target


def values(answer, facet):
    return {row["value"]: row["count"] for row in answer["facets"][facet]}


def test_count_alerts_speaks_of_the_set_that_alerts_gives(make_alert, build_index, ask, noon):
    make_alert()
    make_alert(country="NG", primary_violation="murder", happened_from="2011-05-01")
    make_alert(country="NG", texts={"fr": "Radio fermée à Lagos"}, primary_violation="murder")
    build_index()

    _, answer, _ = ask("counts?country=NG&labels=fr")

    assert answer["count"] == ask("alerts?country=NG")[1]["count"] == 2
    assert values(answer, "primary")["murder"] == 2
    assert values(answer, "country") == {"NG": 2, "TN": 1}
    assert answer["years"] == {"2011": 1, "2026": 1}
    assert answer["labels"]["country"]["TN"] == "Tunisie"


def test_count_alerts_names_two_dates_and_its_rules(make_alert, build_index, ask, noon):
    make_alert()
    build_index()

    _, now, _ = ask("counts")
    _, then, _ = ask("counts?year=2005..2011")

    assert (now["events_until"], now["as_known_on"]) == ("2026-03-09", "2026-03-09")
    assert (then["events_until"], then["as_known_on"]) == ("2011-12-31", "2026-03-09")
    assert {"alerts_once", "values_overlap", "own_choice_ignored", "year_of_event"} <= {
        rule["code"] for rule in now["rules"]
    }


def test_count_alerts_by_some_facets_only(make_alert, build_index, ask):
    make_alert()
    build_index()

    _, answer, _ = ask("counts?by=country,violation&by=nonsense")

    assert answer["facets"].keys() == {"country", "violation"}
    assert "years" not in answer
    assert [notice["code"] for notice in answer["notices"]] == ["parameter_unread"]


def test_count_alerts_leaves_laws_out_of_incidents(make_alert, build_index, ask):
    make_alert()
    make_alert(primary_violation="restrictive-law-adopted")
    build_index()

    _, answer, _ = ask("counts")

    assert (answer["count"], answer["incidents"]) == (2, 1)


@pytest.mark.parametrize("scheme", ["cpj", "coe", "huridocs"])
def test_count_alerts_by_scheme_agrees_with_the_items(make_alert, build_index, ask, scheme):
    for violation in ("murder", "murder", "arrest", "imprisonment", "restrictive-law-adopted"):
        make_alert(primary_violation=violation, further_violations=["threat-of-violence"])
    build_index()
    expected = {}
    for item in ask("alerts?limit=200")[1]["items"]:
        if item["maps"][scheme]:
            expected[item["maps"][scheme]] = expected.get(item["maps"][scheme], 0) + 1

    _, answer, _ = ask(f"counts?scheme={scheme}")

    assert expected
    assert answer["scheme"]["counts"] == expected
    assert answer["scheme"]["unmapped"] == answer["count"] - sum(expected.values())


def test_count_alerts_by_sdg_indicator_looks_at_victims_and_verification(
    make_alert, build_index, ask, make_person
):
    for verification in ("confirmed", "unverified"):
        make_alert(primary_violation="murder", verification=verification, person=make_person())
    make_alert(primary_violation="murder", verification="confirmed")
    build_index()
    expected = [
        item["maps"]["sdg_16_10_1"] for item in ask("alerts")[1]["items"] if item["maps"]["sdg_16_10_1"]
    ]

    _, answer, _ = ask("counts?scheme=sdg_16_10_1")

    assert len(expected) == 1
    assert answer["scheme"] == {"name": "sdg_16_10_1", "counts": {expected[0]: 1}, "unmapped": 2}
    assert ask(f"alerts?sdg={expected[0]}")[1]["count"] == 1


def test_count_alerts_by_scheme_respects_a_chosen_primary(make_alert, build_index, ask):
    make_alert(primary_violation="murder")
    make_alert(primary_violation="arrest")
    build_index()

    _, answer, _ = ask("counts?scheme=cpj&primary=murder")

    assert answer["count"] == 1
    assert sum(answer["scheme"]["counts"].values()) + answer["scheme"]["unmapped"] == 1
    assert answer["scheme"]["unmapped"] >= 0
    assert answer["incidents"] == 1


def test_count_alerts_asks_no_query_for_its_labels(
    make_alert, build_index, ask, django_assert_max_num_queries, steady_tables
):
    for _number in range(3):
        alert = make_alert()
        Target.objects.create(alert=alert, name="Radio", kind="radio-stations")
    build_index()
    ask("counts?labels=fr")

    with django_assert_max_num_queries(1):
        ask("counts?labels=ar")


def test_count_alerts_without_an_index_is_503(db, build_index, ask):
    assert ask("counts")[0] == 503
