import pytest
from django import forms

from ifex.foundations.core.forms import LabelFormField


class PlaceForm(forms.Form):
    name = LabelFormField(max_length=20)
    note = LabelFormField(required=False, rows=2, require_every_language=True)


def test_label_form_field_cleans_to_what_was_written():
    form = PlaceForm({"name_en": " Tunis ", "name_fr": "", "name_ar": "تونس"})

    assert form.is_valid()
    assert form.cleaned_data == {"name": {"en": "Tunis", "ar": "تونس"}, "note": {}}


def test_label_form_field_wants_one_language_when_required():
    assert PlaceForm({}).errors == {"name": ["This field is required."]}


def test_label_form_field_wants_all_or_none_where_told_so():
    form = PlaceForm({"name_en": "Tunis", "note_en": "A city", "note_fr": "Une ville"})

    assert form.errors == {"note": ["Please write it in every language. Missing: Español, العربية."]}


def test_label_form_field_refuses_a_long_text():
    assert "name" in PlaceForm({"name_es": "x" * 21}).errors


@pytest.mark.parametrize(("value", "changed"), [("Tunis", False), ("Sousse", True)])
def test_label_form_field_knows_whether_it_changed(value, changed):
    form = PlaceForm({"name_en": value}, initial={"name": {"en": "Tunis"}})

    assert form.has_changed() is changed


def test_label_widget_labels_each_input_in_its_language():
    html = str(PlaceForm(initial={"name": {"en": "<Tunis>", "ar": "تونس"}})["name"])

    assert html.count("<input") == html.count("<label") == 4
    assert 'value="&lt;Tunis&gt;"' in html
    assert '<label class="w-field__label" for="id_name_3" lang="ar" dir="rtl">العربية</label>' in html


def test_label_widget_has_text_areas_for_long_labels():
    assert str(PlaceForm()["note"]).count("<textarea") == 4
