"""What each field of the public data means, its type and its values: in every language, from the JSON Schema, the
models and the vocabularies themselves.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import ForeignObjectRel, Model
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import vocabulary
from ifex.network.archive.models import (
    Alert,
    AlertAttachment,
    AlertText,
    Case,
    CasePerson,
    CaseText,
    Perpetrator,
    Person,
    RecommendedAction,
    Situation,
    Source,
    Target,
)
from ifex.network.members.models import Organisation, OrganisationText, Standing

Schema = dict[str, Any]

NOT_PUBLIC = frozenset(
    [
        "state",
        "publications",
        "unmapped",
        "extra",
        "embargo_until",
        "safety",
        "merged_into",
        "hidden",
        "born",
        "consent",
        "type",
    ]
)
"""Keys of the interchange format that no public object has (of persons also `pseudonym`), and the one all have."""

VOCABULARY_OF = {
    "alert.kind": Vocabulary.ALERT_KINDS,
    "alert.urgency": Vocabulary.URGENCY_LEVELS,
    "alert.issues": Vocabulary.ISSUE_AREAS,
    "alert.violations": Vocabulary.VIOLATION_TYPES,
    "alert.developments": Vocabulary.POSITIVE_DEVELOPMENTS,
    "alert.targets.kind": Vocabulary.TARGET_KINDS,
    "alert.targets.gender_factor": Vocabulary.GENDER_FACTORS,
    "alert.perpetrators.kind": Vocabulary.PERPETRATOR_KINDS,
    "alert.perpetrators.certainty": Vocabulary.PERPETRATOR_CERTAINTY,
    "alert.expression_link": Vocabulary.EXPRESSION_LINKS,
    "alert.verification": Vocabulary.VERIFICATION_LEVELS,
    "alert.actions.kind": Vocabulary.RECOMMENDED_ACTIONS,
    "case.status": Vocabulary.CASE_STATUSES,
    "case.accountability": Vocabulary.ACCOUNTABILITY_STATUSES,
    "case.persons.situations.situation": Vocabulary.PERSON_SITUATIONS,
    "person.kind": Vocabulary.TARGET_KINDS,
    "organisation.standings.status": Vocabulary.MEMBERSHIP_STATUSES,
}
_MODELS: dict[str, type[Model]] = {
    "alert": Alert,
    "alert.targets": Target,
    "alert.perpetrators": Perpetrator,
    "alert.sources": Source,
    "alert.actions": RecommendedAction,
    "alert.attachments": AlertAttachment,
    "alert.versions": AlertText,
    "case": Case,
    "case.persons": CasePerson,
    "case.persons.situations": Situation,
    "case.versions": CaseText,
    "person": Person,
    "organisation": Organisation,
    "organisation.standings": Standing,
    "organisation.versions": OrganisationText,
}
_FIELD_OF_KEY = {
    "published": "published_at", "countries": "country", "opened": "opened_on", "violated": "violated_on",
    "founded": "founded_year", "from": "from_on", "until": "until_on", "to": "addressees", "closes": "closes_on",
}  # fmt: skip
_FIELD_OF_PATH = {
    "alert.happened.from": "happened_from",
    "alert.happened.to": "happened_to",
    "alert.happened.precision": "happened_precision",
    "alert.place.name": "place_name",
    "alert.place.lat": "place_latitude",
    "alert.place.lon": "place_longitude",
    "alert.place.precision": "place_precision",
}

_WORDS = {
    "happened": gettext_lazy("date of the event"),
    "place": gettext_lazy("place"),
    "versions": gettext_lazy("texts, by language"),
    "legacy_urls": gettext_lazy("earlier addresses"),
    "corrections": gettext_lazy("public corrections and withdrawals"),
    "at": gettext_lazy("moment"),
    "note": gettext_lazy("what changed"),
    "maps": gettext_lazy("place in other classifications"),
    "names": gettext_lazy("names"),
    "pseudonym": gettext_lazy("pseudonym"),
    "width": gettext_lazy("width"),
    "height": gettext_lazy("height"),
}
"""Of keys that no field of a model stands behind."""


@cache
def schema() -> Schema:
    """The JSON Schema of the interchange format."""
    text = Path(__file__).with_name("schema.json").read_text("utf-8")
    return dict(json.loads(text))


def codebook_text(language: str, day: str, files: Mapping[str, str], counts: Counter[str]) -> str:
    """Markdown. `files` maps each type of object to its file, `counts` to how many there are."""
    with translation.override(language):
        parts = [
            f"# {settings.IFEX_NAME}: " + _("public archive, as known on %(day)s") % {"day": day},
            *(f"- `{name}`: {counts[kind]}" for kind, name in files.items()),
            "",
            *_how_to_read(),
        ]
        for kind in files:
            parts += ["", f"## `{kind}`", "", *_table_of(kind)]
        for name in dict.fromkeys(VOCABULARY_OF.values()):
            parts += ["", f"## `{name.value}`: {name.label}", "", *_terms_of(name, language)]
    return "\n".join([*parts, ""])


def _how_to_read() -> list[str]:
    return [
        _("One JSON object a line, interchange format version 1; the exact rules are in schema.json."),
        _(
            "The first of the issues and of the violations is the primary one. Totals count the primary violation "
            "only, and laws are no incidents."
        ),
        _(
            "“maps” places the primary violation in SDG indicator 16.10.1 (null where it does not count there), the "
            "classes of the Committee to Protect Journalists, the categories of the Council of Europe’s Platform and "
            "the HURIDOCS micro-thesauri."
        ),
        _("The precision says how exactly a date is known: a year stands as its first of January."),
        _("Names are absent where a person is shown under a pseudonym."),
        _(
            "vocabularies.json holds every term and country with its names; SHA256SUMS the hash of every file."
        ),
    ]


def _table_of(kind: str) -> Iterator[str]:
    yield _row(_("Field"), _("Type"), _("Meaning"), _("Values"))
    yield "|---|---|---|---|"
    for path, rule in fields_of(kind):
        name = path.removeprefix(f"{kind}.")
        yield _row(f"`{name}`", type_of(rule), meaning_of(path), _values_of(path, rule))


def fields_of(kind: str) -> Iterator[tuple[str, Schema]]:
    """Every field of a public object as a path with dots, with its part of the schema."""
    yield from _walk(kind, schema()["$defs"][kind])


def _walk(path: str, rule: Schema) -> Iterator[tuple[str, Schema]]:
    for key, inner in rule.get("properties", {}).items():
        if key not in NOT_PUBLIC and (path, key) not in {
            ("person", "pseudonym"),
            ("alert.targets", "pseudonym"),
        }:
            yield f"{path}.{key}", inner
            yield from _walk(f"{path}.{key}", _objects_in(inner))


def _objects_in(rule: Schema) -> Schema:
    """The object that a list, a mapping by language, or a choice with null holds."""
    for inner in (rule.get("items"), rule.get("additionalProperties"), *rule.get("anyOf", ())):
        if isinstance(inner, dict) and (found := _objects_in(inner)):
            return found
    return rule if "properties" in rule else {}


def type_of(rule: Schema) -> str:
    """A word of JSON's own, the same in every language: `string (date)`, `array of string`, `object by language`."""
    choices = [one for one in rule.get("anyOf", ()) if one.get("type") != "null" and "const" not in one]
    if choices:
        return type_of(choices[0])
    if rule.get("const") is True:
        return "boolean"
    names = [rule["type"]] if isinstance(rule.get("type"), str) else rule.get("type", ["string"])
    name = str(next(one for one in names if one != "null"))
    if name == "array":
        return f"array of {type_of(rule['items'])}"
    return f"{name} ({rule['format']})" if "format" in rule else name


def meaning_of(path: str) -> str:
    """As the desk names the field, in the active language; "" for what explains itself (a name, an address …)."""
    field = _field_of(path)
    if field is None:
        return str(
            VOCABULARY_OF[path].label if path in VOCABULARY_OF else _WORDS.get(path.rpartition(".")[2], "")
        )
    if isinstance(field, ForeignObjectRel):
        return str(field.related_model._meta.verbose_name_plural)
    return str(field.verbose_name)


def _field_of(path: str) -> Any:
    """The field of a model that stands behind it, or None."""
    owner, _dot, key = path.rpartition(".")
    name = _FIELD_OF_PATH.get(path) or _FIELD_OF_KEY.get(key, key)
    model = Alert if path in _FIELD_OF_PATH else _MODELS.get(owner)
    return next((one for one in model._meta.get_fields() if one.name == name), None) if model else None


def _values_of(path: str, rule: Schema) -> str:
    if path in VOCABULARY_OF:
        return f"→ `{VOCABULARY_OF[path].value}`"
    values = rule.get("enum") or [value for value, _label in getattr(_field_of(path), "choices", None) or ()]
    return ", ".join(f"`{value}`" for value in values)


def _terms_of(name: Vocabulary, language: str) -> Iterator[str]:
    yield _row(_("Value"), _("Name"))
    yield "|---|---|"
    for slug, row in vocabulary(name).items():
        yield _row(f"`{slug}`", row.label(language))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
