"""What the desk is offered beside a submission: facts that its text seems to tell and its fields do not."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ifex.instruments.cms.formats import precise_date_text
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.newsroom.domain.chosen import ChosenFacts
from ifex.network.newsroom.models import Submission
from ifex.network.newsroom.suggesting.days import SuggestedDay
from ifex.network.newsroom.suggesting.facts import SuggestedFacts, suggest_facts
from ifex.network.newsroom.suggesting.persons import SuggestedPerson
from ifex.network.newsroom.suggesting.told import ToldText


@dataclass(frozen=True)
class Suggestion:
    """One box to tick. `key` is what the form sends back; `written` how the text has it, where that differs."""

    key: str
    label: str
    written: str = ""


@dataclass(frozen=True)
class SuggestionGroup:
    title: str | Promise
    rows: list[Suggestion]


def suggested_for(submission: Submission) -> SuggestedFacts:
    """Without what the member has told in the fields."""
    body = "\n".join(
        part for part in (submission.account, submission.perpetrators, submission.context) if part
    )
    told = ToldText(submission.language, submission.headline, body)
    sent_on = (submission.sent_at or submission.changed_at).date()
    found = suggest_facts(told, sent_on=sent_on)
    return SuggestedFacts(
        countries=[code for code in found.countries if code != submission.country],
        days=[] if submission.happened_from else found.days,
        violations=[slug for slug in found.violations if slug not in submission.violations],
        persons=found.persons,
    )


def suggestion_groups(found: SuggestedFacts) -> list[SuggestionGroup]:
    groups = [
        SuggestionGroup(_("Countries"), [_of_country(code) for code in found.countries]),
        SuggestionGroup(_("When"), [_of_day(day) for day in found.days]),
        SuggestionGroup(_("What was done"), [_of_violation(slug) for slug in found.violations]),
        SuggestionGroup(
            _("Persons whom the archive knows"), [_of_person(person) for person in found.persons]
        ),
    ]
    return [group for group in groups if group.rows]


def chosen_of(found: SuggestedFacts, keys: Iterable[str]) -> ChosenFacts:
    """Of what was suggested, what an editor ticked; anything else is not heard."""
    ticked = set(keys)
    days = [day for day in found.days if _of_day(day).key in ticked]
    return ChosenFacts(
        countries=[code for code in found.countries if f"country:{code}" in ticked],
        day=(days[0].on, days[0].precision) if days else None,
        violations=[slug for slug in found.violations if f"violation:{slug}" in ticked],
        persons={person.uid: person.written for person in found.persons if f"person:{person.uid}" in ticked},
    )


def _of_day(day: SuggestedDay) -> Suggestion:
    label = precise_date_text(day.on, day.precision, None)
    return Suggestion(f"day:{day.on.isoformat()}:{day.precision.value}", label, day.written)


def _of_country(code: str) -> Suggestion:
    return Suggestion(f"country:{code}", country_label(code))


def _of_violation(slug: str) -> Suggestion:
    return Suggestion(f"violation:{slug}", term_label(Vocabulary.VIOLATION_TYPES, slug))


def _of_person(person: SuggestedPerson) -> Suggestion:
    written = person.written if person.written != person.name else ""
    return Suggestion(f"person:{person.uid}", person.name, written)
