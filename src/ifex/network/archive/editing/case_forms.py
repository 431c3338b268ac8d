"""The form of a case, and of the people in it with their situations."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from ifex.instruments.cms.editing.fields import TermField, TermsField
from ifex.instruments.cms.editing.inlines import RowsPanel
from ifex.instruments.cms.editing.texts import LanguagesPanel, texts_form
from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.network.archive.models import CaseText

from .alert_forms import NONE, ChildForm
from .reading import FactsPanel
from .record_forms import RecordForm

CASE_TEXTS = ("title", "summary", "body", "state_reply", "outcome")


class SituationForm(ChildForm):
    situation = TermField(Vocabulary.PERSON_SITUATIONS, label=_("Situation"), none=NONE, required=True)
    country = TermField(COUNTRIES, label=_("Held in"), none=NONE)


class CasePersonForm(ChildForm):
    pass


class CaseForm(texts_form(CaseText, names=CASE_TEXTS, rich=["body"], base=RecordForm)):
    status = TermField(Vocabulary.CASE_STATUSES, label=_("State of the file"), initial="open")
    country = TermField(COUNTRIES, label=_("Country"), none=NONE)
    further_countries = TermsField(
        COUNTRIES, label=_("Further countries"), widget=forms.SelectMultiple(attrs={"size": 5})
    )
    accountability = TermField(Vocabulary.ACCOUNTABILITY_STATUSES, label=_("Accountability"), none=NONE)

    def clean(self):
        cleaned = super().clean()
        if "further_countries" in cleaned:
            first = cleaned.get("country")
            cleaned["further_countries"] = [code for code in cleaned["further_countries"] if code != first]
        return cleaned


def _row(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names])


def case_panels() -> ObjectList:
    """The three axes of a case stand apart: the file, each person's situation, accountability."""
    return ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("note"), FieldPanel("withhold")], heading=_("Correction"), icon="warning"
            ),
            LanguagesPanel(CASE_TEXTS, heading=_("Texts")),
            FactsPanel(heading=_("Facts"), icon="list-ul"),
            MultiFieldPanel(
                [_row("status", "opened_on"), _row("country", "further_countries")],
                heading=_("The file"),
                icon="folder-open-inverse",
            ),
            RowsPanel(
                "persons",
                [
                    FieldPanel("person"),
                    RowsPanel(
                        "situations",
                        [
                            _row("situation", "from_on", "until_on"),
                            _row("precision", "country"),
                            FieldPanel("source"),
                        ],
                        heading=_("Situations"),
                        label=_("situation"),
                        form_class=SituationForm,
                    ),
                ],
                heading=_("Persons and their situations"),
                label=_("person"),
                form_class=CasePersonForm,
                icon="group",
            ),
            MultiFieldPanel(
                [_row("violated_on"), _row("accountability", "accountability_on")],
                heading=_("Accountability"),
                icon="clipboard-list",
            ),
            MultiFieldPanel(
                [_row("source_language", "embargo_until"), _row("goes_out", "awaited_languages")],
                heading=_("Publication"),
                icon="time",
            ),
        ],
        base_form_class=CaseForm,
    )
