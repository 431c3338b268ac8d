"""What waits, on the desk's first page. Rooms fill the panel `desk.tiles`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .lists import MOST_COUNTED


@dataclass(frozen=True)
class TileLine:
    """One thing that waits. `count` is shown first; without `url` it leads nowhere."""

    label: Any
    count: Any = ""
    url: str = ""


def count_in_words(rows: QuerySet) -> str:
    """Counted no further than a list of the desk is; "" for none."""
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    if count > MOST_COUNTED:
        return _("more than %(count)s") % {"count": MOST_COUNTED}
    return str(count) if count else ""


def show_tile(heading: Any, lines: Sequence[TileLine]) -> SafeString:
    """A tile without lines says that nothing waits."""
    return render_to_string("cms/editing/tile.html", {"heading": heading, "lines": lines})
