"""What must be found anew because something it names has changed its name, its member or its case."""

from collections.abc import Iterable

from ifex.instruments.search.domain.changes import enqueue_index_change
from ifex.instruments.search.enums import Priority
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.models import Mention

_AT_ONCE = 1_000


def reindex_mentions(thing_kind: str, things: Iterable[str], *, priority: Priority = Priority.FRESH) -> int:
    """Tell the index of every published alert that names one of the things. Returns how many.

    So many that they would keep others waiting go into the backlog, whatever `priority` says.
    """
    mentions = Mention.objects.filter(kind=SubjectKind.ALERT, thing_kind=thing_kind, thing__in=list(things))
    uids = list(mentions.values_list("uid", flat=True))
    for start in range(0, len(uids), _AT_ONCE):
        enqueue_index_change(
            SubjectKind.ALERT.value,
            uids[start : start + _AT_ONCE],
            priority=priority if len(uids) <= _AT_ONCE else Priority.BULK,
        )
    return len(uids)
