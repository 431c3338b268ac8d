from io import StringIO

import pytest
from django.core.management import call_command

from ifex.foundations.audit.models import AuditLine
from ifex.instruments.taxonomy.apps import load_after_migrate
from ifex.instruments.taxonomy.domain.countries import edit_country
from ifex.instruments.taxonomy.domain.loading import LoadCount, is_loaded, load_vocabularies
from ifex.instruments.taxonomy.domain.terms import add_term, edit_term, restore_term
from ifex.instruments.taxonomy.models import Country, Generation, Term

pytestmark = pytest.mark.django_db


def name_of(labels, **changes):
    return {**labels, **changes}


def test_load_vocabularies_changes_nothing_the_second_time():
    token = Generation.objects.get().token

    counts = load_vocabularies(by="test")

    assert counts == {"terms": LoadCount(unchanged=380), "countries": LoadCount(unchanged=269)}
    assert Generation.objects.get().token == token


def test_load_vocabularies_fills_an_empty_database():
    Term.objects.all()._raw_delete("default")
    Country.objects.all()._raw_delete("default")
    Generation.objects.all().delete()

    counts = load_vocabularies(by="test")

    assert counts == {"terms": LoadCount(new=380), "countries": LoadCount(new=269)}
    assert Term.objects.get(vocabulary="violation_types", slug="murder").parent.slug == "killing"
    assert AuditLine.objects.first().act == "vocabularies-loaded"


def test_load_vocabularies_keeps_an_edit_and_updates_the_other_languages(arrest, reship):
    edit_term(arrest, by="editor", name=name_of(arrest.name, fr="Interpellation"))
    shipped = reship(
        "violation_types", arrest={"name": name_of(arrest.name, fr="Arrestation !", es="¡Arresto!")}
    )

    counts = load_vocabularies(by="test", shipped=shipped)

    arrest.refresh_from_db()
    assert (arrest.name["fr"], arrest.name["es"]) == ("Interpellation", "¡Arresto!")
    assert arrest.edited_fields == ["name.fr"]
    assert counts["terms"] == LoadCount(updated=1, unchanged=379)


def test_load_vocabularies_counts_what_it_kept(arrest, reship):
    edit_term(arrest, by="editor", name=name_of(arrest.name, fr="Interpellation"))

    assert load_vocabularies(by="test")["terms"] == LoadCount(kept=1, unchanged=379)


def test_load_vocabularies_adds_a_new_shipped_term(reship):
    counts = load_vocabularies(by="test", shipped=reship("violation_types", new_type={"parent": "arrest"}))

    row = Term.objects.get(vocabulary="violation_types", slug="new-type")
    assert counts["terms"] == LoadCount(new=1, unchanged=380)
    assert (row.is_shipped, row.parent.slug) == (True, "arrest")


def test_load_vocabularies_retires_what_no_longer_ships(arrest, reship):
    counts = load_vocabularies(by="test", shipped=reship("violation_types", arrest=None))

    arrest.refresh_from_db()
    assert arrest.is_retired
    assert counts["terms"] == LoadCount(retired=1, unchanged=379)


def test_load_vocabularies_leaves_a_term_that_an_editor_restored(arrest, reship):
    load_vocabularies(by="test", shipped=reship("violation_types", arrest=None))
    restore_term(arrest, by="editor")

    counts = load_vocabularies(by="test", shipped=reship("violation_types", arrest=None))

    arrest.refresh_from_db()
    assert not arrest.is_retired
    assert counts["terms"] == LoadCount(kept=1, unchanged=379)


def test_load_vocabularies_follows_replaced_by(arrest, reship):
    shipped = reship("violation_types", arrest={"is_retired": True, "replaced_by": "arbitrary-detention"})

    load_vocabularies(by="test", shipped=shipped)

    arrest.refresh_from_db()
    assert (arrest.is_retired, arrest.replaced_by.slug) == (True, "arbitrary-detention")


def test_load_vocabularies_leaves_an_editors_own_term():
    own = add_term("issue_areas", slug="own", name={"en": "Own"}, by="editor")

    counts = load_vocabularies(by="test")

    own.refresh_from_db()
    assert (own.name, own.is_retired, own.is_shipped) == ({"en": "Own"}, False, False)
    assert counts["terms"] == LoadCount(unchanged=380)


def test_load_vocabularies_adopts_an_editors_term_that_now_ships(reship):
    own = add_term("issue_areas", slug="own", name={"en": "Own"}, by="editor")

    load_vocabularies(
        by="test", shipped=reship("issue_areas", own={"name": {"en": "Shipped", "fr": "Livré"}})
    )

    own.refresh_from_db()
    assert own.is_shipped
    assert own.name["en"] == "Own"
    assert "name.en" in own.edited_fields


def test_load_vocabularies_keeps_an_edited_country():
    country = Country.objects.get(code="TR")
    edit_country(country, by="editor", name=name_of(country.name, en="Turkey"))

    counts = load_vocabularies(by="test")

    country.refresh_from_db()
    assert country.name["en"] == "Turkey"
    assert counts["countries"] == LoadCount(kept=1, unchanged=268)


def test_load_after_migrate_asks_two_queries_when_nothing_changed(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        load_after_migrate(using="default")


def test_load_after_migrate_loads_when_the_data_have_changed():
    Generation.objects.update(digest="older")
    Term.objects.filter(slug="arrest").update(name={"en": "Old name"})

    load_after_migrate(using="default")

    assert is_loaded()
    assert Term.objects.get(vocabulary="violation_types", slug="arrest").name["en"] == "Arrest"


def test_vocabularies_prints_its_counts():
    out = StringIO()

    call_command("vocabularies", stdout=out)

    assert out.getvalue().splitlines() == [
        "Terms: 0 new, 0 updated, 0 kept because edited, 380 unchanged, 0 retired",
        "Countries: 0 new, 0 updated, 0 kept because edited, 269 unchanged, 0 retired",
    ]
