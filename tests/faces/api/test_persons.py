from urllib.parse import urlsplit

import pytest

from ifex.network.archive.domain.publication import withdraw
from ifex.network.members.models import Organisation


def test_list_persons_has_only_those_whom_a_publication_names(make_alert, make_person, ask):
    named = make_person(uid="named-person")
    make_person("Nobody Knows")
    make_alert(person=named)

    _, answer, response = ask("persons?labels=en")

    assert answer["count"] == 1
    assert [item["uid"] for item in answer["items"]] == ["named-person"]
    assert "Nobody Knows" not in response.content.decode()
    assert answer["labels"]["target_kinds"].keys() == {"journalists"}


def test_list_persons_gives_no_working_facts(make_alert, make_person, ask):
    make_alert(person=make_person(born_year=1980, extra={"note": "private"}))

    _, answer, _ = ask("persons")

    assert answer["items"][0].keys() == {
        "type", "uid", "names", "variants", "kind", "gender", "nationalities", "outlets",
    }  # fmt: skip


def test_list_persons_forgets_who_is_named_no_more(make_alert, make_person, ask, noon):
    alert = make_alert(person=make_person())
    withdraw(alert, by="test", note={"en": "No."}, at=noon)

    assert ask("persons")[1]["items"] == []


@pytest.mark.parametrize("protection", [{"pseudonym": "A reporter"}, {"consent": "refused"}])
def test_persons_leave_out_who_is_protected_now(make_alert, make_person, ask, protection):
    person = make_person()
    make_alert(person=person)
    type(person).objects.filter(pk=person.pk).update(**protection)

    assert ask("persons")[1]["items"] == []
    assert ask(f"persons/{person.uid}")[0] == 404


def test_list_persons_pages_through_all(make_alert, make_person, ask):
    uids = []
    for _number in range(5):
        person = make_person()
        make_alert(person=person)
        uids.append(person.uid)

    found, address = [], "persons?limit=2"
    while address:
        answer = ask(address)[1]
        found += [item["uid"] for item in answer["items"]]
        parts = urlsplit(answer["next"] or "")
        address = answer["next"] and f"{parts.path}?{parts.query}"

    assert found == sorted(uids)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_persons_asks_the_same_few_queries(
    make_alert, make_person, ask, number, django_assert_num_queries, steady_tables
):
    for _number in range(number):
        make_alert(person=make_person())
    ask("vocabularies")

    with django_assert_num_queries(2):
        _, answer, _ = ask("persons?limit=50&labels=fr")

    assert len(answer["items"]) == number


def test_show_person_with_alerts_and_cases(world, ask, django_assert_max_num_queries, steady_tables):
    ask("vocabularies")

    with django_assert_max_num_queries(6):
        _, answer, _ = ask(f"persons/{world['person']}?labels=en")

    assert answer["names"] == {"en": "Samira Ben Yedder"}
    assert answer["alerts"] == [world["alert"]]
    assert answer["cases"] == [world["case"]]


def test_show_person_merged_leads_to_the_one_that_stands(make_alert, make_person, ask):
    kept = make_person(uid="kept-person")
    merged = make_person(uid="merged-person", merged_into=kept)
    alert = make_alert(person=merged)

    status, answer, response = ask("persons/merged-person?labels=fr")

    assert status == 301
    assert response["Location"] == "/api/v1/persons/kept-person?labels=fr"
    assert answer["error"]["uid"] == "kept-person"
    assert ask("persons/kept-person")[1]["alerts"] == [alert.uid]
    assert [item["uid"] for item in ask("persons")[1]["items"]] == ["kept-person"]


@pytest.mark.parametrize("uid", ["nothing-here", "%00", "x"])
def test_show_person_unknown_is_404(db, ask, uid):
    assert ask(f"persons/{uid}")[0] == 404


def test_list_organisations_without_hidden_ones_and_drafts(organisation, ask):
    Organisation.objects.create(acronym="HID", names={"en": "Hidden House"}, is_hidden=True)

    _, answer, response = ask("organisations?country=tn&labels=en")

    assert [item["uid"] for item in answer["items"]] == [organisation.uid]
    assert answer["items"][0]["versions"].keys() == {"en"}
    assert "Hidden House" not in response.content.decode()
    assert "Brouillon" not in response.content.decode()


def test_show_organisation(organisation, ask):
    hidden = Organisation.objects.create(names={"en": "Hidden House"}, is_hidden=True)
    merged = Organisation.objects.create(names={"en": "Old Lantern"}, merged_into=organisation)

    assert ask(f"organisations/{organisation.uid}")[1]["acronym"] == "LPW"
    assert ask(f"organisations/{hidden.uid}")[0] == 404
    assert ask(f"organisations/{merged.uid}")[2]["Location"] == f"/api/v1/organisations/{organisation.uid}"


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_organisations_asks_the_same_few_queries(
    db, ask, number, django_assert_num_queries, steady_tables
):
    for place in range(number):
        Organisation.objects.create(names={"en": f"House {place}"}, country="TN")
    ask("vocabularies")

    with django_assert_num_queries(4):
        _, answer, _ = ask("organisations?limit=50&country=TN")

    assert len(answer["items"]) == number
