"""The editor's forms. They clean; `domain.terms` and `domain.countries` write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ifex.foundations.core.forms import LabelFormField

from .domain.countries import edit_country
from .domain.terms import add_term, edit_term, restore_term, retire_term
from .enums import REGIONS_WITHOUT_COUNTRIES, Vocabulary
from .models import Country, Term
from .queries import choices, term_label

NOTE_ROWS = 3


class TermChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Term) -> str:
        return f"{obj.get_vocabulary_display()}: {term_label(obj.vocabulary, obj.slug)}"


class TermForm(WagtailAdminModelForm):
    """Adds a term or edits one. Vocabulary and slug are read-only once the term is there."""

    name = LabelFormField(
        label=_("Name"), require_every_language=True, help_text=_("Shown to readers in each language.")
    )
    scope_note = LabelFormField(
        label=_("Scope note"),
        required=False,
        max_length=2000,
        rows=NOTE_ROWS,
        help_text=_("When to use this term, and when not."),
    )
    parent = TermChoiceField(Term.objects.none(), label=_("Broader term"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False, help_text=_("Types of violation only."))
    is_retired = forms.BooleanField(
        label=_("Retired"),
        required=False,
        help_text=_("No longer offered in forms. What carries the term keeps it."),
    )
    replaced_by = TermChoiceField(Term.objects.none(), label=_("Replaced by"), required=False)

    instance: Term

    class Meta:
        model = Term
        fields = ["vocabulary", "slug", "name", "scope_note", "parent", "group", "is_retired", "replaced_by"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Term.objects.all()
        if self.instance.pk:
            others = others.filter(vocabulary=self.instance.vocabulary).exclude(pk=self.instance.pk)
            for name in ("vocabulary", "slug"):
                self.fields[name].disabled = True
        for name in ("parent", "replaced_by"):
            self.fields[name].queryset = others
        groups = choices(Vocabulary.VIOLATION_GROUPS, including=[self.instance.group])
        self.fields["group"].choices = [("", "---------"), *groups]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("replaced_by") and not cleaned.get("is_retired"):
            self.add_error("replaced_by", _("Only a retired term is replaced by another."))
        return cleaned

    def save(self, commit: bool = True) -> Term:
        values, by = self.cleaned_data, self.for_user
        own = {name: values[name] for name in ("name", "scope_note", "parent", "group")}
        if self.instance.pk:
            edit_term(self.instance, by=by, **own)
        else:
            self.instance = add_term(values["vocabulary"], slug=values["slug"], by=by, **own)
        if values["is_retired"]:
            retire_term(self.instance, by=by, replaced_by=values["replaced_by"])
        else:
            restore_term(self.instance, by=by)
        self.instance.refresh_from_db()
        return self.instance


class CountryForm(WagtailAdminModelForm):
    """Edits what people read of a country; codes, years and successors come with the software."""

    name = LabelFormField(label=_("Name"), require_every_language=True)
    note = LabelFormField(
        label=_("Note"),
        required=False,
        max_length=2000,
        rows=NOTE_ROWS,
        help_text=_("Shown with the name, for example where the status is disputed."),
    )
    region = forms.ChoiceField(label=_("Region"))
    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        help_text=_(
            "One on each line: names by which imports may know this country. A name that begins with = and"
            " stands in several countries means all of them together."
        ),
    )

    instance: Country

    class Meta:
        model = Country
        fields = ["code", "name", "note", "is_disputed", "region", "aliases"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = True
        self.fields["region"].choices = [
            pair
            for pair in choices(Vocabulary.REGIONS, including=[self.instance.region])
            if pair[0] not in REGIONS_WITHOUT_COUNTRIES
        ]
        self.initial["aliases"] = "\n".join(self.instance.aliases)

    def clean_aliases(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["aliases"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def save(self, commit: bool = True) -> Country:
        own = {name: self.cleaned_data[name] for name in ("name", "note", "is_disputed", "region", "aliases")}
        edit_country(self.instance, by=self.for_user, **own)
        self.instance.refresh_from_db()
        return self.instance
