"""Upward display. A page names a place; rooms above fill it, and the page never learns who they are.

In a template: `{% panels "archive.case" case %}`. In a higher room's `ready()`:
`fill_panel("archive.case", petitions_of_case)`, where the function takes (request, thing) and returns safe HTML or "".
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

Panel = Callable[[HttpRequest, Any], str]

_panels: dict[str, list[tuple[int, Panel]]] = defaultdict(list)


def fill_panel(place: str, panel: Panel, *, order: int = 100) -> None:
    """Show `panel` at `place`; lower `order` comes first."""
    _panels[place].append((order, panel))
    _panels[place].sort(key=lambda pair: pair[0])


def render_panels(place: str, request: HttpRequest, thing: Any) -> SafeString:
    """What all rooms have to show at `place`, in order."""
    # Each panel's own template has escaped its values already.
    return mark_safe("".join(panel(request, thing) for _, panel in _panels[place]))  # noqa: S308
