"""Two publications of the same record, field by field and word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from ifex.foundations.core.differences import mark_lines, mark_words
from ifex.foundations.core.languages import LANGUAGE_TABLE, Language
from ifex.network.archive.models import AlertText, CaseText, Publication

from .facts_in_words import facts_in_words


@dataclass(frozen=True)
class Difference:
    """`marked` is safe HTML with ins and del. `language` is None for facts."""

    label: Any
    marked: SafeString
    language: Language | None = None


def differences_between(before: Publication, after: Publication) -> list[Difference]:
    """Facts first, in the order in which editors read them, then texts by language. [] where both say the same."""
    return [*_of_facts(before, after), *_of_texts(before, after)]


def _of_facts(before: Publication, after: Publication) -> Iterator[Difference]:
    old = {fact.key: fact for fact in facts_in_words(before.facts)}
    new = {fact.key: fact for fact in facts_in_words(after.facts)}
    for key in dict.fromkeys([*old, *new]):
        lines = [side[key].lines if key in side else [] for side in (old, new)]
        if lines[0] != lines[1]:
            yield Difference((new.get(key) or old[key]).label, mark_lines(*lines))


def _of_texts(before: Publication, after: Publication) -> Iterator[Difference]:
    model = AlertText if after.kind == "alert" else CaseText
    for language in LANGUAGE_TABLE:
        old, new = before.texts.get(language.code, {}), after.texts.get(language.code, {})
        for name in dict.fromkeys([*old, *new]):
            if old.get(name, "") != new.get(name, ""):
                label = model._meta.get_field(name).verbose_name
                yield Difference(label, mark_words(old.get(name, ""), new.get(name, "")), language)
