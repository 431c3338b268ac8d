"""What an alert says otherwise than the one it updates: it may be right, but it says so."""

from collections.abc import Iterator
from typing import Any

from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.enums import Gender, SubjectKind
from ifex.network.archive.models import Publication, Target

from .parts import AlertParts

Facts = dict[str, Any]


def contradictions_of(parts: AlertParts) -> tuple[str, ...]:
    """Each as `what it was → what it is now`. Nothing for an alert that updates none that is published."""
    if parts.record.updates is None:
        return ()
    earlier = Publication.objects.filter(
        kind=SubjectKind.ALERT, uid=parts.record.updates.uid, valid_to=None
    ).first()
    return tuple(_differences(parts, earlier.facts)) if earlier and earlier.facts else ()


def _differences(parts: AlertParts, earlier: Facts) -> Iterator[str]:
    alert, then = parts.record, earlier["happened"]["from"]
    if then and alert.happened_from and alert.happened_from.isoformat() < then:
        yield f"{then} → {alert.happened_from.isoformat()}"
    if earlier["countries"] and alert.country and alert.country not in earlier["countries"]:
        yield f"{country_label(earlier['countries'][0])} → {country_label(alert.country)}"
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
