"""A submission as its member and the desk read it: what was said, field by field, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ifex.instruments.cms.formats import date_text, list_text, precise_date_text
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.enums import Gender
from ifex.network.newsroom.forms.submission import SECTIONS, SubmissionForm
from ifex.network.newsroom.models import Submission

_TERMS = {
    "urgency": Vocabulary.URGENCY_LEVELS,
    "violation": Vocabulary.VIOLATION_TYPES,
    "perpetrator_kind": Vocabulary.PERPETRATOR_KINDS,
    "expression_link": Vocabulary.EXPRESSION_LINKS,
}
_CHOICES = ("consent", "naming_may_harm", "is_member_at_risk", "concerns_minors")
_WORDS_ELSEWHERE = ("language", "headline", "happened_to", "happened_precision")


@dataclass(frozen=True)
class Told:
    """One field: its question and the answer; `is_text` where it is the member's own words, in their language."""

    name: str
    label: str | Promise
    text: str
    is_text: bool = False


@dataclass(frozen=True)
class ToldSection:
    title: str | Promise
    rows: list[Told]


def told_of(submission: Submission) -> list[ToldSection]:
    """In the order of the form; what was left empty is left out."""
    shown = [ToldSection(section.title, list(_rows_of(submission, section.fields))) for section in SECTIONS]
    shown.insert(1, ToldSection(_("Whom it hit"), list(_targets_of(submission))))
    return [section for section in shown if section.rows]


def _rows_of(submission: Submission, names: tuple[str, ...]) -> Iterator[Told]:
    for name in names:
        if name in _WORDS_ELSEWHERE:
            continue
        text, is_text = _said(submission, name)
        if text:
            yield Told(name, SubmissionForm.base_fields[name].label or name, text, is_text)


def _said(submission: Submission, name: str) -> tuple[str, bool]:
    value: Any = getattr(submission, name)
    if name == "happened_from":
        known = value is not None or submission.happened_precision == "unknown"
        return (
            precise_date_text(value, submission.happened_precision, submission.happened_to) if known else "",
            False,
        )
    if name == "closes_on":
        return date_text(value), False
    if name == "country":
        return country_label(value), False
    if name == "further_violations":
        return list_text([term_label(Vocabulary.VIOLATION_TYPES, slug) for slug in value]), False
    if name in _TERMS:
        return term_label(_TERMS[name], value), False
    if name in _CHOICES:
        return str(getattr(submission, f"get_{name}_display")()) if value else "", False
    return str(value), True


def _targets_of(submission: Submission) -> Iterator[Told]:
    for number, target in enumerate(submission.targets):
        kind = term_label(Vocabulary.TARGET_KINDS, target["kind"])
        gender = Gender(target["gender"]).label if target["gender"] in (Gender.FEMALE, Gender.MALE) else ""
        details = " · ".join(str(part) for part in (gender, target["outlet"]) if part)
        words = f"{target['name']} ({details})" if details else target["name"]
        yield Told(f"target-{number}", kind, words)
