"""Whose names stand behind pseudonyms in a record, and all the words in which they could come out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from ifex.foundations.core.html import words_and_addresses
from ifex.network.archive.enums import Consent
from ifex.network.archive.models import Person, Target

from .facts import Facts, Texts, facts_of, texts_of
from .parts import AlertParts, CaseParts, Parts

_NO_WORDS = frozenset(
    [
        "kind", "gender", "nationality", "gender_factor", "person", "organisation", "certainty", "sha256", "type",
        "precision", "situation", "country", "from", "until", "closes",
    ]
)  # fmt: skip
_FACTS_WITH_WORDS = ("place", "targets", "perpetrators", "sources", "actions", "attachments", "persons")


def hidden_names(parts: Parts) -> set[str]:
    """Every name, in every spelling known, of those who stand there under a pseudonym or do not agree to be named.

    No query for a record without any.
    """
    found = _hidden_in_alert(parts) if isinstance(parts, AlertParts) else _hidden_in_case(parts)
    return {name for name in found if name}


def shown_names(parts: Parts) -> set[str]:
    """The names that the record gives openly, pseudonyms among them."""
    if isinstance(parts, AlertParts):
        targets = [target for target in parts.targets if not _is_hidden(target)]
        found = {name for target in targets for name in (target.name, *target.variants)}
        found |= {row.name for row in parts.perpetrators}
    else:
        people = [row.row.person for row in parts.persons if may_be_named(row.row.person)]
        found = {name for person in people for name in person.names.values()}
    return found | pseudonyms(parts)


def pseudonyms(parts: Parts) -> set[str]:
    """What stands for the names that are hidden."""
    if isinstance(parts, AlertParts):
        return {target.pseudonym for target in parts.targets}
    people = [row.row.person for row in parts.persons]
    return {name for person in people for name in (person.pseudonym, person.standing.pseudonym)}


def _hidden_in_alert(parts: AlertParts) -> Iterator[str]:
    for target in parts.targets:
        if _is_hidden(target):
            yield target.name
            yield from target.variants
            if target.person is not None:
                yield from _names_of(target.person)


def _is_hidden(target: Target) -> bool:
    if target.pseudonym or target.consent == Consent.REFUSED:
        return True
    return target.person is not None and not may_be_named(target.person)


def _hidden_in_case(parts: CaseParts) -> Iterator[str]:
    for row in parts.persons:
        if not may_be_named(row.row.person):
            yield from _names_of(row.row.person)


def may_be_named(person: Person) -> bool:
    """By their own row and by that of whom they are part of."""
    return person.may_be_named and person.standing.may_be_named


def _names_of(person: Person) -> Iterator[str]:
    """Their own, those of whom they are part of, and those of everybody merged with them."""
    standing = person.standing
    # An import asks before its rows are stored: nobody is merged with those yet.
    merged: Iterable[Person] = standing.merged.all() if standing.pk else []
    for row in (person, standing, *merged):
        yield from row.names.values()
        yield from row.variants


def words_that_go_out(parts: Parts) -> Iterator[str]:
    """Each piece of text that would be published: the languages, and whatever the facts say in words."""
    if isinstance(parts, AlertParts):
        # The file of a form that is being filled in may not have come yet.
        parts = replace(parts, attachments=[row for row in parts.attachments if row.file_id])
    return words_of(facts_of(parts), texts_of(parts))


def words_of(facts: Facts, texts: Texts) -> Iterator[str]:
    """As `words_that_go_out`, of what is published."""
    for text in texts.values():
        for words in text.values():
            yield from words_and_addresses(words)
    for key in _FACTS_WITH_WORDS:
        yield from _strings_in(facts.get(key))


def _strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield unquote(value)
    elif isinstance(value, list):
        for item in value:
            yield from _strings_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "facts":
                yield from _free_words_in(item)
            elif key not in _NO_WORDS:
                yield from _strings_in(item)


def _free_words_in(value: Any) -> Iterator[str]:
    """What a source tells otherwise: also what each is called, as an editor types it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield unquote(str(key))
            yield from _free_words_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _free_words_in(item)
    elif value is not None:
        yield unquote(str(value))
