"""The form in which a member tells what happened, shaped by the network's own template."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ifex.foundations.core.languages import LANGUAGE_TABLE
from ifex.instruments.cms.editing.fields import FoldedChoices, OneLineField, TermField, TermsField
from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.network.archive.enums import Answer, Consent, DatePrecision, Gender
from ifex.network.newsroom.domain.submissions import open_safety
from ifex.network.newsroom.models import Submission

LONGEST_TEXT = 20_000
MOST_TARGETS = 30
NOT_SAID = pgettext_lazy("no answer yet", "—")


def _text(label: Any, help_text: Any = "", *, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea({"rows": rows, "dir": "auto"})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST_TEXT, widget=widget
    )


def _line(label: Any, help_text: Any = "", *, longest: int = 200) -> forms.CharField:
    widget = forms.TextInput({"dir": "auto"})
    return OneLineField(label=label, help_text=help_text, required=False, max_length=longest, widget=widget)


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, required=False, widget=forms.DateInput({"type": "date"})
    )


def _answer(label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=help_text, required=False, choices=Answer.choices, widget=forms.RadioSelect
    )


class TargetForm(forms.Form):
    """Somebody or something that was hit."""

    name = _line(_("Name"), longest=300)
    kind = TermField(
        Vocabulary.TARGET_KINDS, label=_("Who or what it is"), initial="journalists", required=False
    )
    gender = forms.ChoiceField(
        label=_("Gender"), choices=Gender.choices, initial=Gender.UNKNOWN, required=False
    )
    outlet = _line(_("For whom they work"), longest=200)

    def target(self) -> dict[str, str]:
        """{} for an empty row."""
        said = {name: self.cleaned_data.get(name) or "" for name in ("name", "kind", "gender", "outlet")}
        return said if said["name"] or said["outlet"] else {}


TargetForms = formset_factory(
    TargetForm, extra=0, max_num=MOST_TARGETS, absolute_max=MOST_TARGETS, validate_min=True
)


class _FoldedGroup(FoldedChoices):
    """On the readers' side a fieldset says what the boxes are for."""

    use_fieldset = True


class SubmissionForm(forms.Form):
    """Nothing is required to save it: what is missing is said when it is sent."""

    language = forms.ChoiceField(
        label=_("Language of your text"), choices=[(row.code, row.name) for row in LANGUAGE_TABLE]
    )
    headline = _line(
        _("Headline"),
        _("The newest fact: who, what, where. “Reporter sentenced to a year in Sfax”"),
        longest=300,
    )
    urgency = TermField(Vocabulary.URGENCY_LEVELS, label=_("Urgency"), initial="standard", required=False)
    account = _text(
        _("What happened"),
        _(
            "When, where, who was hit, who did it and how. Full names, absolute dates, particulars: struck with what,"
            " asked what, held for how long. Then more detail, quotations, witnesses."
        ),
        rows=12,
    )
    happened_from = _day(_("On which day"))
    happened_to = _day(_("Until which day"), _("If it lasted"))
    happened_precision = forms.ChoiceField(
        label=_("How exactly the day is known"),
        choices=DatePrecision.choices,
        initial=DatePrecision.DAY,
        required=False,
    )
    country = TermField(COUNTRIES, label=_("Country"), none=NOT_SAID)
    place = _line(_("Place"), _("City, district, building"))
    violation = TermField(Vocabulary.VIOLATION_TYPES, label=_("What was done"), none=NOT_SAID)
    further_violations = TermsField(
        Vocabulary.VIOLATION_TYPES,
        label=_("What else was done"),
        help_text=_("To the same persons, in the same incident."),
        widget=_FoldedGroup,
    )
    perpetrator_kind = TermField(Vocabulary.PERPETRATOR_KINDS, label=_("Who did it"), none=NOT_SAID)
    perpetrators = _text(
        _("Their names or units, and who says so"),
        _("What the victim, colleagues or family say counts too; so do earlier threats."),
    )
    motive = _text(_("Probable motive"), _("What set it off: an article, an inquiry, an affiliation."))
    justification = _text(
        _("What the authorities say"),
        _("The reason given, in law or otherwise; before a court, what is at stake."),
    )
    expression_link = TermField(
        Vocabulary.EXPRESSION_LINKS, label=_("Link to free expression"), none=NOT_SAID
    )
    stance = _text(_("What your organisation says to it, and asks for"))
    context = _text(_("Background"), _("Earlier incidents, the law, what it means for the region."))
    action = _text(
        _("Recommended action"),
        _("What readers can do: write to whom, ask for what. Leave it empty if there is none."),
    )
    action_to = _text(
        _("To whom"),
        _(
            "Names, posts, postal addresses, telephone and fax with country code, e-mail; and who gets copies."
        ),
    )
    closes_on = _day(_("Closing date of the action"), _("After that day nobody should act on it."))
    sources = _text(_("How you know it"), _("Who saw it, who told you, what you have read or checked."))
    original_url = forms.URLField(
        label=_("Address of your own publication"), required=False, max_length=1000, assume_scheme="https",
        widget=forms.URLInput({"dir": "ltr"}),
    )  # fmt: skip
    contact = _text(_("Whom the editors may ask"), _("Only the editors see it."), rows=2)
    consent = forms.ChoiceField(
        label=_("Do those concerned, or their families, agree to be named?"),
        choices=[("", NOT_SAID), *Consent.choices],
        required=False,
    )
    naming_may_harm = _answer(_("Can naming them harm them or others?"))
    pseudonym = _line(_("Another name to use instead"), _("If they must not be named."))
    is_member_at_risk = _answer(
        _("Is your organisation at risk if it is named?"),
        _("Then the network publishes it as its own, and your organisation is linked to it nowhere."),
    )
    concerns_minors = _answer(_("Is anybody concerned under age?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, TermField | TermsField):
                field.keep(self.initial.get(name))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("happened_from"), cleaned.get("happened_to")
        if last and (first is None or last < first):
            self.add_error("happened_to", _("It ends before it begins."))
        further = cleaned.get("further_violations", [])
        cleaned["further_violations"] = [slug for slug in further if slug != cleaned.get("violation")]
        return cleaned


def initial_of(submission: Submission) -> dict[str, Any]:
    return {name: getattr(submission, name) for name in SubmissionForm.base_fields}


class SafetyForm(forms.Form):
    """The questions of safety that are still open, for what came by another door than the form."""

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in open_safety(submission):
            self.fields[name] = deepcopy(SubmissionForm.base_fields[name])


class UploadForm(forms.Form):
    """One more file."""

    upload = forms.FileField(
        label=_("A photograph, a document, a recording’s transcript"),
        required=False,
        help_text=_(
            "Where, when, with what and by whom it was made is removed from the copy that is shown, and from documents"
            " remarks and tracked changes too; the original is sealed."
        ),
    )
    caption = _line(_("What it shows"), longest=500)
    credit = _line(_("Who made it"))


@dataclass(frozen=True)
class Section:
    """A part of the form under its own heading."""

    slug: str
    title: Promise
    fields: tuple[str, ...]
    hint: Promise | str = ""


SECTIONS = (
    Section("what", _("The alert"), ("language", "headline", "account", "urgency")),
    Section(
        "when",
        _("When and where"),
        ("happened_from", "happened_to", "happened_precision", "country", "place"),
    ),
    Section(
        "done",
        _("What was done, and by whom"),
        ("violation", "further_violations", "perpetrator_kind", "perpetrators"),
    ),
    Section("why", _("Why"), ("motive", "justification", "expression_link", "context")),
    Section("stance", _("Your organisation"), ("stance", "sources", "original_url", "contact")),
    Section("act", _("What readers can do"), ("action", "action_to", "closes_on")),
    Section(
        "safety",
        _("Safety"),
        ("consent", "naming_may_harm", "pseudonym", "is_member_at_risk", "concerns_minors"),
        _(
            "Without these answers nothing is sent. If you are not sure, say so: the editors ask before they publish."
        ),
    ),
)
