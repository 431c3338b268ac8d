"""What must be found anew because something it names has changed its name, its member or its case."""

from ifex.instruments.search.domain.changes import enqueue_index_change
from ifex.instruments.search.enums import Priority
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.models import Mention

_AT_ONCE = 1_000


def reindex_mentions(thing_kind: str, thing: str) -> int:
    """Tell the index of every published alert that names the thing. Returns how many."""
    mentions = Mention.objects.filter(kind=SubjectKind.ALERT, thing_kind=thing_kind, thing=thing)
    uids = list(mentions.values_list("uid", flat=True))
    priority = Priority.FRESH if len(uids) <= _AT_ONCE else Priority.BULK
    for start in range(0, len(uids), _AT_ONCE):
        enqueue_index_change(SubjectKind.ALERT.value, uids[start : start + _AT_ONCE], priority=priority)
    return len(uids)
