"""Earlier words that readers must not compare with the present ones: they give a name that is hidden now."""

from ifex.network.archive.models import Publication
from ifex.network.archive.queries import withheld_before

from .hidden_names import hidden_names, shown_names, words_of
from .naming import find_names
from .overruling import not_overruled
from .parts import Parts


def earlier_give_hidden_name(parts: Parts, *, before: Publication | None) -> bool:
    """Whether `before`, or an earlier one that readers still see in the log, gives a hidden name, whole or in part."""
    names = hidden_names(parts) if before else set()
    if before is None or not names:
        return False
    earlier = list(Publication.objects.filter(kind=before.kind, uid=before.uid, number__lte=before.number))
    first_shown = withheld_before((row.number, row.withholds_earlier) for row in earlier)
    besides = shown_names(parts)
    return any(_gives(row, names, besides) for row in earlier if row.number >= first_shown)


def _gives(row: Publication, names: set[str], besides: set[str]) -> bool:
    pieces = [*words_of(row.facts, row.texts), *(row.note or {}).values()]
    found = find_names(names, pieces, besides=besides)
    return found.is_whole or bool(not_overruled(row.uid, found.passages))
