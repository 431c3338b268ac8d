"""What keeps an alert or case from going out. Rooms above add gates of their own (statements, reports, consent)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.html import html_to_text
from ifex.network.archive.enums import Consent

from .facts import texts_of
from .parts import AlertParts, Parts


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
    if not alert.country and "countries" not in alert.unmapped:
        yield Refusal("no_country", _("No country is given."))
    if alert.happened_to and alert.happened_from and alert.happened_to < alert.happened_from:
        yield Refusal("dates_crossed", _("It ends before it begins."))


def gate_of_names(parts: Parts) -> Iterator[Refusal]:
    """Consent refused needs a pseudonym; a name behind a pseudonym stands nowhere in the texts."""
    if not isinstance(parts, AlertParts):
        return
    words = ""
    for target in parts.targets:
        refused = target.consent == Consent.REFUSED
        if refused and target.name and not target.pseudonym:
            yield Refusal("consent_refused", _("A target does not agree to be named: give a pseudonym."))
        if target.pseudonym:
            words = words or _all_words(parts)
            hidden = [name for name in [target.name, *target.variants] if name]
            if any(name.casefold() in words for name in hidden):
                yield Refusal(
                    "name_in_text", _("A text still gives the name of somebody who has a pseudonym.")
                )


def _all_words(parts: Parts) -> str:
    return " ".join(
        html_to_text(words) for text in texts_of(parts).values() for words in text.values()
    ).casefold()
