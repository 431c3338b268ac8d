"""The rules, in the order in which an editor reads them."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from .drafts import Draft
from .names import acronyms_without_names, short_names_before_full, spellings_that_differ
from .passages import has_listed, knows, listed_passages
from .rule import Finding, Rule
from .telling_dates import tells_a_date

MOST_WORDS = 750


def findings_of(draft: Draft) -> list[Finding]:
    """Everything that the checklist has against the text, rule by rule. A text without words has not begun."""
    if not draft.text.strip():
        return []
    return [Finding(rule, draft.language, passage) for rule in RULES for passage in rule.find(draft)]


def rule_by_slug(slug: str) -> Rule | None:
    return next((rule for rule in RULES if rule.slug == slug), None)


def _missing(is_missing: bool) -> Iterator[str]:
    if is_missing:
        yield ""


def _relative_dates(draft: Draft) -> Iterable[str]:
    return listed_passages(draft.text, draft.language, "relative_dates")


def _no_date(draft: Draft) -> Iterable[str]:
    return _missing(not tells_a_date(draft.text, draft.language))


def _vague(draft: Draft) -> Iterable[str]:
    return listed_passages(draft.text, draft.language, "vague")


def _no_perpetrator(draft: Draft) -> Iterable[str]:
    return _missing(draft.asks_for_facts and not draft.has_perpetrator)


def _no_link(draft: Draft) -> Iterable[str]:
    return _missing(draft.asks_for_facts and not draft.has_expression_link)


def _no_stance(draft: Draft) -> Iterable[str]:
    is_said = draft.has_stance or not knows(draft.language, "stance")
    return _missing(not is_said and not has_listed(draft.text, draft.language, "stance"))


def _no_source(draft: Draft) -> Iterable[str]:
    return _missing(draft.asks_for_facts and not draft.has_source)


def _too_long(draft: Draft) -> Iterable[str]:
    return _missing(len(draft.words) > MOST_WORDS)


def _contradictions(draft: Draft) -> Iterable[str]:
    return draft.contradictions


def _no_closing_date(draft: Draft) -> Iterable[str]:
    return _missing(draft.has_action and draft.closes_on is None)


RULES = (
    Rule(
        "relative-date",
        _("Dates that move"),
        _(
            "Alerts are passed on for years: “yesterday” says nothing then. Give the day, the month and the year."
        ),
        _relative_dates,
    ),
    Rule(
        "no-date",
        _("No date at all"),
        _("Say when it happened, with day, month and year."),
        _no_date,
    ),
    Rule(
        "no-perpetrator",
        _("Who did it"),
        _("Say who did it, or who is said to have done it, or that it is not known."),
        _no_perpetrator,
    ),
    Rule(
        "no-link",
        _("The link to free expression"),
        _(
            "Say what it has to do with what somebody wrote, said, filmed or drew; or that this cannot be excluded."
        ),
        _no_link,
    ),
    Rule(
        "vague",
        _("Vague words"),
        _("Say what was done: struck with what, asked what, kept for how long. A vague word can be denied."),
        _vague,
    ),
    Rule(
        "spelling",
        _("Names spelt in two ways"),
        _("A name is written alike everywhere, or nobody finds it."),
        spellings_that_differ,
    ),
    Rule(
        "full-name",
        _("Full names at first mention"),
        _("Give first and last name when somebody is first named; after that one of them is enough."),
        short_names_before_full,
    ),
    Rule(
        "acronym",
        _("Organisations in full at first mention"),
        _("Write the name in full and put the letters after it in brackets."),
        acronyms_without_names,
    ),
    Rule(
        "contradiction",
        _("Otherwise than before"),
        _(
            "An earlier alert tells it otherwise. If this one is right, say in the text that it corrects that one."
        ),
        _contradictions,
    ),
    Rule(
        "no-stance",
        _("What the organisation says to it"),
        _("Say what your organisation thinks of it and asks for."),
        _no_stance,
    ),
    Rule(
        "no-source",
        _("Sources"),
        _("Say how it is known: who saw it, who told it, where it was reported."),
        _no_source,
    ),
    Rule(
        "too-long",
        _("Longer than 750 words"),
        _("A short alert is read and passed on. Put the background into a link or a report."),
        _too_long,
    ),
    Rule(
        "no-closing-date",
        _("No closing date of the recommended action"),
        _("Say until when to act: letters still arrive years later otherwise."),
        _no_closing_date,
    ),
)
