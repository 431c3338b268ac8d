from .alerts import Alert, AlertAttachment, AlertText, Perpetrator, RecommendedAction, Source, Target
from .cases import Case, CasePerson, CaseText, Situation
from .imports import ImportRun, PendingReference
from .locks import EditLock
from .persons import Person
from .publications import LegacyAddress, Mention, OverruledAlarm, Publication, PublishedSituation

__all__ = [
    "Alert",
    "AlertAttachment",
    "AlertText",
    "Case",
    "CasePerson",
    "CaseText",
    "EditLock",
    "ImportRun",
    "LegacyAddress",
    "Mention",
    "OverruledAlarm",
    "PendingReference",
    "Perpetrator",
    "Person",
    "Publication",
    "PublishedSituation",
    "RecommendedAction",
    "Situation",
    "Source",
    "Target",
]
