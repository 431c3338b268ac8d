from datetime import date, timedelta

import pytest

from ifex.network.archive.domain.publication import withdraw


def test_list_cases_answers_those_that_stand(make_case, make_person, ask, noon):
    stands = make_case(make_person())
    gone = make_case(make_person())
    withdraw(gone, by="test", note={"en": "No."}, at=noon)

    _, answer, _ = ask("cases?labels=en")

    assert answer["count"] == 1
    assert [item["uid"] for item in answer["items"]] == [stands.uid]
    assert answer["labels"]["countries"] == {"TN": "Tunisia"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=NG", ["nigerian"]),
        ("country=ng,TN", ["nigerian", "tunisian"]),
        ("country=N", ["nigerian", "tunisian"]),
        ("status=monitoring", ["nigerian"]),
        ("status=monitoring&country=TN", []),
        ("person=ada-person", ["nigerian"]),
    ],
)
def test_list_cases_filters(make_case, make_person, ask, query, found):
    make_case(make_person(), uid="tunisian")
    make_case(make_person(uid="ada-person"), uid="nigerian", country="NG", status="monitoring")

    _, answer, _ = ask(f"cases?{query}")

    assert [item["uid"] for item in answer["items"]] == found
    assert answer["count"] == len(found)


def test_list_cases_finds_those_of_a_merged_person(make_case, make_person, ask):
    kept = make_person(uid="kept-person")
    case = make_case(make_person(uid="merged-person", merged_into=kept))

    _, answer, _ = ask("cases?person=kept-person")

    assert [item["uid"] for item in answer["items"]] == [case.uid]


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_cases_asks_the_same_few_queries(
    make_case, make_person, ask, number, django_assert_num_queries, steady_tables
):
    for _number in range(number):
        make_case(make_person())
    ask("vocabularies")

    with django_assert_num_queries(4):
        _, answer, _ = ask("cases?limit=50&country=TN&labels=fr")

    assert len(answer["items"]) == number


def test_show_case_names_its_alerts(world, ask):
    _, answer, _ = ask(f"cases/{world['case']}")

    assert answer["type"] == "case"
    assert answer["alerts"] == [world["alert"]]
    assert answer["persons"][0]["person"] == world["person"]


def test_show_case_withdrawn_is_410(make_case, make_person, ask, noon):
    case = make_case(make_person())
    withdraw(case, by="test", note={"en": "No."}, at=noon)

    assert ask(f"cases/{case.uid}")[0] == 410
    assert ask("cases/nothing-here")[0] == 404


def test_show_case_history(make_case, make_person, ask):
    case = make_case(make_person())

    _, answer, _ = ask(f"cases/{case.uid}/history")

    assert [row["reason"] for row in answer["items"]] == ["first"]


def spans(*rows):
    return [
        (situation, date.fromisoformat(start), end and date.fromisoformat(end))
        for situation, start, end in rows
    ]


def test_list_situations_tells_who_is_held(make_case, make_person, ask, noon):
    held = make_case(make_person(uid="held-person"), spans=spans(("pretrial-detention", "2026-02-01", None)))
    make_case(make_person(), spans=spans(("released", "2026-01-01", None)))

    _, answer, _ = ask("situations?labels=en")

    assert answer["on"] == "2026-03-09"
    assert (answer["count"], answer["persons"]) == (1, 1)
    [item] = answer["items"]
    assert (item["case"], item["person"], item["country"]) == (held.uid, "held-person", "TN")
    assert answer["labels"]["countries"] == {"TN": "Tunisia"}


def test_list_situations_on_a_day_as_known_at_a_moment(make_case, make_person, ask, noon):
    make_case(
        make_person(),
        spans=spans(("serving-sentence", "2026-01-01", "2026-02-01"), ("released", "2026-02-01", None)),
        at=noon - timedelta(days=2),
    )

    def count(query):
        return ask(f"situations?{query}")[1]["count"]

    assert count("on=2026-01-15") == 1
    assert count("on=2026-02-01") == 0
    assert count("on=2026-01-15&known_at=2026-03-06") == 0
    assert count("on=2026-01-15&known_at=2026-03-07") == 1
    assert count("on=2026-01-15&known_at=2026-03-07T11:00:00Z") == 0
    assert count("on=2026-02-15&situation=released") == 1
    assert count("on=2026-01-15&country=NG") == 0


def test_list_situations_counts_but_never_points_to_a_pseudonym(make_case, make_person, ask, noon):
    person = make_person(pseudonym="A reporter")
    make_case(person, spans=spans(("serving-sentence", "2026-01-01", None)))

    _, answer, _ = ask("situations")

    assert (answer["count"], answer["items"][0]["person"]) == (1, None)


def test_list_situations_forgets_who_was_named_before(make_case, make_person, ask, noon):
    """Their earlier situations stay in the numbers of earlier days; the identifier no longer stands beside them."""
    person = make_person()
    make_case(person, spans=spans(("serving-sentence", "2026-01-01", None)))
    type(person).objects.filter(pk=person.pk).update(pseudonym="A reporter")

    _, answer, _ = ask("situations")

    assert (answer["count"], answer["items"][0]["person"]) == (1, None)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_situations_pages_with_the_same_few_queries(
    make_case, make_person, ask, noon, number, django_assert_num_queries, steady_tables
):
    for _number in range(number):
        make_case(make_person(), spans=spans(("serving-sentence", "2026-01-01", None)))
    ask("vocabularies")

    with django_assert_num_queries(4):
        _, answer, _ = ask("situations?limit=2")

    assert answer["count"] == number
    assert len(answer["items"]) == min(number, 2)
    assert (answer["next"] is None) == (number <= 2)
