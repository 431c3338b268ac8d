"""What keeps an alert or case from going out. Rooms above add gates of their own (statements, reports, consent)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.html import html_to_text
from ifex.foundations.core.labels import Labels
from ifex.network.archive.enums import Consent
from ifex.network.archive.models import Person

from .facts import texts_of
from .parts import AlertParts, CaseParts, Parts


@dataclass(frozen=True)
class Refusal:
    """Why it may not go out: a stored code, and a sentence for the editor."""

    code: str
    message: str | Promise


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


def gate_of_names(parts: Parts) -> Iterator[Refusal]:
    """Consent refused needs a pseudonym, the person's own and the target's alike; a name behind a pseudonym stands
    nowhere in the words that go out.
    """
    if isinstance(parts, AlertParts):
        yield from _refusals_of_targets(parts)
    else:
        yield from _refusals_of_persons(parts)
    # Reading all words costs an import more than all its other checks.
    if _names_behind_pseudonyms(parts) and _gives_hidden_name(parts, _all_words(parts)):
        yield Refusal("name_in_text", _("A text still gives the name of somebody who has a pseudonym."))


def refusals_of_note(parts: Parts, note: Labels) -> Iterator[Refusal]:
    """The note of a correction is public too."""
    if _gives_hidden_name(parts, " ".join(note.values())):
        yield Refusal("name_in_note", _("The note gives the name of somebody who has a pseudonym."))


def _gives_hidden_name(parts: Parts, words: str) -> bool:
    folded = words.casefold()
    return any(name.casefold() in folded for name in _names_behind_pseudonyms(parts))


def _refusals_of_targets(parts: AlertParts) -> Iterator[Refusal]:
    for target in parts.targets:
        if not target.name or target.pseudonym:
            continue
        person = _standing(target.person)
        if target.consent == Consent.REFUSED or (person and person.consent == Consent.REFUSED):
            yield Refusal("consent_refused", _("A target does not agree to be named: give a pseudonym."))
        elif person and person.pseudonym:
            yield Refusal(
                "person_has_pseudonym", _("A target is a person with a pseudonym: give it here too.")
            )


def _refusals_of_persons(parts: CaseParts) -> Iterator[Refusal]:
    for row in parts.persons:
        person = row.row.person
        if person.consent == Consent.REFUSED and not person.pseudonym:
            yield Refusal(
                "consent_refused",
                _("A person of the case does not agree to be named: give them a pseudonym."),
            )


def _standing(person: Person | None) -> Person | None:
    return (person.merged_into or person) if person else None


def _names_behind_pseudonyms(parts: Parts) -> set[str]:
    names: set[str] = set()
    if isinstance(parts, AlertParts):
        for target in parts.targets:
            if target.pseudonym:
                names |= {target.name, *target.variants, *_names_of(_standing(target.person))}
    else:
        for row in parts.persons:
            if row.row.person.pseudonym:
                names |= _names_of(row.row.person)
    return names - {""}


def _names_of(person: Person | None) -> set[str]:
    return {*person.names.values(), *person.variants} if person else set()


def _all_words(parts: Parts) -> str:
    """The texts, and what else an editor writes that is published word for word."""
    pieces = [html_to_text(words) for text in texts_of(parts).values() for words in text.values()]
    if isinstance(parts, AlertParts):
        pieces += [words for action in parts.actions for words in (action.text or {}).values()]
        for row in parts.attachments:
            # The file of a form that is being filled in may not have come yet.
            name = row.file.name if getattr(row, "file", None) else ""
            pieces += [name, row.credit, *(row.caption or {}).values()]
    return " ".join(pieces)
