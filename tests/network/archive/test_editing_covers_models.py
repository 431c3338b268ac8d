"""A field that somebody adds to a model is not forgotten in its form."""

import pytest

from ifex.network.archive.domain.facts import facts_of
from ifex.network.archive.domain.parts import parts_of
from ifex.network.archive.editing.alert_panels import alert_panels
from ifex.network.archive.editing.case_forms import case_panels
from ifex.network.archive.editing.facts_in_words import _TELLERS
from ifex.network.archive.editing.persons import person_panels
from ifex.network.archive.models import Alert, Case, Person
from ifex.network.members.editing.organisation_forms import organisation_panels
from ifex.network.members.models import Organisation

MOVED_ELSEWHERE = {"id", "latest_revision", "locked", "created_at", "changed_at"}


def editable(model):
    return {field.name for field in model._meta.concrete_fields if field.editable} - MOVED_ELSEWHERE


@pytest.mark.parametrize(
    ("model", "panels"),
    [
        (Alert, alert_panels),
        (Case, case_panels),
        (Person, person_panels),
        (Organisation, organisation_panels),
    ],
)
def test_form_has_every_editable_field(db, model, panels):
    form = panels().bind_to_model(model).get_form_class()()

    assert editable(model) - set(form.fields) == set()
    for formset in form.formsets.values():
        missing = editable(formset.model) - set(formset.empty_form.fields) - {formset.fk.name}
        # A file comes by its upload.
        assert missing <= {"file"}


def test_facts_in_words_tell_every_fact(make_alert, make_case, make_person):

    told = {key for key, _label, _tell in _TELLERS}
    for record in (make_alert(), make_case(make_person())):
        assert set(facts_of(parts_of(record))) - told == {"published"}
