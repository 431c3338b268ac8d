"""The archive as interchange objects: for the public from publications alone, in full from the working rows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from ifex.foundations.core.enums import PUBLISHABLE_STATES
from ifex.instruments.taxonomy.domain.crosswalks import (
    coe_category,
    cpj_category,
    huridocs_code,
    sdg_headline_category,
)
from ifex.network.archive.domain.facts import (
    HIDDEN_SOURCE,
    TEXT_FIELDS,
    action_facts,
    attachment_facts,
    countries_of,
    perpetrator_facts,
    place_of,
    without_organisation,
)
from ifex.network.archive.domain.parts import AlertParts, CaseParts, parts_of_alert, parts_of_case
from ifex.network.archive.enums import PublicationReason
from ifex.network.archive.models import Alert, Case, LegacyAddress, Person, Publication
from ifex.network.members.directory import hidden_organisations
from ifex.network.members.models import Organisation

Object = dict[str, Any]

PUBLIC_NOTES = (PublicationReason.CORRECTION, PublicationReason.WITHDRAWAL)


def public_alert(
    publication: Publication, *, corrections: list[Object] | None = None, legacy: list[str] | None = None
) -> Object:
    """What a reader may have of an alert, with its place in other people's schemes under `maps`."""
    return {
        "type": "alert",
        "uid": publication.uid,
        **publication.facts,
        "targets": shown_targets(publication.facts),
        "sources": shown_sources(publication.facts),
        "legacy_urls": legacy or [],
        "corrections": corrections or [],
        "maps": maps_of(publication.facts),
        "versions": publication.texts,
    }


def shown_sources(facts: Object) -> list[Object]:
    """The sources as published, but for organisations that have asked to be hidden since then."""
    hidden = hidden_organisations()
    return [HIDDEN_SOURCE if source["organisation"] in hidden else source for source in facts["sources"]]


def shown_targets(facts: Object) -> list[Object]:
    """The targets as published, but for organisations that have asked to be hidden since then."""
    hidden = hidden_organisations()
    targets = facts["targets"]
    return [without_organisation(row) if row.get("organisation") in hidden else row for row in targets]


def public_case(
    publication: Publication, *, corrections: list[Object] | None = None, legacy: list[str] | None = None
) -> Object:
    return {
        "type": "case",
        "uid": publication.uid,
        **publication.facts,
        "legacy_urls": legacy or [],
        "corrections": corrections or [],
        "versions": publication.texts,
    }


def maps_of(facts: Object) -> Object:
    """The primary violation by SDG 16.10.1 (None where it does not count), CPJ, Council of Europe and HURIDOCS."""
    violations = facts["violations"]
    sdg = sdg_headline_category(
        violations,
        target_kinds=[target["kind"] for target in facts["targets"]],
        verification=facts["verification"],
        expression_link=facts["expression_link"],
    )
    return {
        "sdg_16_10_1": sdg,
        "cpj": cpj_category(violations),
        "coe": coe_category(violations),
        "huridocs": huridocs_code(violations),
    }


def public_person(person: Person) -> Object:
    """Only for persons whom a publication names openly."""
    return {
        "type": "person",
        "uid": person.uid,
        "names": person.names,
        "variants": person.variants,
        "kind": person.kind,
        "gender": person.gender,
        "nationalities": person.nationalities,
        "outlets": person.outlets,
    }


def public_organisation(organisation: Organisation) -> Object:
    """Without texts that are still being written."""
    full = full_organisation(organisation)
    ready = {
        code: {"description": text["description"]}
        for code, text in full["versions"].items()
        if text["state"] in PUBLISHABLE_STATES
    }
    return {key: full[key] for key in full if key not in {"extra", "hidden", "merged_into"}} | {
        "versions": ready
    }


def corrections_by_uid(kind: str, uids: Iterable[str]) -> dict[str, list[Object]]:
    """The public corrections and withdrawals of each record, oldest first; without the notes that are withheld."""
    wanted = Q(reason__in=PUBLIC_NOTES) | Q(withholds_earlier=True)
    rows = Publication.objects.filter(wanted, kind=kind, uid__in=list(uids)).order_by("number")
    found: dict[str, list[Object]] = defaultdict(list)
    fields = ("uid", "valid_from", "reason", "note", "withholds_earlier")
    for uid, at, reason, note, withholds in rows.values_list(*fields):
        if withholds:
            found[uid] = [entry | {"note": {}} for entry in found[uid]]
        if reason in PUBLIC_NOTES:
            found[uid].append({"at": at.isoformat(), "kind": reason, "note": note})
    return found


def legacy_by_uid(kind: str, uids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = LegacyAddress.objects.filter(kind=kind, uid__in=list(uids)).order_by("path")
    for uid, path in rows.values_list("uid", "path"):
        found[uid].append(path)
    return found


# --- In full ----------------------------------------------------------------------------------------------------


def full_organisation(organisation: Organisation) -> Object:
    return {
        "type": "organisation",
        "uid": organisation.uid,
        "acronym": organisation.acronym,
        "names": organisation.names,
        "kind": organisation.kind,
        "country": organisation.country or None,
        "website": organisation.website,
        "founded": organisation.founded_year,
        "hidden": organisation.is_hidden,
        "standings": [
            {"status": row.status, "from": _iso(row.from_on), "until": _iso(row.until_on)}
            for row in organisation.standings.all()
        ],
        "versions": {
            text.language: {"state": text.state, "description": text.description}
            for text in organisation.texts.all()
        },
        "merged_into": organisation.merged_into.uid if organisation.merged_into else None,
        "extra": organisation.extra,
    }


def full_person(person: Person) -> Object:
    return public_person(person) | {
        "born": person.born_year,
        "pseudonym": person.pseudonym or None,
        "consent": person.consent,
        "merged_into": person.merged_into.uid if person.merged_into else None,
        "extra": person.extra,
    }


def full_case(case: Case, publications: list[Publication], legacy: list[str]) -> Object:
    parts = parts_of_case(case)
    return {
        "type": "case",
        **_record(case),
        "status": case.status,
        "countries": countries_of(case),
        "opened": _iso(case.opened_on),
        "violated": _iso(case.violated_on),
        "accountability": case.accountability or None,
        "accountability_on": _iso(case.accountability_on),
        "persons": _persons(parts),
        "legacy_urls": legacy,
        "versions": _versions(parts, "case"),
        "publications": [_publication(row) for row in publications],
    }


def _persons(parts: CaseParts) -> list[Object]:
    return [
        {
            "person": person.row.person.uid,
            "situations": [
                {
                    "situation": row.situation,
                    "from": _iso(row.from_on),
                    "until": _iso(row.until_on),
                    "precision": row.precision,
                    "country": row.country or None,
                    "source": row.source or None,
                }
                for row in person.situations
            ],
        }
        for person in parts.persons
    ]


def full_alert(alert: Alert, publications: list[Publication], legacy: list[str]) -> Object:
    parts = parts_of_alert(alert)
    return {
        "type": "alert",
        **_record(alert),
        "kind": alert.kind,
        "urgency": alert.urgency,
        "happened": {
            "from": _iso(alert.happened_from),
            "to": _iso(alert.happened_to),
            "precision": alert.happened_precision,
        },
        "countries": countries_of(alert),
        "international": alert.is_international,
        "place": place_of(alert),
        "issues": _joined(alert.primary_issue, alert.further_issues),
        "violations": _joined(alert.primary_violation, alert.further_violations),
        "developments": alert.developments,
        "targets": _targets(parts),
        "perpetrators": [perpetrator_facts(row) for row in parts.perpetrators],
        "expression_link": alert.expression_link or None,
        "verification": alert.verification or None,
        "sources": [
            {
                "organisation": row.organisation.uid if row.organisation else None,
                "name": row.name,
                "url": row.url or None,
                "facts": row.facts,
            }
            for row in parts.sources
        ],
        "actions": [action_facts(row) for row in parts.actions],
        "case": alert.case.uid if alert.case else None,
        "updates": alert.updates.uid if alert.updates else None,
        "legacy_urls": legacy,
        "attachments": [attachment_facts(row) for row in parts.attachments],
        "safety": {
            "naming_may_harm": alert.naming_may_harm or None,
            "is_member_at_risk": alert.is_member_at_risk or None,
            "concerns_minors": alert.concerns_minors or None,
        },
        "versions": _versions(parts, "alert"),
        "unmapped": alert.unmapped,
        "publications": [_publication(row) for row in publications],
    }


def _targets(parts: AlertParts) -> list[Object]:
    return [
        {
            "name": row.name,
            "variants": row.variants,
            "kind": row.kind,
            "gender": row.gender,
            "nationality": row.nationality or None,
            "outlet": row.outlet or None,
            "pseudonym": row.pseudonym or None,
            "consent": row.consent,
            "gender_factor": row.gender_factor,
            "person": row.person.uid if row.person else None,
            "organisation": row.organisation.uid if row.organisation else None,
        }
        for row in parts.targets
    ]


def _record(record: Any) -> Object:
    return {
        "uid": record.uid,
        "state": record.state,
        "published": _iso(record.published_at),
        "embargo_until": _iso(record.embargo_until),
        "source_language": record.source_language,
        "extra": record.extra,
    }


def _versions(parts: AlertParts | CaseParts, kind: str) -> Object:
    return {
        text.language: {"state": text.state, **{name: getattr(text, name) for name in TEXT_FIELDS[kind]}}
        for text in sorted(parts.texts, key=lambda text: text.pk)
    }


def _publication(row: Publication) -> Object:
    return {
        "number": row.number,
        "reason": row.reason,
        "facts": row.facts,
        "texts": row.texts,
        "note": row.note,
        "withholds_earlier": row.withholds_earlier,
        "valid_from": _iso(row.valid_from),
        "valid_to": _iso(row.valid_to),
        "actor": row.actor,
    }


def _joined(first: str, rest: list[str]) -> list[str]:
    return [slug for slug in [first, *rest] if slug]


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
