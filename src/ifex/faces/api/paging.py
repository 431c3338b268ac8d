"""Lists by key: the cursor is the key of the last row shown, so that any depth costs the same."""

import re
from typing import Any

from django.db.models import QuerySet

from ifex.foundations.core.uids import UID_PATTERN

from .asking import Asked

NUMBER_PATTERN = re.compile(r"[0-9]{1,18}")


def page_of(rows: QuerySet, asked: Asked, *, key: str = "uid") -> tuple[list[Any], str | None]:
    """One page in the order of `key` (a unique column: `uid` or `pk`), and the address of the next or None."""
    after = asked.cursor(UID_PATTERN if key == "uid" else NUMBER_PATTERN)
    limit = asked.limit
    if after:
        rows = rows.filter(**{f"{key}__gt": after})
    found = list(rows.order_by(key)[: limit + 1])
    cursor = str(getattr(found[limit - 1], key)) if len(found) > limit else ""
    return found[:limit], asked.next_address(cursor)
