"""The facts of a record or a publication as labels and words, for editors to read and to compare."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.labels import pick_label
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, labels_of, term_label
from ifex.network.archive.enums import Consent, DatePrecision, Gender, PlacePrecision
from ifex.network.archive.presenters.words import place_labels

Facts = dict[str, Any]


@dataclass(frozen=True)
class FactInWords:
    """`key` is that of the interchange format; each of `lines` stands by itself."""

    key: str
    label: Any
    lines: list[str]


def facts_in_words(facts: Facts) -> list[FactInWords]:
    """In a fixed order; what is empty is left out."""
    shown = (FactInWords(key, label, [line for line in tell(facts) if line]) for key, label, tell in _TELLERS)
    return [fact for fact in shown if fact.lines]


def _terms(key: str, vocabulary: str) -> Any:
    def tell(facts: Facts) -> list[str]:
        value = facts.get(key)
        return labels_of(vocabulary, value if isinstance(value, list) else [value] if value else [])

    return tell


def _plain(key: str) -> Any:
    return lambda facts: [str(facts.get(key) or "")]


def _happened(facts: Facts) -> Iterator[str]:
    happened = facts.get("happened") or {}
    days = [day for day in (happened.get("from"), happened.get("to")) if day]
    precision = dict(DatePrecision.choices).get(happened.get("precision"), "")
    if days:
        yield f"{' – '.join(days)} ({precision})"


def _countries(facts: Facts) -> list[str]:
    return [country_label(code) for code in facts.get("countries", [])]


def _international(facts: Facts) -> Iterator[str]:
    if facts.get("international"):
        yield from place_labels(facts)


def _place(facts: Facts) -> Iterator[str]:
    place = facts.get("place")
    if place:
        where = [place["name"]]
        if place["lat"] is not None:
            where.append(f"{place['lat']}, {place['lon']}")
        where.append(str(dict(PlacePrecision.choices).get(place["precision"], "")))
        yield " · ".join(part for part in where if part)


def _targets(facts: Facts) -> Iterator[str]:
    for target in facts.get("targets", []):
        yield _joined(
            target["name"] or _("Not named"),
            _("(pseudonym)") if target.get("is_pseudonym") else "",
            ", ".join(target.get("variants") or []),
            term_label(Vocabulary.TARGET_KINDS, target["kind"]),
            "" if target["gender"] == Gender.UNKNOWN else dict(Gender.choices).get(target["gender"], ""),
            country_label(target.get("nationality")),
            target.get("outlet"),
            dict(Consent.choices).get(target.get("consent"), ""),
            term_label(Vocabulary.GENDER_FACTORS, target.get("gender_factor")),
        )


def _perpetrators(facts: Facts) -> Iterator[str]:
    for row in facts.get("perpetrators", []):
        yield _joined(
            term_label(Vocabulary.PERPETRATOR_KINDS, row["kind"]),
            row["name"],
            term_label(Vocabulary.PERPETRATOR_CERTAINTY, row["certainty"]),
            row["claimed_by"],
        )


def _sources(facts: Facts) -> Iterator[str]:
    for source in facts.get("sources", []):
        differing = [f"{key}: {value}" for key, value in (source.get("facts") or {}).items()]
        yield _joined(source.get("name") or _("The network"), source.get("url"), *differing)


def _actions(facts: Facts) -> Iterator[str]:
    for action in facts.get("actions", []):
        kind = term_label(Vocabulary.RECOMMENDED_ACTIONS, action["kind"])
        to = [_joined(*row.values()) for row in [*action["to"], *action["copies"]]]
        yield _joined(kind, pick_label(action["text"]), *to, action["closes"])


def _attachments(facts: Facts) -> Iterator[str]:
    for row in facts.get("attachments", []):
        words = (pick_label(row.get(name)) for name in ("alternative_text", "caption"))
        lead = _("lead photograph") if row.get("is_lead") else ""
        yield _joined(row["name"], lead, *words, row["credit"], row.get("licence"))


def _persons(facts: Facts) -> Iterator[str]:
    for person in facts.get("persons", []):
        name = person.get("pseudonym") or pick_label(person["names"])
        for span in person["situations"] or [None]:
            yield _joined(name, *(_span(span) if span else []))


def _span(span: Facts) -> list[Any]:
    return [
        term_label(Vocabulary.PERSON_SITUATIONS, span["situation"]),
        f"{span['from']} – {span['until'] or '…'}",
        country_label(span["country"]),
        span["source"],
    ]


def _joined(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


_TELLERS = [
    ("kind", _("Kind"), _terms("kind", Vocabulary.ALERT_KINDS)),
    ("urgency", _("Urgency"), _terms("urgency", Vocabulary.URGENCY_LEVELS)),
    ("status", _("State of the file"), _terms("status", Vocabulary.CASE_STATUSES)),
    ("happened", _("Happened on"), _happened),
    ("opened", _("Opened on"), _plain("opened")),
    ("violated", _("Day of the crime"), _plain("violated")),
    ("countries", _("Countries"), _countries),
    ("international", _("Region"), _international),
    ("place", _("Place"), _place),
    ("violations", _("Violations"), _terms("violations", Vocabulary.VIOLATION_TYPES)),
    ("issues", _("Issues"), _terms("issues", Vocabulary.ISSUE_AREAS)),
    ("developments", _("Positive developments"), _terms("developments", Vocabulary.POSITIVE_DEVELOPMENTS)),
    ("targets", _("Targets"), _targets),
    ("perpetrators", _("Perpetrators"), _perpetrators),
    ("persons", _("Persons and their situations"), _persons),
    ("accountability", _("Accountability"), _terms("accountability", Vocabulary.ACCOUNTABILITY_STATUSES)),
    ("accountability_on", _("Accountability since"), _plain("accountability_on")),
    ("expression_link", _("Link to free expression"), _terms("expression_link", Vocabulary.EXPRESSION_LINKS)),
    ("verification", _("Verification"), _terms("verification", Vocabulary.VERIFICATION_LEVELS)),
    ("sources", _("Sources"), _sources),
    ("actions", _("Recommended actions"), _actions),
    ("case", _("Case"), _plain("case")),
    ("updates", _("Updates the earlier alert"), _plain("updates")),
    ("attachments", _("Attachments"), _attachments),
    ("source_language", _("Source language"), _plain("source_language")),
]
