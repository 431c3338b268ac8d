"""What must be found anew because something it names has changed its name, its member or its case."""

from collections.abc import Iterable

from ifex.instruments.search.domain.changes import enqueue_index_change
from ifex.instruments.search.enums import Priority
from ifex.network.archive.enums import PERSON, SubjectKind
from ifex.network.archive.models import Mention

_AT_ONCE = 1_000


def reindex_mentions(thing_kind: str, things: Iterable[str], *, priority: Priority = Priority.FRESH) -> int:
    """Tell the index of every published alert or case that names one of the things. Returns how many.

    A person is found themselves, too. So many that they would keep others waiting go into the backlog, whatever
    `priority` says.
    """
    named = list(things)
    mentions = Mention.objects.filter(thing_kind=thing_kind, thing__in=named)
    rows = list(mentions.values_list("kind", "uid"))
    uids = {kind: [uid for one, uid in rows if one == kind] for kind in SubjectKind}
    if thing_kind == PERSON:
        index_again(PERSON, named, priority=priority)
    return sum(index_again(kind, found, priority=priority) for kind, found in uids.items())


def index_again(kind: str, uids: Iterable[str], *, priority: Priority = Priority.FRESH) -> int:
    """Tell the index of these things, a thousand in a statement. Returns how many."""
    wanted = list(uids)
    urgency = priority if len(wanted) <= _AT_ONCE else max(priority, Priority.BULK)
    return sum(
        enqueue_index_change(kind, wanted[start : start + _AT_ONCE], priority=urgency)
        for start in range(0, len(wanted), _AT_ONCE)
    )
