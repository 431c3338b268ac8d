"""The members' names, and who is hidden, in memory: facets, lists and exports ask for them on every page."""

import threading
import time
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ifex.foundations.core.labels import Labels, pick_label

from .models import Organisation

FRESH_FOR_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One organisation that is or was in the network. `uid` is its own, also where it has been merged."""

    uid: str
    acronym: str
    names: Labels
    country: str
    is_hidden: bool

    @property
    def short_name(self) -> str:
        return self.acronym or pick_label(self.names) or self.uid


_rows: dict[str, MemberRow] = {}
_hidden: frozenset[str] = frozenset()
_read_at = 0.0
_lock = threading.Lock()


def member_rows() -> dict[str, MemberRow]:
    """By uid; merged ones are left out. At most FRESH_FOR_SECONDS old."""
    _read_if_old()
    return _rows


def hidden_organisations() -> frozenset[str]:
    """The uids under which hidden organisations stand, members or not, merged ones too. As fresh as `member_rows`."""
    _read_if_old()
    return _hidden


def _read_if_old() -> None:
    global _rows, _hidden, _read_at
    if time.monotonic() - _read_at > FRESH_FOR_SECONDS:
        with _lock:
            if time.monotonic() - _read_at > FRESH_FOR_SECONDS:
                _rows = {row.uid: row for row in _read_rows()}
                _hidden = frozenset(hidden_uids())
                _read_at = time.monotonic()


def forget_member_rows() -> None:
    """Read anew at the next call (tests, and right after a change)."""
    global _read_at
    _read_at = 0.0


def hidden_uids() -> QuerySet[Organisation, str]:
    """As `hidden_organisations`, for a query."""
    hidden = Organisation.objects.filter(Q(is_hidden=True) | Q(merged_into__is_hidden=True))
    return hidden.values_list("uid", flat=True)


def _read_rows() -> list[MemberRow]:
    fields = ("uid", "acronym", "names", "country", "is_hidden")
    members = Organisation.objects.filter(merged_into=None, standings__isnull=False).distinct()
    return [MemberRow(*values) for values in members.order_by("acronym", "id").values_list(*fields)]
