"""The alert of the interchange format."""

from typing import Any

from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.network.archive.domain.parts import AlertParts
from ifex.network.archive.enums import Answer, Consent, DatePrecision, Gender, PlacePrecision
from ifex.network.archive.models import (
    Alert,
    AlertAttachment,
    AlertText,
    Perpetrator,
    RecommendedAction,
    Source,
    Target,
)

from .reading import (
    Entry,
    demand_uid,
    digest_of,
    reads,
    take_extra,
    take_legacy_paths,
    take_publication,
    take_source_language,
    take_state,
    take_versions,
)
from .references import References
from .values import (
    Object,
    Unreadable,
    take_choice,
    take_date,
    take_each,
    take_flag,
    take_html,
    take_labels,
    take_moment,
    take_number,
    take_object,
    take_objects,
    take_text,
    take_texts,
    take_uid,
    take_within,
    take_words,
)
from .vocabulary import Terms, take_unmapped

ALERT_KEYS = frozenset(
    [
        "type",
        "uid",
        "kind",
        "urgency",
        "published",
        "embargo_until",
        "happened",
        "countries",
        "international",
        "place",
        "issues",
        "violations",
        "developments",
        "targets",
        "perpetrators",
        "expression_link",
        "verification",
        "sources",
        "actions",
        "case",
        "updates",
        "legacy_urls",
        "attachments",
        "corrections",
        "versions",
        "extra",
        "state",
        "source_language",
        "publications",
        "unmapped",
        "overruled",
        "maps",
        "safety",
    ]
)
SAFETY_KEYS = ("naming_may_harm", "is_member_at_risk", "concerns_minors")
ADDRESSEE_KEYS = ("name", "post", "address", "phone", "fax", "email", "url")


@reads("alert")
def read_alert(item: Object, references: References, terms: Terms) -> Entry:
    uid = demand_uid(item)
    versions = take_versions(item)
    alert = Alert(uid=uid, imported_digest=digest_of(item), extra=take_extra(item, ALERT_KEYS))
    alert.source_language = take_source_language(item, versions)
    alert.embargo_until = take_moment(item, "embargo_until")
    take_within(item, "safety", lambda safety: _read_safety(alert, safety))
    take_within(item, "happened", lambda happened: _read_happened(alert, happened))
    _read_classification(alert, item, terms)
    take_within(item, "place", lambda place: _read_place(alert, place))
    entry = take_publication(
        item, Entry("alert", uid, alert.imported_digest, AlertParts(alert)), references, alert.happened_from
    )
    _read_references(entry, alert, item, references)
    entry.parts = AlertParts(
        record=alert,
        texts=[_read_text(alert, code, version, entry) for code, version in versions.items()],
        targets=_numbered(
            take_each(item, "targets", lambda row: _read_target(alert, row, references, terms))
        ),
        perpetrators=_numbered(
            take_each(item, "perpetrators", lambda row: _read_perpetrator(alert, row, terms))
        ),
        sources=_numbered(take_each(item, "sources", lambda row: _read_source(alert, row, references))),
        actions=_numbered(take_each(item, "actions", lambda row: _read_action(alert, row, terms))),
        legacy_paths=take_legacy_paths(item),
    )
    _read_attachments(entry.parts, item, references)
    alert.unmapped = take_unmapped(item, terms)
    return entry


def _read_safety(alert: Alert, safety: Object) -> None:
    for key in SAFETY_KEYS:
        setattr(alert, key, take_choice(safety, key, Answer, ""))


def _read_happened(alert: Alert, happened: Object) -> None:
    alert.happened_from = take_date(happened, "from")
    alert.happened_to = take_date(happened, "to")
    default = DatePrecision.DAY if alert.happened_from else DatePrecision.UNKNOWN
    alert.happened_precision = take_choice(happened, "precision", DatePrecision, default)
    if alert.happened_to and (not alert.happened_from or alert.happened_to < alert.happened_from):
        raise Unreadable("to is before the day in from, or stands alone")


def _read_classification(alert: Alert, item: Object, terms: Terms) -> None:
    year = alert.happened_from.year if alert.happened_from else None
    alert.kind = terms.take_term(item, "kind", Vocabulary.ALERT_KINDS, default="alert")
    alert.urgency = terms.take_term(item, "urgency", Vocabulary.URGENCY_LEVELS, default="standard")
    alert.country, alert.further_countries = _first_and_rest(
        terms.take_countries(item, "countries", year=year)
    )
    alert.is_international = take_flag(item, "international")
    issues = terms.take_terms(item, "issues", Vocabulary.ISSUE_AREAS)
    alert.primary_issue, alert.further_issues = _first_and_rest(issues)
    violations = terms.take_terms(item, "violations", Vocabulary.VIOLATION_TYPES)
    alert.primary_violation, alert.further_violations = _first_and_rest(violations)
    alert.developments = terms.take_terms(item, "developments", Vocabulary.POSITIVE_DEVELOPMENTS)
    alert.expression_link = terms.take_term(item, "expression_link", Vocabulary.EXPRESSION_LINKS)
    alert.verification = terms.take_term(item, "verification", Vocabulary.VERIFICATION_LEVELS)


def _read_place(alert: Alert, place: Object) -> None:
    alert.place_name = take_text(place, "name", at_most=200)
    alert.place_latitude = take_number(place, "lat", least=-90, most=90)
    alert.place_longitude = take_number(place, "lon", least=-180, most=180)
    if (alert.place_latitude is None) != (alert.place_longitude is None):
        raise Unreadable("lat and lon go together: one is missing")
    alert.place_precision = take_choice(place, "precision", PlacePrecision, PlacePrecision.CITY)


def _read_references(entry: Entry, alert: Alert, item: Object, references: References) -> None:
    case, updates = take_uid(item, "case"), take_uid(item, "updates")
    if updates == alert.uid:
        raise Unreadable("updates names the alert itself")
    if case:
        alert.case = references.cases.get(case)
        if alert.case is None:
            entry.pending["case"] = case
    if updates:
        alert.updates = references.alerts.get(updates)
        if alert.updates is None:
            entry.pending["updates"] = updates


def _read_text(alert: Alert, code: str, version: Object, entry: Entry) -> AlertText:
    try:
        return AlertText(
            alert=alert,
            language=code,
            state=take_state(version, entry.published is not None),
            title=take_words(version, "title"),
            summary=take_words(version, "summary", at_most=5_000),
            body=take_html(version, "body"),
            motive=take_words(version, "motive", at_most=5_000),
            justification=take_words(version, "justification", at_most=5_000),
        )
    except Unreadable as wrong:
        raise Unreadable(f"versions.{code}.{wrong}") from None


def _read_target(alert: Alert, row: Object, references: References, terms: Terms) -> Target:
    person, organisation = take_uid(row, "person"), take_text(row, "organisation")
    if person and person not in references.persons:
        raise Unreadable(f"person is {person!r}, whom neither the archive nor an earlier line knows")
    return Target(
        alert=alert,
        name=take_text(row, "name"),
        variants=take_texts(row, "variants"),
        kind=terms.take_term(row, "kind", Vocabulary.TARGET_KINDS, default="journalists"),
        gender=take_choice(row, "gender", Gender, Gender.UNKNOWN),
        nationality=terms.take_country(row, "nationality"),
        outlet=take_text(row, "outlet"),
        pseudonym=take_text(row, "pseudonym", at_most=200),
        consent=take_choice(row, "consent", Consent, Consent.UNKNOWN),
        gender_factor=terms.take_term(row, "gender_factor", Vocabulary.GENDER_FACTORS, default="unknown"),
        person=references.persons[person] if person else None,
        organisation=references.find_organisation(organisation) if organisation else None,
    )


def _read_perpetrator(alert: Alert, row: Object, terms: Terms) -> Perpetrator:
    return Perpetrator(
        alert=alert,
        kind=terms.take_term(row, "kind", Vocabulary.PERPETRATOR_KINDS, default="unknown"),
        name=take_text(row, "name"),
        certainty=terms.take_term(row, "certainty", Vocabulary.PERPETRATOR_CERTAINTY, default="unknown"),
        claimed_by=take_text(row, "claimed_by"),
    )


def _read_source(alert: Alert, row: Object, references: References) -> Source:
    named = take_text(row, "organisation")
    url = take_text(row, "url", at_most=1_000)
    if url and not url.startswith(("http://", "https://")):
        raise Unreadable(f"url is {url[:80]!r}, not an address that begins with http")
    organisation = references.find_organisation(named) if named else None
    return Source(
        alert=alert,
        organisation=organisation,
        name="" if organisation else named or take_text(row, "name"),
        url=url,
        facts=take_object(row, "facts"),
    )


def _read_action(alert: Alert, row: Object, terms: Terms) -> RecommendedAction:
    return RecommendedAction(
        alert=alert,
        kind=terms.take_term(row, "kind", Vocabulary.RECOMMENDED_ACTIONS, default="write-to-authorities"),
        text=take_labels(row, "text", LANGUAGE_CODES),
        addressees=take_each(row, "to", _addressee),
        copies=take_each(row, "copies", _addressee),
        closes_on=take_date(row, "closes"),
    )


def _read_attachments(parts: AlertParts, item: Object, references: References) -> None:
    """Files that came with the import or are public are attached; of others the entry is kept in `extra`."""
    rows = take_objects(item, "attachments")
    missing = [row for row in rows if row.get("sha256") not in references.files]
    if missing:
        parts.record.extra = parts.record.extra | {"attachments": missing}
    parts.attachments = _numbered([
        AlertAttachment(alert=parts.record, file=references.files[row["sha256"]], **read_attachment(row))
        for row in rows if row not in missing
    ])  # fmt: skip


def read_attachment(row: Object) -> dict[str, Any]:
    """What is said of an attached file, as the fields of its row. Raises Unreadable."""
    return {
        "is_lead": take_flag(row, "is_lead"),
        "caption": take_labels(row, "caption", LANGUAGE_CODES),
        "alternative_text": take_labels(row, "alternative_text", LANGUAGE_CODES),
        "credit": take_text(row, "credit", at_most=200),
        "licence": take_text(row, "licence", at_most=200),
    }


def _addressee(row: Object) -> dict[str, str]:
    return {key: text for key in ADDRESSEE_KEYS if (text := take_text(row, key, at_most=1_000))}


def _first_and_rest(values: list[str]) -> tuple[str, list[str]]:
    return (values[0], values[1:]) if values else ("", [])


def _numbered(rows: list[Any]) -> list[Any]:
    for number, row in enumerate(rows):
        row.sort_order = number
    return rows
