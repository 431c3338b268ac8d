"""What may be shown of an alert or case: the `facts` and `texts` that a publication seals.

Here, and nowhere later, a pseudonym takes the place of a name and a hidden member that of the network: what is not in
a publication cannot leak from a page, a feed, the index or an export. Keys follow the interchange format.
"""

from datetime import date
from typing import Any

from ifex.foundations.core.enums import PUBLISHABLE_STATES
from ifex.foundations.core.versions import LanguageVersion
from ifex.network.archive.models import Alert, AlertAttachment, Perpetrator, RecommendedAction, Source, Target

from .parts import AlertParts, CaseParts, Parts, PersonOfCase

Facts = dict[str, Any]
Texts = dict[str, dict[str, str]]

HIDDEN_SOURCE: Facts = {"organisation": None, "name": "", "url": None, "facts": {}}

TEXT_FIELDS = {
    "alert": ("title", "summary", "body", "motive", "justification"),
    "case": ("title", "summary", "body", "state_reply", "outcome"),
}


def facts_of(parts: Parts) -> Facts:
    return facts_of_alert(parts) if isinstance(parts, AlertParts) else facts_of_case(parts)


def texts_of(parts: Parts) -> Texts:
    """The texts that may go out: those that are ready and have a title."""
    names = TEXT_FIELDS["alert" if isinstance(parts, AlertParts) else "case"]
    return {
        text.language: {name: getattr(text, name) for name in names if getattr(text, name)}
        for text in parts.texts
        if _may_go_out(text)
    }


def _may_go_out(text: LanguageVersion) -> bool:
    return text.state in PUBLISHABLE_STATES and bool(text.title)  # type: ignore[attr-defined]


def facts_of_alert(parts: AlertParts) -> Facts:
    alert = parts.record
    return {
        "kind": alert.kind,
        "urgency": alert.urgency,
        "happened": {
            "from": _iso(alert.happened_from),
            "to": _iso(alert.happened_to),
            "precision": alert.happened_precision,
        },
        "countries": countries_of(alert),
        "international": is_international(alert),
        "place": place_of(alert),
        "issues": [slug for slug in [alert.primary_issue, *alert.further_issues] if slug],
        "violations": alert.violations,
        "developments": list(alert.developments),
        "targets": [public_target(target) for target in parts.targets],
        "perpetrators": [perpetrator_facts(row) for row in parts.perpetrators],
        "expression_link": alert.expression_link or None,
        "verification": alert.verification or None,
        "sources": [public_source(source) for source in parts.sources],
        "actions": [action_facts(action) for action in parts.actions],
        "case": alert.case.uid if alert.case else None,
        "updates": alert.updates.uid if alert.updates else None,
        "attachments": [attachment_facts(row) for row in parts.attachments],
        "source_language": alert.source_language,
        "published": alert.published_at.isoformat() if alert.published_at else None,
    }


def facts_of_case(parts: CaseParts) -> Facts:
    case = parts.record
    return {
        "status": case.status,
        "countries": countries_of(case),
        "opened": _iso(case.opened_on),
        "violated": _iso(case.violated_on),
        "accountability": case.accountability or None,
        "accountability_on": _iso(case.accountability_on),
        "persons": [public_person_of_case(person) for person in parts.persons],
        "source_language": case.source_language,
        "published": case.published_at.isoformat() if case.published_at else None,
    }


def countries_of(record: Any) -> list[str]:
    return [code for code in [record.country, *record.further_countries] if code]


def is_international(alert: Alert) -> bool:
    return alert.is_international and not alert.country


def place_of(alert: Any) -> Facts | None:
    if not alert.place_name and alert.place_latitude is None:
        return None
    return {
        "name": alert.place_name,
        "lat": alert.place_latitude,
        "lon": alert.place_longitude,
        "precision": alert.place_precision,
    }


def public_target(target: Target) -> Facts:
    """A target under a pseudonym keeps only what cannot point to the person: kind, gender, nationality. So does a
    hidden organisation.
    """
    shown: Facts = {
        "name": target.pseudonym or target.name,
        "kind": target.kind,
        "gender": target.gender,
        "nationality": target.nationality or None,
        "gender_factor": target.gender_factor,
    }
    if target.pseudonym:
        return shown | {"is_pseudonym": True}
    shown |= {
        "variants": list(target.variants),
        "outlet": target.outlet or None,
        "person": target.person.uid if target.person else None,
        "organisation": target.organisation.uid if target.organisation else None,
    }
    is_hidden = target.organisation is not None and not target.organisation.may_be_named
    return without_organisation(shown) if is_hidden else shown


def without_organisation(target: Facts) -> Facts:
    """A public target without the hidden organisation that it is; a person who works for it keeps their own name."""
    if target.get("person"):
        return target | {"outlet": None, "organisation": None}
    return target | {"name": "", "variants": [], "outlet": None, "organisation": None}


def perpetrator_facts(row: Perpetrator) -> Facts:
    return {
        "kind": row.kind,
        "name": row.name or None,
        "certainty": row.certainty,
        "claimed_by": row.claimed_by or None,
    }


def public_source(source: Source) -> Facts:
    """A hidden member's alert is the network's own: no name, no link, no address."""
    if source.organisation and not source.organisation.may_be_named:
        return HIDDEN_SOURCE
    return {
        "organisation": source.organisation.uid if source.organisation else None,
        "name": source.organisation.short_name if source.organisation else source.name,
        "url": source.url or None,
        "facts": source.facts,
    }


def action_facts(action: RecommendedAction) -> Facts:
    return {
        "kind": action.kind,
        "text": action.text,
        "to": action.addressees,
        "copies": action.copies,
        "closes": _iso(action.closes_on),
    }


def attachment_facts(row: AlertAttachment) -> Facts:
    """What is not said has no key, as in what was published before pictures had more than a caption."""
    further: Facts = {
        "is_lead": row.is_lead,
        "alternative_text": row.alternative_text,
        "licence": row.licence,
        "width": row.file.width,
        "height": row.file.height,
    }
    return {
        "sha256": row.file.sha256,
        "type": row.file.media_type,
        "name": row.file.name,
        "credit": row.credit,
        "caption": row.caption,
    } | {key: value for key, value in further.items() if value}


def public_person_of_case(person: PersonOfCase) -> Facts:
    """A person under a pseudonym has no identifier in public: nothing joins the case to their other appearances."""
    subject = person.row.person
    situations = spans_of_situations(person)
    if pseudonym := subject.standing.pseudonym or subject.pseudonym:
        return {"person": None, "names": {}, "pseudonym": pseudonym, "situations": situations}
    return {"person": subject.uid, "names": subject.names, "situations": situations}


def spans_of_situations(person: PersonOfCase) -> list[Facts]:
    """In order of time; each lasts until its own end, else until the next begins."""
    ordered = sorted(person.situations, key=lambda row: row.from_on)
    spans = []
    for row, following in zip(ordered, [*ordered[1:], None], strict=False):
        ends = [day for day in (row.until_on, following.from_on if following else None) if day]
        spans.append(
            {
                "situation": row.situation,
                "from": _iso(row.from_on),
                "until": _iso(min(ends)) if ends else None,
                "precision": row.precision,
                "country": row.country or None,
                "source": row.source or None,
            }
        )
    return spans


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
