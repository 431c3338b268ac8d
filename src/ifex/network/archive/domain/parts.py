"""An alert or case with all its rows in hand, whether they stand in the database or are about to (an import)."""

from dataclasses import dataclass, field

from ifex.network.archive.models import (
    Alert,
    AlertAttachment,
    AlertText,
    Case,
    CasePerson,
    CaseText,
    Perpetrator,
    RecommendedAction,
    Situation,
    Source,
    Target,
)


@dataclass
class AlertParts:
    record: Alert
    texts: list[AlertText] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    perpetrators: list[Perpetrator] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    actions: list[RecommendedAction] = field(default_factory=list)
    attachments: list[AlertAttachment] = field(default_factory=list)
    legacy_paths: list[str] = field(default_factory=list)


@dataclass
class PersonOfCase:
    row: CasePerson
    situations: list[Situation] = field(default_factory=list)


@dataclass
class CaseParts:
    record: Case
    texts: list[CaseText] = field(default_factory=list)
    persons: list[PersonOfCase] = field(default_factory=list)
    legacy_paths: list[str] = field(default_factory=list)


Parts = AlertParts | CaseParts


def parts_of_alert(alert: Alert) -> AlertParts:
    """Reads what the row's own children hold, the unsaved ones of an editor's form included."""
    return AlertParts(
        record=alert,
        texts=list(alert.texts.all()),
        targets=list(alert.targets.all()),
        perpetrators=list(alert.perpetrators.all()),
        sources=list(alert.sources.all()),
        actions=list(alert.actions.all()),
        attachments=list(alert.attachments.all()),
    )


def parts_of_case(case: Case) -> CaseParts:
    return CaseParts(
        record=case,
        texts=list(case.texts.all()),
        persons=[PersonOfCase(row, list(row.situations.all())) for row in case.persons.all()],
    )


def parts_of(record: Alert | Case) -> Parts:
    return parts_of_alert(record) if isinstance(record, Alert) else parts_of_case(record)
