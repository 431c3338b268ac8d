import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ifex.foundations.audit.models import AuditLine
from ifex.instruments.taxonomy.domain.terms import (
    FieldNotEditable,
    TermExists,
    add_term,
    edit_term,
    restore_term,
    retire_term,
)
from ifex.instruments.taxonomy.models import Country, SlugNeverChanges, Term, TermsAreNeverDeleted
from ifex.instruments.taxonomy.queries import choices, current_slug, term, term_label

pytestmark = pytest.mark.django_db


def test_term_refuses_a_new_slug(arrest):
    arrest.slug = "detention"

    with pytest.raises(SlugNeverChanges):
        arrest.save()
    with pytest.raises(SlugNeverChanges):
        Term.objects.filter(pk=arrest.pk).update(slug="detention")


def test_country_refuses_a_new_code():
    country = Country.objects.get(code="TN")
    country.code = "TX"

    with pytest.raises(SlugNeverChanges):
        country.save()


def test_term_is_never_deleted(arrest):
    with pytest.raises(TermsAreNeverDeleted):
        arrest.delete()
    with pytest.raises(TermsAreNeverDeleted):
        Term.objects.filter(pk=arrest.pk).delete()


def test_database_refuses_the_same_slug_twice(arrest):
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(vocabulary="violation_types", slug="arrest", group="liberty", name={"en": "A"})


def test_database_refuses_a_violation_without_group():
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(vocabulary="violation_types", slug="x", name={"en": "X"})


def test_database_refuses_a_country_in_the_international_region():
    with pytest.raises(IntegrityError), transaction.atomic():
        Country.objects.create(code="QQ", region="international", name={"en": "Q"})


def test_add_term_puts_it_last_and_audits():
    row = add_term("issue_areas", slug="deepfakes", name={"en": "Deepfakes"}, by="editor")

    line = AuditLine.objects.first()
    assert (line.act, line.subject) == ("term-added", "issue_areas/deepfakes")
    assert row.position > Term.objects.get(vocabulary="issue_areas", slug="environment-reporting").position
    assert term_label("issue_areas", "deepfakes") == "Deepfakes"


def test_add_term_refuses_a_slug_in_use():
    with pytest.raises(TermExists):
        add_term("issue_areas", slug="gender", name={"en": "Gender"}, by="editor")


@pytest.mark.parametrize("slug", ["Deep Fakes", "deep_fakes", "-x", ""])
def test_add_term_refuses_a_bad_slug(slug):
    with pytest.raises(ValidationError):
        add_term("issue_areas", slug=slug, name={"en": "Deepfakes"}, by="editor")


def test_add_term_refuses_a_violation_of_no_group():
    with pytest.raises(ValidationError):
        add_term("violation_types", slug="x", name={"en": "X"}, group="nowhere", by="editor")


def test_edit_term_records_the_changed_paths(arrest):
    paths = edit_term(arrest, by="editor", name={**arrest.name, "fr": "A", "ar": "ب"}, group="liberty")

    arrest.refresh_from_db()
    assert sorted(paths) == arrest.edited_fields == ["name.ar", "name.fr"]
    assert AuditLine.objects.first().details == {"fields": "name.ar, name.fr"}


def test_edit_term_of_nothing_new_writes_nothing(arrest):
    before = AuditLine.objects.count()

    assert edit_term(arrest, by="editor", name=arrest.name) == []
    assert AuditLine.objects.count() == before


def test_edit_term_refuses_the_slug(arrest):
    with pytest.raises(FieldNotEditable):
        edit_term(arrest, by="editor", slug="detention")


def test_edit_term_refuses_a_parent_below_itself(arrest):
    killing = Term.objects.get(vocabulary="violation_types", slug="killing")
    murder = Term.objects.get(vocabulary="violation_types", slug="murder")

    with pytest.raises(ValidationError):
        edit_term(killing, by="editor", parent=murder)
    with pytest.raises(ValidationError):
        edit_term(arrest, by="editor", parent=Term.objects.get(vocabulary="regions", slug="mena"))


def test_retire_term_takes_it_out_of_forms_but_keeps_its_label(arrest):
    successor = Term.objects.get(vocabulary="violation_types", slug="arbitrary-detention")

    retire_term(arrest, by="editor", replaced_by=successor)

    offered = {slug for _, types in choices("violation_types") for slug, _ in types}
    kept = {slug for _, types in choices("violation_types", including=["arrest"]) for slug, _ in types}
    assert ("arrest" in offered, "arrest" in kept) == (False, True)
    assert term_label("violation_types", "arrest", "en") == "Arrest"
    assert current_slug("violation_types", "arrest") == "arbitrary-detention"


def test_restore_term_brings_it_back(arrest):
    retire_term(arrest, by="editor")
    restore_term(arrest, by="editor")

    assert not term("violation_types", "arrest").is_retired
    assert AuditLine.objects.first().act == "term-restored"
