"""Names for the slugs of an answer, from memory."""

from collections.abc import Iterable, Iterator
from typing import Any

from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label

Object = dict[str, Any]

PATHS: dict[str, tuple[tuple[str, str], ...]] = {
    "alert": (
        ("kind", Vocabulary.ALERT_KINDS),
        ("urgency", Vocabulary.URGENCY_LEVELS),
        ("countries", COUNTRIES),
        ("issues", Vocabulary.ISSUE_AREAS),
        ("violations", Vocabulary.VIOLATION_TYPES),
        ("targets.kind", Vocabulary.TARGET_KINDS),
        ("targets.gender_factor", Vocabulary.GENDER_FACTORS),
        ("targets.nationality", COUNTRIES),
        ("perpetrators.kind", Vocabulary.PERPETRATOR_KINDS),
        ("perpetrators.certainty", Vocabulary.PERPETRATOR_CERTAINTY),
        ("expression_link", Vocabulary.EXPRESSION_LINKS),
        ("verification", Vocabulary.VERIFICATION_LEVELS),
        ("actions.kind", Vocabulary.RECOMMENDED_ACTIONS),
    ),
    "case": (
        ("status", Vocabulary.CASE_STATUSES),
        ("countries", COUNTRIES),
        ("accountability", Vocabulary.ACCOUNTABILITY_STATUSES),
        ("persons.situations.situation", Vocabulary.PERSON_SITUATIONS),
        ("persons.situations.country", COUNTRIES),
    ),
    "person": (("kind", Vocabulary.TARGET_KINDS), ("nationalities", COUNTRIES)),
    "organisation": (("country", COUNTRIES), ("standings.status", Vocabulary.MEMBERSHIP_STATUSES)),
    "situation": (("situation", Vocabulary.PERSON_SITUATIONS), ("country", COUNTRIES)),
}
"""Where slugs stand in each kind of object, and of which vocabulary they are."""


def labels_for(kind: str, items: Iterable[Object], language: str) -> dict[str, dict[str, str]]:
    """`{vocabulary: {slug: name}}` for every slug that the items use."""
    found: dict[str, dict[str, str]] = {}
    for item in items:
        for path, vocabulary in PATHS[kind]:
            for slug in _values_at(item, path.split(".")):
                found.setdefault(str(vocabulary), {}).setdefault(slug, _label(vocabulary, slug, language))
    return found


def _label(vocabulary: str, slug: str, language: str) -> str:
    if vocabulary == COUNTRIES:
        return country_label(slug, language)
    return term_label(vocabulary, slug, language)


def _values_at(value: Any, path: list[str]) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _values_at(one, path)
    elif path:
        if isinstance(value, dict):
            yield from _values_at(value.get(path[0]), path[1:])
    elif isinstance(value, str) and value:
        yield value
