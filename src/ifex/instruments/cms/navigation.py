"""What the masthead and the footer offer. Rooms above enter their pages; the frame never learns their names.

In a higher room's `ready()`:

    register_item(place="main", title=_("Archive"), url_name="archive:front", order=20)
    register_source(pages_in_menu)
    register_search("archive:search")
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from .enums import Place


@dataclass(frozen=True, order=True)
class Item:
    """One link of the frame. `is_shown` answers for a request; without it the link is always there."""

    order: int
    url_name: str
    title: "str | Promise" = field(compare=False)
    is_shown: Callable[[HttpRequest], bool] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Link:
    """An item as a page shows it."""

    title: "str | Promise"
    url: str
    is_current: bool


@dataclass(frozen=True)
class Entry:
    """A link of a source, which has its address already."""

    place: str
    order: int
    title: str
    url: str


Source = Callable[[], list[Entry]]

_items: dict[str, list[Item]] = defaultdict(list)
_sources: list[Source] = []
_search: dict[str, str] = {}


def register_item(
    *,
    title: "str | Promise",
    url_name: str,
    order: int = 100,
    place: str = Place.MAIN,
    is_shown: Callable[[HttpRequest], bool] | None = None,
) -> None:
    """Offer `url_name` at `place` (main, archive, tools or footer); lower `order` comes first. Again changes nothing.

    With `is_shown` pages differ from reader to reader: for `tools` alone, never where pages are cached.
    """
    item = Item(order=order, url_name=url_name, title=title, is_shown=is_shown)
    if all(known.url_name != url_name for known in _items[Place(place)]):
        insort(_items[Place(place)], item)


def register_source(source: Source) -> None:
    """Ask `source` for further links of every page, in the active language; they stand among the others by order."""
    if source not in _sources:
        _sources.append(source)


def register_search(url_name: str, *, parameter: str = "q") -> None:
    """Send the masthead's search box to `url_name` by GET, the words as `parameter`."""
    _search.update(url_name=url_name, parameter=parameter)


def links_at(place: str, request: HttpRequest | None, *, with_sources: bool = True) -> list[Link]:
    """The links of `place` in order. An item whose address does not exist (yet) is left out."""
    sources = _sources if with_sources else []
    path = request.path if request else ""
    found: list[tuple[int, str | Promise, str]] = [
        (entry.order, entry.title, entry.url)
        for source in sources
        for entry in source()
        if entry.place == place
    ]
    for item in _items[Place(place)]:
        if item.is_shown and not (request and item.is_shown(request)):
            continue
        try:
            found.append((item.order, item.title, reverse(item.url_name)))
        except NoReverseMatch:
            continue
    ordered = sorted(found, key=lambda one: one[0])
    return [Link(title, url, is_current=_is_within(path, url)) for _order, title, url in ordered]


def _is_within(path: str, url: str) -> bool:
    # The front page of a language (/en/) begins every address: there only the very page is current.
    is_front = url.strip("/").count("/") == 0
    return path == url or (not is_front and path.startswith(url))


def search_target() -> dict[str, Any] | None:
    """`{"url", "parameter"}` of the search box, or None while no room has registered one."""
    if not _search:
        return None
    try:
        return {"url": reverse(_search["url_name"]), "parameter": _search["parameter"]}
    except NoReverseMatch:
        return None
