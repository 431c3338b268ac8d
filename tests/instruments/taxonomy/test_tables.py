import threading

import pytest
from django import forms
from django.db import connection, transaction
from django.utils.translation import override

from ifex.instruments.taxonomy import queries, tables
from ifex.instruments.taxonomy.domain.terms import edit_term
from ifex.instruments.taxonomy.models import Generation, Term


@pytest.mark.django_db
def test_term_label_speaks_every_language_and_bears_the_unknown():
    assert queries.term_label("violation_types", "arrest", "fr") == "Arrestation"
    assert queries.term_label("violation_types", "no-such", "fr") == "no-such"
    assert queries.term_label("no-such", "x") == "x"
    assert queries.term_label("violation_types", None) == ""
    assert queries.country_label("tn", "es") == "Túnez"
    assert queries.country_label("??") == "??"
    assert queries.crosswalk("violation_types", "no-such", "cpj") is None
    assert queries.all_labels("violation_types", "no-such") == []


@pytest.mark.django_db
def test_all_labels_gives_each_name_once():
    assert queries.all_labels("countries", "TN") == ["Tunisia", "Tunisie", "Túnez", "تونس"]
    assert queries.all_labels("countries", "AO") == ["Angola", "أنغولا"]


@pytest.mark.django_db
def test_current_tables_asks_nothing_within_a_second(django_assert_num_queries):
    queries.countries()

    with django_assert_num_queries(0):
        queries.term_label("violation_types", "arrest")
        queries.find_country("Tunisia")
        list(queries.choices("violation_types"))


@pytest.mark.django_db
def test_current_tables_asks_one_query_after_a_second(django_assert_num_queries):
    queries.countries()
    tables.refresh_tables()

    with django_assert_num_queries(1):
        queries.countries()


@pytest.mark.django_db
def test_current_tables_loads_with_four_queries(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(tables, "_shared", tables._Shared())

    with django_assert_num_queries(4):
        queries.countries()


@pytest.mark.django_db(transaction=True)
def test_current_tables_shows_an_uncommitted_edit_to_its_writer_alone(arrest, monkeypatch):
    # The other thread must not look again: an in-memory SQLite refuses it a table that is being written.
    monkeypatch.setattr(tables, "REVALIDATE_AFTER_SECONDS", 60.0)

    def label() -> str:
        return queries.term_label("violation_types", "arrest", "en")

    assert label() == "Arrest"
    with transaction.atomic():
        edit_term(arrest, by="editor", name={**arrest.name, "en": "Apprehension"})
        own = label()
        seen_by_other = _in_thread(label)
        transaction.set_rollback(True)

    assert (own, seen_by_other, label()) == ("Apprehension", "Arrest", "Arrest")


@pytest.mark.django_db(transaction=True)
def test_current_tables_sees_anothers_edit_after_the_revalidation(arrest, monkeypatch):
    assert queries.term_label("violation_types", "arrest", "en") == "Arrest"
    # As another process would: the rows change, and nothing in this process hears of it.
    Term.objects.filter(pk=arrest.pk).update(name={"en": "Apprehension"})
    Generation.objects.update(token="another")
    assert queries.term_label("violation_types", "arrest", "en") == "Arrest"

    monkeypatch.setattr(tables, "REVALIDATE_AFTER_SECONDS", 0.0)

    assert queries.term_label("violation_types", "arrest", "en") == "Apprehension"


@pytest.mark.django_db(transaction=True)
def test_current_tables_sees_a_committed_edit_at_once(arrest):
    queries.countries()

    edit_term(arrest, by="editor", name={**arrest.name, "en": "Apprehension"})

    assert queries.term_label("violation_types", "arrest", "en") == "Apprehension"
    assert _in_thread(lambda: queries.term_label("violation_types", "arrest", "en")) == "Apprehension"


@pytest.mark.django_db
def test_choices_follow_the_readers_language_and_group_the_types():
    class AlertForm(forms.Form):
        region = forms.ChoiceField(choices=queries.choices("regions"))
        violation = forms.ChoiceField(choices=queries.choices("violation_types"))
        country = forms.ChoiceField(choices=queries.choices("countries"))

    form = AlertForm({"region": "mena", "violation": "murder", "country": "TN"})

    assert form.is_valid()
    with override("fr"):
        assert dict(form.fields["region"].choices)["africa"] == "Afrique"
    assert [slug for slug, _ in dict(form.fields["violation"].choices)["Violations of the right to life"]][
        :2
    ] == ["killing", "murder"]
    assert "YUCS" not in dict(form.fields["country"].choices)
    assert "YUCS" in dict(queries.choices("countries", including=["YUCS"]))


@pytest.mark.django_db
def test_countries_sort_by_the_name_in_the_language():
    assert [row.code for row in queries.countries(language="es")[:3]] == ["AF", "AL", "DE"]
    assert [row.code for row in queries.countries(language="fr")[:3]] == ["AF", "ZA", "AL"]


@pytest.mark.django_db
def test_countries_of_region_holds_the_historic_too():
    assert {"ZRCD", "CD"} <= queries.countries_of_region("africa")
    assert queries.countries_of_region("international") == frozenset()


def _in_thread(function):
    found = []

    def run() -> None:
        try:
            found.append(function())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]
