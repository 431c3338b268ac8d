"""The editor's screens."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.permissions import policy_registry

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core.personal import undeclared_fields
from ifex.instruments.taxonomy import models
from ifex.instruments.taxonomy.forms import CountryForm, TermForm
from ifex.instruments.taxonomy.models import Country, Term
from ifex.instruments.taxonomy.permissions import can_edit_vocabularies

pytestmark = pytest.mark.django_db

NAMES = {"name_en": "Deepfakes", "name_fr": "Hypertrucages", "name_es": "Ultrafalsos", "name_ar": "التزييف"}


def term_data(row: Term, **changes: object) -> dict[str, object]:
    names = {f"name_{code}": text for code, text in row.name.items()}
    notes = {f"scope_note_{code}": text for code, text in row.scope_note.items()}
    return {"group": row.group, **names, **notes, **changes}


def test_term_form_adds_a_term(editor):
    form = TermForm({"vocabulary": "issue_areas", "slug": "deepfakes", **NAMES}, for_user=editor)

    assert form.is_valid(), form.errors
    assert form.save().name == {
        "en": "Deepfakes",
        "fr": "Hypertrucages",
        "es": "Ultrafalsos",
        "ar": "التزييف",
    }


def test_term_form_asks_for_every_language(editor):
    data = {"vocabulary": "issue_areas", "slug": "deepfakes", **NAMES, "name_ar": " "}
    form = TermForm(data, for_user=editor)

    assert form.errors == {"name": ["Please write it in every language. Missing: العربية."]}


def test_term_form_records_the_edited_language_and_keeps_the_slug(arrest, editor):
    form = TermForm(
        term_data(arrest, name_fr="Interpellation", slug="other"), instance=arrest, for_user=editor
    )

    assert form.is_valid(), form.errors
    form.save()

    saved = Term.objects.get(pk=arrest.pk)
    assert (saved.slug, saved.name["fr"], saved.edited_fields) == ("arrest", "Interpellation", ["name.fr"])


def test_term_form_retires_with_a_successor(arrest, editor):
    successor = Term.objects.get(vocabulary="violation_types", slug="arbitrary-detention")
    data = term_data(arrest, is_retired="on", replaced_by=successor.pk)
    form = TermForm(data, instance=arrest, for_user=editor)

    assert form.is_valid(), form.errors
    assert form.save().replaced_by == successor


def test_country_form_edits_names_and_aliases(editor):
    country = Country.objects.get(code="TR")
    names = {f"name_{code}": text for code, text in country.name.items()}
    data = {**names, "name_en": "Turkey", "region": "europe-central-asia", "aliases": "Turkiye\n\n Turkei "}
    form = CountryForm(data, instance=country, for_user=editor)

    assert form.is_valid(), form.errors
    saved = form.save()
    assert (saved.name["en"], saved.aliases) == ("Turkey", ["Turkiye", "Turkei"])
    assert saved.edited_fields == ["aliases", "name.en"]


def test_policies_let_editors_in_and_nobody_delete(editor):
    stranger = get_user_model().objects.create_user("reader@example.org")
    actions = ["add", "change", "view", "delete"]

    def allowed(user, model):
        policy = policy_registry.get_by_type(model)
        return [action for action in actions if policy.user_has_permission(user, action)]

    assert (allowed(editor, Term), allowed(editor, Country)) == (
        ["add", "change", "view"],
        ["change", "view"],
    )
    assert (allowed(stranger, Term), can_edit_vocabularies(stranger)) == ([], False)


def test_edit_page_shows_an_input_for_each_language_and_the_slug_disabled(arrest, editor, client):
    client.force_login(editor)

    page = client.get(reverse("wagtailsnippets_taxonomy_term:edit", args=[arrest.pk]))

    html = page.content.decode()
    assert page.status_code == 200
    assert re.search(r'<input[^>]*name="name_ar"[^>]*lang="ar" dir="rtl"', html)
    assert re.search(r'<input[^>]*name="slug"[^>]*disabled', html)


def test_edit_page_saves_through_the_domain(arrest, editor, client):
    client.force_login(editor)
    address = reverse("wagtailsnippets_taxonomy_term:edit", args=[arrest.pk])

    page = client.post(address, term_data(arrest, name_es="Aprehensión"))

    arrest.refresh_from_db()
    assert page.status_code == 302
    assert (arrest.name["es"], arrest.edited_fields) == ("Aprehensión", ["name.es"])
    assert AuditLine.objects.filter(act="term-edited", actor=f"user:{editor.pk}").count() == 1


def test_delete_page_is_closed(arrest, editor, client):
    client.force_login(editor)

    client.post(reverse("wagtailsnippets_taxonomy_term:delete", args=[arrest.pk]))

    assert Term.objects.filter(pk=arrest.pk).exists()


def test_list_pages_open(editor, client):
    client.force_login(editor)

    for name in ("term", "country"):
        page = client.get(reverse(f"wagtailsnippets_taxonomy_{name}:list"), {"q": "a"})
        assert page.status_code == 200


@pytest.mark.parametrize("model", [models.Term, models.Country, models.UnmappedValue, models.Generation])
def test_privacy_declares_every_field(model):
    assert undeclared_fields(model) == set()


def test_admin_addresses_exist():
    for name in ("term", "country"):
        assert reverse(f"wagtailsnippets_taxonomy_{name}:list").endswith(f"/taxonomy/{name}/")
