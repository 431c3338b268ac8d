"""Long lists in pages, each page an address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

AROUND = 2
MOST_PAGES = 1_000


@dataclass(frozen=True)
class PageLink:
    number: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class Pager:
    """What `cms/components/pager.html` shows; None stands for a gap."""

    pages: list[PageLink | None]
    previous_url: str | None
    next_url: str | None

    def __bool__(self) -> bool:
        return len(self.pages) > 1


def pager_of(current: int, last: int, url_for: Callable[[int], str]) -> Pager:
    """The first, the last and those around the current one."""
    shown = sorted({1, last, *range(max(1, current - AROUND), min(last, current + AROUND) + 1)} - {0})
    pages: list[PageLink | None] = []
    for number in shown:
        if pages and number > shown[shown.index(number) - 1] + 1:
            pages.append(None)
        pages.append(PageLink(number, url_for(number), number == current))
    return Pager(
        pages,
        url_for(current - 1) if current > 1 else None,
        url_for(current + 1) if current < last else None,
    )


def page_number(params: Mapping[str, str], last: int) -> int:
    """Which page an address asks for: from 1 to `last`, whatever it says."""
    text = str(params.get("page", "1")).strip()
    wanted = int(text[:9]) if text.isdecimal() else 1
    return min(max(wanted, 1), max(last, 1))


def pages_for(total: int, size: int) -> int:
    return min(max(1, -(-total // size)), MOST_PAGES)
