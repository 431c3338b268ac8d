"""What an alert says otherwise than the one it updates, or than others of its case: it may be right, but it says so."""

from collections.abc import Iterator
from typing import Any

from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.enums import Gender, RecordState, SubjectKind
from ifex.network.archive.models import Alert, Publication, Target

from .parts import AlertParts

Facts = dict[str, Any]


MOST_OF_A_CASE = 50
"""So many of a case's newest alerts are compared."""


def contradictions_of(parts: AlertParts) -> tuple[str, ...]:
    """Each once, as `what it was → what it is now`. When and where are compared with the alert that this one updates: a
    case goes on in time and may move; whom it hit with every published alert of the case.
    """
    found: list[str] = []
    updated = parts.record.updates
    if updated is not None:
        for facts in _published_facts([updated.uid]):
            found += _of_the_event(parts, facts)
            found += _of_whom_it_hit(parts, facts)
    for facts in _published_facts(_others_of_the_case(parts.record)):
        found += _of_whom_it_hit(parts, facts)
    return tuple(dict.fromkeys(found))


def _others_of_the_case(alert: Alert) -> list[str]:
    if alert.case_id is None:
        return []
    others = Alert.objects.filter(case=alert.case_id, state=RecordState.PUBLISHED).exclude(pk=alert.pk)
    return list(others.order_by("-published_at", "-pk").values_list("uid", flat=True)[:MOST_OF_A_CASE])


def _published_facts(uids: list[str]) -> list[Facts]:
    rows = Publication.objects.filter(kind=SubjectKind.ALERT, uid__in=uids, valid_to=None) if uids else []
    return [row.facts for row in rows if row.facts]


def _of_the_event(parts: AlertParts, earlier: Facts) -> Iterator[str]:
    alert, then = parts.record, earlier["happened"]["from"]
    if then and alert.happened_from and alert.happened_from.isoformat() < then:
        yield f"{then} → {alert.happened_from.isoformat()}"
    if earlier["countries"] and alert.country and alert.country not in earlier["countries"]:
        yield f"{country_label(earlier['countries'][0])} → {country_label(alert.country)}"


def _of_whom_it_hit(parts: AlertParts, earlier: Facts) -> Iterator[str]:
    told = {row["name"].casefold(): row for row in earlier["targets"] if row["name"]}
    for target in parts.targets:
        row = told.get(target.name.casefold())
        if row is not None and not target.pseudonym:
            yield from _of_target(target, row)


def _of_target(target: Target, row: Facts) -> Iterator[str]:
    known = (Gender.FEMALE, Gender.MALE, Gender.OTHER)
    if row["gender"] in known and target.gender in known and row["gender"] != target.gender:
        yield f"{target.name}: {Gender(row['gender']).label} → {Gender(target.gender).label}"
    if row["kind"] != target.kind:
        kinds = (term_label(Vocabulary.TARGET_KINDS, slug) for slug in (row["kind"], target.kind))
        yield f"{target.name}: {' → '.join(kinds)}"
    if row.get("nationality") and target.nationality and row["nationality"] != target.nationality:
        yield f"{target.name}: {country_label(row['nationality'])} → {country_label(target.nationality)}"
