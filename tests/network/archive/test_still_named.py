"""What is still published with the name of somebody who has been hidden since."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from tests.network.archive.desk_forms import read_form, words_of

from ifex.foundations.core.soundness import Level
from ifex.network.archive.checks import check_names
from ifex.network.archive.domain.merging import merge_persons
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.models import Person, Source

REPORT = reverse("archive_still_named:index")


def edit_url(kind, row):
    room = "members" if kind == "organisation" else "archive"
    return reverse(f"wagtailsnippets_{room}_{kind}:edit", args=[row.pk])


def links_of(response):
    soup = BeautifulSoup(response.content.decode(), "html.parser")
    return [link["href"] for link in soup.select("main a[href]")]


@pytest.fixture
def naming(make_alert, add_target):
    """A published alert that names the person."""

    def make(person, **facts):
        alert = make_alert(**facts)
        add_target(alert, person=person)
        publish(alert, by="test")
        return alert

    return make


def test_saving_a_pseudonym_lists_what_still_gives_the_name(sign_in, make_person, make_case, naming):
    person, merged, client = make_person(), make_person("Samirah Y."), sign_in("editor")
    alert, of_merged, case = naming(person), naming(merged), make_case(person)
    publish(case, by="test")
    merge_persons(person, merged=merged, by="test")
    form = read_form(client.get(edit_url("person", person))) | {"pseudonym": ["Amel"]}

    response = client.post(edit_url("person", person), form, follow=True)

    assert "3 publications still give this name until they are corrected" in words_of(response)
    assert "Still published with this name" in words_of(response)
    expected = {edit_url("alert", alert), edit_url("alert", of_merged), edit_url("case", case)}
    assert expected <= set(links_of(response))


def test_person_who_may_be_named_has_no_such_list(sign_in, make_person, naming):
    person = make_person()
    naming(person)

    page = sign_in("editor").get(edit_url("person", person))

    assert "Still published with this name" not in words_of(page)


def test_report_lists_all_until_each_is_corrected_or_withdrawn(sign_in, make_person, naming):
    person, other, client = make_person(consent="refused"), make_person("Ali Said"), sign_in("editor")
    naming(other)
    assert "None." in words_of(client.get(REPORT))
    other.pseudonym = "Amel"
    other.save()
    first, second = other.targets.get().alert, naming(make_person("Third"))
    second.targets.update(person=person)
    assert links_of(client.get(REPORT)).count(edit_url("alert", first)) == 1

    first.targets.update(pseudonym="Amel")
    first.texts.update(title="Reporter arrested")
    publish(first, by="test", note={"en": "Hidden."})
    withdraw(second, by="test", note={"en": "Hidden."})

    assert "None." in words_of(client.get(REPORT))


def test_report_takes_the_same_queries_for_one_row_and_three(
    sign_in, make_person, naming, django_assert_num_queries, steady_tables
):
    client = sign_in("editor")

    def name_somebody():
        person = make_person()
        naming(person)
        Person.objects.update(pseudonym="Amel")

    name_somebody()
    client.get(REPORT)
    with django_assert_num_queries(16) as first:
        client.get(REPORT)
    name_somebody()
    name_somebody()
    with django_assert_num_queries(len(first)):
        assert words_of(client.get(REPORT)).count("Reporter arrested in Tunis") == 3


@pytest.mark.parametrize("role", ["translator", "campaigner", "membership_officer"])
def test_report_is_for_those_who_may_read_persons(sign_in, role):
    assert sign_in(role).get(REPORT).status_code in (302, 403)


def test_organisation_hidden_later_has_the_list_as_source_and_as_target(
    sign_in, organisation, make_alert, add_target
):
    hit, reported = make_alert(), make_alert()
    add_target(hit, name="Lantern Press Watch", organisation=organisation)
    Source.objects.create(alert=reported, organisation=organisation)
    for alert in (hit, reported):
        publish(alert, by="test")
    client = sign_in("editor")
    form = read_form(client.get(edit_url("organisation", organisation))) | {"is_hidden": ["on"]}

    response = client.post(edit_url("organisation", organisation), form, follow=True)

    assert "Still published with this name" in words_of(response)
    assert {edit_url("alert", hit), edit_url("alert", reported)} <= set(links_of(response))
    officer = words_of(sign_in("membership_officer").get(edit_url("organisation", organisation)))
    assert "2 publications. Ask an editor to correct them." in officer
    assert "Reporter arrested in Tunis" not in officer


def test_check_counts_publications_that_still_name(make_person, naming):
    person = make_person()
    naming(person)
    assert check_names().level is Level.GOOD

    type(person).objects.update(consent="refused")

    finding = check_names()
    assert finding.level is Level.WARNING
    assert "hidden: 1." in finding.sentence
