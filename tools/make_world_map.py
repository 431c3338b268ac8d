"""Makes src/ifex/instruments/cms/data/world.json from Natural Earth's 1:50m countries.

    python tools/make_world_map.py countries-50m.json

The file comes from the archive of the package world-atlas 2.0.2, which carries Natural Earth 4.1 (public
domain) as TopoJSON. Borders shared by two states are one arc there, simplified once, so neighbours keep
touching. What is decided here about disputed borders is stated, with reasons, in docs/explanation/map.md.
"""

import argparse
import json
import math
import sys
from itertools import pairwise
from pathlib import Path

from babel import Locale
from babel.core import get_global

OUTPUT = Path(__file__).resolve().parent.parent / "src/ifex/instruments/cms/data/world.json"
WIDTH = 1000
SOUTH, NORTH = -56.5, 83.8
SMALLEST_CUT = 1.5  # square units: a corner of a coast or border that is smaller is cut off
SMALLEST_ISLAND = 1.4
SMALLEST_SHAPE = 1.5
SMALLEST_ALONE = 12  # a state smaller than this has a point too: a shape alone would be hard to hit
POINTS_APART = 4.4

# Rings that the source gives to one state and ISO 3166-1, or the United Nations, to another:
# (from, west, south, east, north, to). docs/explanation/map.md has the reasons.
MOVED = (
    ("RU", 32.4, 44.2, 36.8, 46.3, "UA"),
    ("FR", -55.0, 1.5, -51.0, 6.2, "GF"),
    ("FR", -62.0, 15.7, -60.9, 16.6, "GP"),
    ("FR", -61.4, 14.3, -60.7, 15.0, "MQ"),
    ("FR", 54.9, -21.6, 56.0, -20.7, "RE"),
    ("FR", 44.8, -13.2, 45.5, -12.4, "YT"),
    ("NO", -10.0, 70.6, 35.0, 81.5, "SJ"),
    ("NL", -69.0, 11.9, -62.5, 18.0, "BQ"),
)
NORWAY_IS_BELOW = 73.5
WESTERN_SAHARA_IS_BELOW = 27.6667
NAMED = {
    "Kosovo": "XK",
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Siachen Glacier": "_",
    "Indian Ocean Ter.": "CX",
}

# Longitude and latitude of states that the source lacks or that the map shows as a point anyway.
POINTS = {
    "AQ": (0.0, -55.5),
    "BQ": (-68.25, 12.2),
    "BV": (3.4, -54.4),
    "CC": (96.8, -12.2),
    "CX": (105.6, -10.5),
    "GI": (-5.35, 36.1),
    "GP": (-61.5, 16.2),
    "MQ": (-61.0, 14.6),
    "RE": (55.5, -21.1),
    "TK": (-171.8, -9.2),
    "TV": (179.2, -8.5),
    "UM": (-169.5, 16.7),
    "YT": (45.2, -12.8),
    "KI": (173.0, 1.4),
    "FM": (158.2, 6.9),
    "MH": (171.2, 7.1),
    "SC": (55.5, -4.6),
    "MV": (73.5, 4.2),
    "VA": (12.45, 41.9),
}

Point = tuple[float, float]
Ring = list[Point]


def all_codes() -> dict[str, str]:
    """ISO 3166-1 numeric to alpha-2, from the aliases of CLDR."""
    territories = {code for code in Locale("en").territories if len(code) == 2 and code.isalpha()}
    aliases = get_global("territory_aliases").items()
    pairs = {number: codes[0] for number, codes in aliases if number.isdigit() and codes[0] in territories}
    return {number: code for number, code in pairs.items() if code not in {"EU", "XA", "XB", "ZZ"}}


def project(longitude: float, latitude: float) -> Point:
    """Equal Earth (Šavrič, Patterson and Jenny 2018), on the unit sphere: areas keep their proportion."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    slope = 9 * a4 * square**4 + 7 * a3 * square**3 + 3 * a2 * square + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = theta * (a1 + a2 * square + square**3 * (a3 + a4 * square))
    return x, y


HALF_WIDTH = project(180, 0)[0]
SCALE = WIDTH / (2 * HALF_WIDTH)
TOP = project(0, NORTH)[1]
HEIGHT = round((TOP - project(0, SOUTH)[1]) * SCALE)


def to_sheet(longitude: float, latitude: float) -> Point:
    x, y = project(longitude, latitude)
    return (x + HALF_WIDTH) * SCALE, (TOP - y) * SCALE


def decode_arcs(topology: dict) -> list[list[Point]]:
    """Delta-coded arcs become longitudes and latitudes."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for coded in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in coded:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    return arcs


def simplify(arc: list[Point]) -> list[Point]:
    """Visvalingam and Whyatt on the sheet: the smallest corners go first. Ends stay, so arcs still meet."""
    points = [(point, to_sheet(*point)) for point in arc]
    fewest = 4 if arc[0] == arc[-1] else 2
    while len(points) > fewest:
        areas = [triangle(*(sheet for _, sheet in points[i - 1 : i + 2])) for i in range(1, len(points) - 1)]
        if min(areas) >= SMALLEST_CUT:
            break
        # One at a time would be slow; corners that do not touch one another may go in the same round.
        limit = max(min(areas), SMALLEST_CUT / 20)
        doomed: set[int] = set()
        for index, area in enumerate(areas):
            if area <= limit and index - 1 not in doomed and len(points) - len(doomed) > fewest:
                doomed.add(index)
        points = [point for i, point in enumerate(points) if i - 1 not in doomed]
    return [point for point, _ in points]


def triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def ring_points(indexes: list[int], arcs: list[list[Point]]) -> Ring:
    """The arcs of a ring in one closed line, without its last point, which is the first again."""
    points: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[:-1])
    return points


def shape_area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def owner_of_ring(code: str, ring: Ring) -> str:
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    for owner, w, s, e, n, receiver in MOVED:
        inside = w <= west and east <= e and s <= south and north <= n
        if owner == code and inside and (receiver != "SJ" or south > NORWAY_IS_BELOW or east < 0):
            return receiver
    return code


def collect_rings(topology: dict, arcs: list[list[Point]]) -> dict[str, list[Ring]]:
    numbers = all_codes()
    rings: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = numbers.get(geometry.get("id", "")) or NAMED[geometry["properties"]["name"]]
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for indexes in (indexes for polygon in polygons for indexes in polygon):
            ring = ring_points(indexes, arcs)
            rings.setdefault(owner_of_ring(code, ring), []).append(ring)
    give_western_sahara_its_land(rings)
    return {
        code: [part for ring in dissolve(own) for part in cut_at_date_line(ring)]
        for code, own in rings.items()
    }


def give_western_sahara_its_land(rings: dict[str, list[Ring]]) -> None:
    """The source draws the line of control; the border is the parallel of 27° 40' north."""
    whole = rings["MA"]
    rings["MA"] = [part for ring in whole if (part := clip(ring, 1, WESTERN_SAHARA_IS_BELOW, above=True))]
    rings["EH"] += [part for ring in whole if (part := clip(ring, 1, WESTERN_SAHARA_IS_BELOW, above=False))]


def clip(ring: Ring, axis: int, limit: float, *, above: bool) -> Ring:
    """The part of a ring on one side of a meridian (axis 0) or parallel (1), after Sutherland and Hodgman."""
    kept: Ring = []
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        a_in, b_in = (a[axis] >= limit) == above, (b[axis] >= limit) == above
        if a_in:
            kept.append(a)
        if a_in != b_in:
            share = (limit - a[axis]) / (b[axis] - a[axis])
            other = a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
    return kept


def dissolve(rings: list[Ring]) -> list[Ring]:
    """Rings without the edges that two of them share: what was a border inside one state."""
    edges = {edge for ring in rings for edge in zip(ring, ring[1:] + ring[:1], strict=True)}
    inner = {(a, b) for a, b in edges if (b, a) in edges}
    if not inner:
        return rings
    follows = dict(edges - inner)
    joined: list[Ring] = []
    while follows:
        first, point = follows.popitem()
        ring = [first]
        while point in follows:
            ring.append(point)
            point = follows.pop(point)
        joined.append(ring)
    # A very small state may have come down to one edge there and back.
    return joined or rings


def cut_at_date_line(ring: Ring) -> list[Ring]:
    """The source goes on across 180°; a sheet does not."""
    unrolled = [ring[0]]
    for x, y in ring[1:]:
        before = unrolled[-1][0]
        unrolled.append((x + 360 * round((before - x) / 360), y))
    east = max(x for x, _ in unrolled)
    west = min(x for x, _ in unrolled)
    if west >= -180 and east <= 180:
        return [unrolled]
    if west < -180:
        unrolled = [(x + 360, y) for x, y in unrolled]
    parts = clip(unrolled, 0, 180, above=False), [(x - 360, y) for x, y in clip(unrolled, 0, 180, above=True)]
    return [part for part in parts if part]


def to_path(rings: list[Ring]) -> str:
    """Whole units, each step relative to the one before, no more characters than needed."""
    parts = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring]
        kept = [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]
        if kept[0] == kept[-1]:
            kept.pop()
        if len(kept) < 3:
            continue
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept)]
        numbers = [number for step in straightened(steps) for number in step]
        text = "".join(str(n) if n < 0 or i == 0 else f" {n}" for i, n in enumerate(numbers))
        parts.append(f"M{kept[0][0]} {kept[0][1]}l{text}z")
    return "".join(parts)


def straightened(steps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Steps in one and the same direction become one."""
    joined: list[tuple[int, int]] = []
    for dx, dy in steps:
        if joined:
            px, py = joined[-1]
            if px * dy == py * dx and px * dx + py * dy > 0:
                joined[-1] = (px + dx, py + dy)
                continue
        joined.append((dx, dy))
    return joined


def centre(ring: Ring) -> Point:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def spread(points: dict[str, Point]) -> dict[str, tuple[int, int]]:
    """Points that would cover each other move apart, a little each: the Antilles stay in their order."""
    places = {code: list(place) for code, place in points.items()}
    for _ in range(200):
        for code, here in places.items():
            for other, there in places.items():
                dx, dy = here[0] - there[0], here[1] - there[1]
                distance = math.hypot(dx, dy) or 0.01
                if code < other and distance < POINTS_APART:
                    push = (POINTS_APART - distance) / distance / 4
                    here[0], here[1] = here[0] + dx * push, here[1] + dy * push
                    there[0], there[1] = there[0] - dx * push, there[1] - dy * push
    return {code: (round(x), round(y)) for code, (x, y) in places.items()}


def make(topology: dict) -> dict:
    rings_of = collect_rings(topology, [simplify(arc) for arc in decode_arcs(topology)])
    shapes, points = {}, {code: to_sheet(*place) for code, place in POINTS.items()}
    for code, rings in sorted(rings_of.items()):
        if code == "AQ":
            continue
        drawn = [[to_sheet(*point) for point in ring] for ring in rings]
        area, largest = sum(map(shape_area, drawn)), max(drawn, key=shape_area)
        if area < SMALLEST_ALONE and code != "_":
            points.setdefault(code, centre(largest))
        if area >= SMALLEST_SHAPE:
            path = to_path([ring for ring in drawn if ring is largest or shape_area(ring) >= SMALLEST_ISLAND])
            shapes.update({code: path} if path else {})
    missing = (set(all_codes().values()) | {"XK"}) - shapes.keys() - points.keys()
    if missing:
        raise SystemExit(f"Neither a shape nor a point: {sorted(missing)}")
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "shapes": shapes,
        "points": spread(dict(sorted(points.items()))),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topology", type=Path, help="countries-50m.json of world-atlas 2.0.2")
    world = make(json.loads(parser.parse_args().topology.read_text(encoding="utf-8")))
    OUTPUT.parent.mkdir(exist_ok=True)
    lines = json.dumps(world, separators=(",", ":")).replace('z","', 'z",\n"')
    OUTPUT.write_text(lines + "\n", encoding="utf-8")
    size = sum(map(len, world["shapes"].values()))
    sys.stdout.write(f"{len(world['shapes'])} shapes ({size:,} characters), {len(world['points'])} points\n")


if __name__ == "__main__":
    main()
