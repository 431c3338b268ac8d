"""People at the desk: their names, whom they have been merged with, and where they appear."""

from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from ifex.foundations.core.forms import LabelFormField
from ifex.foundations.core.languages import LANGUAGE_TABLE
from ifex.instruments.cms.editing.fields import KeepsTerms, LinesField, TermField, TermsField
from ifex.instruments.cms.editing.lists import QuickListView
from ifex.instruments.cms.editing.merging import MergeView, SplitView
from ifex.instruments.cms.editing.texts import editing_media
from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.domain.editing import ChangedMeanwhile, save_person, version_mark
from ifex.network.archive.domain.merging import CannotMerge, merge_persons, split_person
from ifex.network.archive.models import Alert, Case, Person
from ifex.network.archive.queries import mentions_still_naming_person

from .lists import search_persons
from .still_named import StillNamedPanel

MOST_APPEARANCES = 50


class PersonForm(KeepsTerms, WagtailAdminModelForm):
    names = LabelFormField(
        label=gettext_lazy("Names"),
        help_text=gettext_lazy("As it is written in each language; one is enough"),
    )
    variants = LinesField(label=gettext_lazy("Name variants"), rows=3)
    kind = TermField(Vocabulary.TARGET_KINDS, label=gettext_lazy("Kind"), initial="journalists")
    nationalities = TermsField(
        COUNTRIES, label=gettext_lazy("Nationalities"), widget=forms.SelectMultiple(attrs={"size": 5})
    )
    outlets = LinesField(label=gettext_lazy("Employers or outlets"))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = version_mark(self.instance)


class AppearancesPanel(Panel):
    """Where the person appears, and who has been merged into them, each with a button to split."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "archive/editing/appearances.html"

        def is_shown(self) -> bool:
            return self.instance is not None and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), **appearances_of(self.instance)}


def appearances_of(person: Person) -> dict[str, Any]:
    everybody = [person.pk, *person.merged.values_list("pk", flat=True)]
    alerts = Alert.objects.filter(targets__person__in=everybody).distinct().order_by("-pk")
    cases = Case.objects.filter(persons__person__in=everybody).distinct().order_by("-pk")
    return {
        "alerts": [_link("alert", row) for row in alerts.prefetch_related("texts")[:MOST_APPEARANCES]],
        "cases": [_link("case", row) for row in cases.prefetch_related("texts")[:MOST_APPEARANCES]],
        "merged": [
            (str(row), reverse("wagtailsnippets_archive_person:split", args=[quote(row.pk)]))
            for row in person.merged.order_by("pk")
        ],
        "merged_into": _link("person", person.merged_into) if person.merged_into else None,
    }


def _link(kind: str, row: Any) -> tuple[str, str]:
    return str(row), reverse(f"wagtailsnippets_archive_{kind}:edit", args=[quote(row.pk)])


def person_panels() -> ObjectList:
    return ObjectList(
        [
            StillNamedPanel(heading=gettext_lazy("Still published with this name"), icon="warning"),
            MultiFieldPanel([FieldPanel("names"), FieldPanel("variants")], heading=gettext_lazy("Names")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("gender"), FieldPanel("born_year")]),
                    FieldRowPanel([FieldPanel("nationalities"), FieldPanel("outlets")]),
                ],
                heading=gettext_lazy("Who they are"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("consent"), FieldPanel("pseudonym")])],
                heading=gettext_lazy("Safety"),
                icon="lock",
            ),
            AppearancesPanel(heading=gettext_lazy("Appears in"), icon="link"),
        ],
        base_form_class=PersonForm,
    )


class PersonViewMixin:
    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False

    def get_editing_sessions(self) -> None:
        return None

    def get_usage_url(self) -> None:
        return None

    def get_success_url(self) -> str:
        return self.get_edit_url()

    def form_valid(self, form: Any) -> Any:
        try:
            response = super().form_valid(form)
        except ChangedMeanwhile:
            form.data = form.data.copy()
            form.data["seen"] = version_mark(Person.objects.get(pk=form.instance.pk))
            self.produced_error_message = _(
                "Somebody has saved this person since you opened the form. Nothing has been saved yet: what you wrote"
                " stands below. Look at their version in another window, then save again."
            )
            return self.form_invalid(form)
        self._warn()
        return response

    def _warn(self) -> None:
        count = mentions_still_naming_person(self.object).count()
        if count:
            messages.warning(
                self.request,
                ngettext(
                    "%(count)s publication still gives this name until it is corrected: it is listed below.",
                    "%(count)s publications still give this name until they are corrected: they are listed below.",
                    count,
                )
                % {"count": count},
            )

    def save_instance(self) -> Any:
        form = self.form
        is_new = form.instance.pk is None
        return save_person(
            form.instance,
            write=super().save_instance,
            fields=[name for name in form.changed_data if name != "seen"],
            seen=None if is_new else form.cleaned_data.get("seen", ""),
            by=self.request.user,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["media"] += editing_media()
        return context


class PersonCreateView(PersonViewMixin, snippets.CreateView):
    pass


class PersonEditView(PersonViewMixin, snippets.EditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if self.object.merged_into_id or not self.user_has_permission("merge"):
            return []
        key = [quote(self.object.pk)]
        merge, dename = (
            reverse(f"wagtailsnippets_archive_person:{verb}", args=key) for verb in ("merge", "dename")
        )
        return [
            Button(_("Merge…"), url=merge, icon_name="group", priority=10),
            Button(_("De-name…"), url=dename, icon_name="warning", priority=20),
        ]


class PersonListView(QuickListView):
    search_rows = staticmethod(search_persons)


def person_in_words(person: Person) -> list[tuple[Any, str]]:
    """For the screen that puts two people side by side."""
    names = [f"{row.name}: {person.names[row.code]}" for row in LANGUAGE_TABLE if person.names.get(row.code)]
    seen = appearances_of(person)
    return [
        (gettext_lazy("Names"), "\n".join(names)),
        (gettext_lazy("Name variants"), "\n".join(person.variants)),
        (gettext_lazy("Kind"), term_label(Vocabulary.TARGET_KINDS, person.kind)),
        (gettext_lazy("Gender"), str(person.get_gender_display())),
        (gettext_lazy("Nationalities"), ", ".join(country_label(code) for code in person.nationalities)),
        (gettext_lazy("Year of birth"), str(person.born_year or "")),
        (gettext_lazy("Employers or outlets"), "\n".join(person.outlets)),
        (gettext_lazy("Consent"), str(person.get_consent_display())),
        (gettext_lazy("Pseudonym"), person.pseudonym),
        (gettext_lazy("Alerts"), "\n".join(title for title, _url in seen["alerts"])),
        (gettext_lazy("Cases"), "\n".join(title for title, _url in seen["cases"])),
        (gettext_lazy("Identifier"), person.uid),
    ]


class PersonMergeView(MergeView):
    merge = staticmethod(merge_persons)
    refused = CannotMerge
    in_words = staticmethod(person_in_words)


class PersonSplitView(SplitView):
    split = staticmethod(split_person)
    refused = CannotMerge
