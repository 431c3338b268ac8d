import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core.events import Event
from ifex.instruments.taxonomy.domain.unmapped import (
    NoSuchTarget,
    Sighting,
    map_value,
    note_unmapped_value,
    note_unmapped_values,
    set_aside_value,
)
from ifex.instruments.taxonomy.models import UnmappedValue
from ifex.instruments.taxonomy.queries import find_country, find_term

pytestmark = pytest.mark.django_db


def test_note_unmapped_value_counts_spellings_as_one():
    note_unmapped_value("target_kinds", "Vloggeur", subject_kind="alert", subject="a1")
    note_unmapped_value("target_kinds", " VLOGGEUR!", subject_kind="alert", subject="a2")

    row = UnmappedValue.objects.get()
    assert (row.value, row.count, row.subject) == ("Vloggeur", 2, "a1")


@pytest.mark.parametrize("size", [1, 30])
def test_note_unmapped_values_of_one_value_takes_the_same_queries(size, django_assert_num_queries):
    with django_assert_num_queries(4):
        note_unmapped_values(Sighting("countries", "Ruritania", "alert", f"a{n}") for n in range(size))

    assert UnmappedValue.objects.get().count == size


def test_note_unmapped_values_ignores_blanks():
    note_unmapped_values([Sighting("countries", "  \0", "alert", "a1")])

    assert not UnmappedValue.objects.exists()


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=[]), max_size=300))
def test_note_unmapped_value_bears_any_text(text):
    note_unmapped_value("countries", text, subject_kind="alert", subject=text)


def test_map_value_is_found_from_then_on_and_told_upward():
    note_unmapped_value("target_kinds", "Vloggeur", subject_kind="alert", subject="a1")
    row = UnmappedValue.objects.get()

    map_value(row, to="journalists", by="editor")

    assert find_term("target_kinds", "vloggeur") == "journalists"
    assert Event.objects.get(name="vocabulary_mapped").payload == {
        "vocabulary": "target_kinds",
        "value": "Vloggeur",
        "slug": "journalists",
    }
    line = AuditLine.objects.first()
    assert (line.act, line.subject, line.details) == ("value-mapped", str(row.pk), {"slug": "journalists"})


def test_map_value_of_a_country():
    note_unmapped_value("countries", "Ruritania", subject_kind="alert", subject="a1")

    map_value(UnmappedValue.objects.get(), to="cz", by="editor")

    assert find_country("RURITANIA") == ("CZ",)


@pytest.mark.parametrize(
    ("vocabulary", "to"), [("countries", "ZZ"), ("target_kinds", "no-such"), ("none", "x")]
)
def test_map_value_refuses_an_unknown_target(vocabulary, to):
    note_unmapped_value(vocabulary, "Ruritania", subject_kind="alert", subject="a1")

    with pytest.raises(NoSuchTarget):
        map_value(UnmappedValue.objects.get(), to=to, by="editor")


def test_set_aside_value_can_still_be_mapped():
    note_unmapped_value("countries", "Ruritania", subject_kind="alert", subject="a1")
    row = UnmappedValue.objects.get()
    set_aside_value(row, by="editor")

    map_value(row, to="CZ", by="editor")

    row.refresh_from_db()
    assert (row.mapped_to, row.set_aside_at) == ("CZ", None)


def test_database_refuses_a_mapped_value_that_is_set_aside():
    note_unmapped_value("countries", "Ruritania", subject_kind="alert", subject="a1")
    map_value(UnmappedValue.objects.get(), to="CZ", by="editor")

    with pytest.raises(IntegrityError), transaction.atomic():
        UnmappedValue.objects.update(set_aside_at=F("mapped_at"))


def test_database_refuses_a_mapping_without_moment():
    note_unmapped_value("countries", "Ruritania", subject_kind="alert", subject="a1")

    with pytest.raises(IntegrityError), transaction.atomic():
        UnmappedValue.objects.update(mapped_to="CZ")
