"""What keeps an alert or case from going out. Rooms above add gates of their own (statements, reports, consent)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.labels import Labels
from ifex.foundations.core.languages import get_language_row
from ifex.network.archive.enums import Consent, RecordState
from ifex.network.archive.models import CasePerson, Target

from .facts import texts_of
from .hidden_names import hidden_names, may_be_named, pseudonyms, shown_names, words_that_go_out
from .naming import Found, Passage, find_names
from .overruling import not_overruled
from .parts import AlertParts, CaseParts, Parts


@dataclass(frozen=True)
class Refusal:
    """Why it may not go out: a stored code, and a sentence for the editor.

    With `passages` it may be a false alarm, which an editor may overrule; they show words of hidden names.
    """

    code: str
    message: str | Promise
    passages: tuple[Passage, ...] = ()


Gate = Callable[[Any], Iterator[Refusal]]

_gates: list[Gate] = []


def register_gate(gate: Gate) -> None:
    """`gate(parts)` yields a Refusal for each thing that is wrong."""
    _gates.append(gate)


def refusals_of(parts: Parts) -> list[Refusal]:
    return [refusal for gate in _gates for refusal in gate(parts)]


def gate_of_words(parts: Parts) -> Iterator[Refusal]:
    if not texts_of(parts):
        yield Refusal("no_text", _("No language is ready: one needs a headline and the state “ready”."))


def gate_of_facts(parts: Parts) -> Iterator[Refusal]:
    if not isinstance(parts, AlertParts):
        return
    alert = parts.record
    if not alert.country and not alert.is_international and "countries" not in alert.unmapped:
        yield Refusal(
            "no_country", _("No country is given: if it concerns no single one, tick “international”.")
        )
    if alert.happened_to and alert.happened_from and alert.happened_to < alert.happened_from:
        yield Refusal("dates_crossed", _("It ends before it begins."))


def gate_of_pictures(parts: Parts) -> Iterator[Refusal]:
    """One lead photograph at most, a picture, and described in each language that goes out."""
    if not isinstance(parts, AlertParts):
        return
    leads = [row for row in parts.attachments if row.is_lead]
    if len(leads) > 1:
        yield Refusal("several_leads", _("Only one attachment can be the lead photograph."))
    for row in leads:
        if row.file_id and not row.file.is_image:
            yield Refusal("lead_is_no_picture", _("The lead photograph must be a picture."))
        elif missing := [code for code in texts_of(parts) if not row.alternative_text.get(code)]:
            names = ", ".join(get_language_row(code).name for code in missing)
            message = _("The lead photograph has no alternative text in: %(languages)s.")
            yield Refusal("lead_not_described", message % {"languages": names})


def gate_of_names(parts: Parts) -> Iterator[Refusal]:
    """Consent refused needs a pseudonym, the person's own and the target's alike; a name behind a pseudonym stands
    nowhere in the words that go out.
    """
    of_consent = list(
        _refusals_of_targets(parts) if isinstance(parts, AlertParts) else _refusals_of_persons(parts)
    )
    yield from of_consent
    # Names come first: reading all words costs an import more than all its other checks. Without a pseudonym the facts
    # give the name: that has been said already.
    names = set() if of_consent else hidden_names(parts)
    if names:
        found = find_names(names, pseudonyms(parts))
        yield from _refusals_of_found(parts, found, "name_in_pseudonym", "part_of_name_in_pseudonym")
        found = find_names(names, words_that_go_out(parts), besides=shown_names(parts))
        yield from _refusals_of_found(parts, found, "name_in_text", "part_of_name_in_text")


def refusals_of_note(parts: Parts, note: Labels) -> list[Refusal]:
    """The note of a correction or withdrawal is public too."""
    found = _found_in(parts, note.values())
    return list(_refusals_of_found(parts, found, "name_in_note", "part_of_name_in_note"))


def refusals_of_reason(parts: Parts, reason: str) -> list[Refusal]:
    """Why an alarm is false, for the audit trail: that keeps no names. A part of one is what the reason is about."""
    is_whole = _found_in(parts, [reason]).is_whole
    return [Refusal("name_in_reason", _SENTENCES["name_in_reason"])] if is_whole else []


def _found_in(parts: Parts, words: Iterable[str]) -> Found:
    return find_names(hidden_names(parts), words, besides=shown_names(parts)) if any(words) else Found()


_SENTENCES = {
    "name_in_pseudonym": _("A pseudonym gives the name that it stands for."),
    "part_of_name_in_pseudonym": _("A pseudonym may give a part of the name that it stands for."),
    "name_in_text": _("The texts or facts still give the name of somebody who has a pseudonym."),
    "name_in_note": _("The note gives the name of somebody who has a pseudonym."),
    "name_in_reason": _("The reason gives the name of somebody who has a pseudonym."),
    "part_of_name_in_text": _(
        "The texts or facts may give a part of the name of somebody who has a pseudonym."
    ),
    "part_of_name_in_note": _("The note may give a part of the name of somebody who has a pseudonym."),
}


def _refusals_of_found(parts: Parts, found: Found, whole: str, part: str) -> Iterator[Refusal]:
    if found.is_whole:
        yield Refusal(whole, _SENTENCES[whole])
    elif passages := not_overruled(parts.record.uid, found.passages):
        yield Refusal(part, _SENTENCES[part], passages)


def _refusals_of_targets(parts: AlertParts) -> Iterator[Refusal]:
    for target in parts.targets:
        if not target.name or target.pseudonym:
            continue
        people = [target.person, target.person.standing] if target.person else []
        if Consent.REFUSED in (target.consent, *(person.consent for person in people)):
            yield Refusal("consent_refused", _("A target does not agree to be named: give a pseudonym."))
        elif any(person.pseudonym for person in people):
            yield Refusal(
                "person_has_pseudonym", _("A target is a person with a pseudonym: give it here too.")
            )


def _refusals_of_persons(parts: CaseParts) -> Iterator[Refusal]:
    for row in parts.persons:
        people = [row.row.person, row.row.person.standing]
        if any(person.consent == Consent.REFUSED for person in people) and not any(
            person.pseudonym for person in people
        ):
            yield Refusal(
                "consent_refused",
                _("A person of the case does not agree to be named: give them a pseudonym."),
            )


def gate_of_cases(parts: Parts) -> Iterator[Refusal]:
    """An alert and its case lead to each other: what one hides the other does not name. The second of them is held."""
    if isinstance(parts, AlertParts):
        persons = [row.person for row in parts.targets if row.person is not None and _hides_alone(row)]
        case = parts.record.case if persons else None
        if case is None or case.published_at is None or case.state == RecordState.WITHDRAWN:
            return
        named = CasePerson.objects.filter(case=case, person__in=persons)
    else:
        people = [row.row.person for row in parts.persons if may_be_named(row.row.person)]
        if not people or parts.record.pk is None:
            return
        # Also where a correction of what readers have is scheduled.
        told = Target.objects.filter(alert__case=parts.record.pk, alert__published_at__isnull=False)
        told = told.exclude(alert__state=RecordState.WITHDRAWN)
        named = told.filter(person__in=people).filter(~Q(pseudonym="") | Q(consent=Consent.REFUSED))
    if named.exists():
        yield Refusal(
            "named_by_other",
            _("The alert hides somebody whom its case names: give the person a pseudonym, or part the two."),
        )


def _hides_alone(target: Target) -> bool:
    """In the alert, and not in the person's own row."""
    is_hidden = bool(target.pseudonym) or target.consent == Consent.REFUSED
    return is_hidden and target.person is not None and may_be_named(target.person)
