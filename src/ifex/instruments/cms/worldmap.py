"""The world map: every state a shape or a point, shaded by a number, each a link.

The shapes are data/world.json, made by tools/make_world_map.py. Which borders it shows, and why, is
docs/explanation/map.md. The map is geography and stays as it is in right-to-left pages; its words do not.
"""

import html
import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from .charts import Text, figure, numbers_table
from .formats import number_text

_DATA = Path(__file__).resolve().parent / "data" / "world.json"
CLASSES = 5
SLIMMEST = 1.6
_MARGIN = 6
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
NOBODYS = "_"
"""The shape of land that no state's code covers: drawn, never linked."""


@dataclass(frozen=True)
class Box:
    """A part of the map, from its upper left to its lower right corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def view_box(self) -> str:
        return f"{self.x0:g} {self.y0:g} {self.x1 - self.x0:g} {self.y1 - self.y0:g}"

    def meets(self, other: "Box") -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


@dataclass(frozen=True)
class World:
    """What every map has in common: `drawn` is the SVG of each code, shape and point together."""

    whole: Box
    drawn: dict[str, str]
    boxes: dict[str, Box]


@lru_cache(maxsize=1)
def load_world() -> World:
    raw = json.loads(_DATA.read_text(encoding="utf-8"))
    drawn: dict[str, str] = defaultdict(str)
    for code, path in raw["shapes"].items():
        drawn[code] += f'<path d="{path}"/>'
    for code, (x, y) in raw["points"].items():
        drawn[code] += f'<circle cx="{x}" cy="{y}" r="2"/>'
    boxes = {code: box_of_path(path) for code, path in raw["shapes"].items()}
    boxes |= {code: Box(x, y, x, y) for code, (x, y) in raw["points"].items()}
    # A margin, so that points on the date line are whole.
    whole = Box(-6, -3, raw["width"] + 6, raw["height"] + 5)
    # Points come last: none may lie under a neighbour's shape.
    ordered = sorted(drawn, key=lambda code: (code in raw["points"], code))
    return World(whole, {code: drawn[code] for code in ordered}, boxes)


def box_of_path(path: str) -> Box:
    """Around the largest of its islands: with far ones (Hawaii) the whole world would be shown."""
    boxes = []
    for island in path.split("M")[1:]:
        numbers = [float(number) for number in _NUMBER.findall(island)]
        xs, ys = list(accumulate(numbers[0::2])), list(accumulate(numbers[1::2]))
        boxes.append(Box(min(xs), min(ys), max(xs), max(ys)))
    return max(boxes, key=lambda box: (box.x1 - box.x0) * (box.y1 - box.y0))


def box_around(codes: Collection[str]) -> Box:
    """The part of the map that holds these states, with a margin, not narrower than SLIMMEST; all of it for none."""
    world = load_world()
    boxes = [world.boxes[code] for code in codes if code in world.boxes]
    if not boxes:
        return world.whole
    x0, y0 = min(box.x0 for box in boxes) - _MARGIN, min(box.y0 for box in boxes) - _MARGIN
    x1, y1 = max(box.x1 for box in boxes) + _MARGIN, max(box.y1 for box in boxes) + _MARGIN
    more = max(0.0, (y1 - y0) * SLIMMEST - (x1 - x0)) / 2
    return Box(x0 - more, y0, x1 + more, y1)


def map_codes() -> set[str]:
    """The codes that have a place on the map: ISO 3166-1 and XK."""
    return set(load_world().drawn) - {NOBODYS}


def world_map(
    values: Mapping[str, int],
    *,
    title: Text,
    url_for: Callable[[str], str | None],
    label_for: Callable[[str], str],
    successors: Mapping[str, Sequence[str]] | None = None,
    around: Collection[str] = (),
) -> SafeString:
    """The map with its legend, and the numbers in a table behind.

    `successors` maps historic codes to today's ({"CSHH": ("CZ", "SK")}): the shapes of today's states are
    shaded by their own number and those of the states before them; titles and table name each apart.
    A code that has no place (and no successor) is in the table alone. `around` shows only the part of the world
    that holds these.
    """
    world, part = load_world(), box_around(around)
    before = _predecessors(values, successors or {})
    shaded = {
        code: values.get(code, 0) + sum(values[old] for old in before.get(code, ())) for code in world.drawn
    }
    present = [count for count in shaded.values() if count > 0]
    limits = quantile_limits(present)
    pattern = gettext("%(name)s: %(count)s")
    shapes = []
    for code, drawing in world.drawn.items():
        if around and not world.boxes[code].meets(part):
            continue
        if code == NOBODYS:
            shapes.append(drawing)
            continue
        counted = [code, *before.get(code, ())]
        named = (
            pattern % {"name": label_for(one), "count": number_text(values.get(one, 0))} for one in counted
        )
        name = html.escape("; ".join(named))
        shade = f' class="q{shade_of(shaded[code], limits)}"' if shaded[code] > 0 else ""
        content = f"<title>{name}</title>{drawing}"
        url = url_for(code)
        # Not a stop of the Tab key: the table behind holds the same links in a readable order.
        shapes.append(
            f'<a href="{html.escape(url)}" tabindex="-1"{shade}>{content}</a>'
            if url
            else f"<g{shade}>{content}</g>"
        )
    rows = sorted(
        ((label_for(code), count, url_for(code)) for code, count in values.items() if count), key=_most_first
    )
    return figure(
        title,
        _svg("".join(shapes), part) + _legend(min(present, default=1), limits) + _note(),
        numbers_table(title, gettext("Country"), rows),
        kind=" map",
    )


def place_map(codes: Collection[str], *, title: Text, around: Collection[str] = ()) -> SafeString:
    """Where these states lie, in the part of the world that holds `around`: no number, no link, no legend."""
    world, part = load_world(), box_around({*around, *codes} if around else ())
    marked = ' class="q5"'
    shapes = "".join(
        f"<g{marked if code in codes else ''}>{drawing}</g>"
        for code, drawing in world.drawn.items()
        if world.boxes[code].meets(part)
    )
    return figure(title, _svg(shapes, part) + _note(), kind=" map")


def _svg(shapes: str, part: Box) -> str:
    return f'<svg viewBox="{part.view_box}" aria-hidden="true">{shapes}</svg>'


def _note() -> str:
    words = escape(gettext("Borders are drawn without judging any claim to them."))
    return f'<p class="chart__note">{words}</p>'


def _predecessors(values: Mapping[str, int], successors: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    before: dict[str, list[str]] = defaultdict(list)
    for old, todays in successors.items():
        if values.get(old):
            for code in todays:
                before[code].append(old)
    return before


def _most_first(row: tuple[str, int, str | None]) -> tuple[int, str]:
    return (-row[1], row[0])


def quantile_limits(numbers: Sequence[int]) -> list[int]:
    """The largest number of each class, ascending: CLASSES, fewer where numbers repeat. [] for none."""
    ordered = sorted(numbers)
    if not ordered:
        return []
    positions = (-(-len(ordered) * step // CLASSES) - 1 for step in range(1, CLASSES + 1))
    return sorted({ordered[position] for position in positions if position >= 0})


def shade_of(number: int, limits: Sequence[int]) -> int:
    """1 to CLASSES. Fewer classes keep the whole range of shades, a single one the middle."""
    place = min(bisect_left(limits, number), len(limits) - 1)
    if len(limits) == 1:
        return (CLASSES + 1) // 2
    return 1 + round(place * (CLASSES - 1) / (len(limits) - 1))


def _legend(least: int, limits: Sequence[int]) -> str:
    if not limits:
        return ""
    lines = [_legend_line(0, number_text(0))]
    for low, high in pairwise([least - 1, *limits]):
        words = number_text(high) if high == low + 1 else f"{number_text(low + 1)}–{number_text(high)}"
        lines.append(_legend_line(shade_of(high, limits), words))
    return f'<ul class="legend">{"".join(lines)}</ul>'


def _legend_line(shade: int, words: str) -> str:
    box = f'<g class="q{shade}"><path d="M0 0h16v16h-16z"/></g>'
    return f'<li><svg viewBox="0 0 16 16" aria-hidden="true">{box}</svg><bdi>{words}</bdi></li>'
