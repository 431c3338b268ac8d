"""Whether everything has followed a publication: the search, every room that is told; else what has not, and why."""

from dataclasses import dataclass
from datetime import datetime

from ifex.foundations.core.models import Delivery
from ifex.instruments.search.models import IndexChange
from ifex.network.archive.models import Alert, Case

from .publication import kind_of

SEARCH = "search"


@dataclass(frozen=True)
class Behind:
    """Something that has not followed yet: since when, how often it was tried, and the last refusal."""

    who: str
    since: datetime
    attempts: int = 0
    refusal: str = ""
    waits_for_rebuild: bool = False


def still_behind(record: Alert | Case) -> list[Behind]:
    """[] when everything has followed. Its page follows in the transaction itself."""
    kind = kind_of(record).value
    changes = IndexChange.objects.filter(kind=kind, uid=record.uid)
    behind = [Behind(SEARCH, row.created_at, waits_for_rebuild=row.waits_for_rebuild) for row in changes]
    owed = Delivery.objects.filter(event__payload__uid=record.uid, event__name__startswith=f"{kind}_")
    behind += [
        Behind(row.subscriber, row.event.at, row.attempts, row.refusal)
        for row in owed.select_related("event").order_by("pk")
    ]
    return behind
