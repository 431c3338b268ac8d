"""Whatever a reader types becomes a flat list of clauses. Nothing is refused and nothing raises.

    words  "a phrase"  -without  this OR that  prefix*  country:tn  year:2005..2011

There is no nesting: brackets are spaces. `OR` joins its two neighbours only.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from ifex.instruments.search.analysis.words import WORD
from ifex.instruments.search.facets import find_facet
from ifex.instruments.search.notices import Notice

MOST_CLAUSES = 32
MOST_PHRASE_WORDS = 16
MOST_PREFIXES = 3
SHORTEST_PREFIX = 2
_LONGEST_TEXT = 1_000

_QUOTED = r'"(?P<q1>[^"]*)"|«(?P<q2>[^»]*)»|[“„](?P<q3>[^”“"]*)[”“"]'
_PIECE = re.compile(
    rf'(?P<minus>(?<!\S)[-−–](?=[^\s\-−–]))?(?:(?P<name>[A-Za-z_]{{2,30}}):(?:"(?P<qv>[^"]*)"|(?P<value>[^\s"«»“”()]+))'
    rf"|{_QUOTED}|(?P<bare>[^\s\"«»“”„]+)|(?P<stray>[\"«»“”„]))"
)
_SEPARATORS = re.compile(r"[()\[\]{}<>,;،؛؟?!…]+")
_OR_WORDS = frozenset(["OR", "OU", "|", "||"])


class ClauseKind(StrEnum):
    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"
    FACET = "facet"


@dataclass(frozen=True)
class Clause:
    """One thing asked for. `text` as typed, without its signs; `facet` and its clean `values` for a
    facet's.
    """

    kind: ClauseKind
    text: str = ""
    facet: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParsedQuery:
    """`units` are all asked for, each by any one of its clauses; nothing in `excluded` may match."""

    units: tuple[tuple[Clause, ...], ...] = ()
    excluded: tuple[Clause, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.units and not self.excluded


@dataclass(frozen=True)
class _Piece:
    clauses: tuple[Clause, ...]
    is_excluded: bool = False
    is_or: bool = False


def parse(text: str) -> ParsedQuery:
    """What `text` asks for. What was cut or not understood is in its notices."""
    notices: list[Notice] = []
    safe = text[:_LONGEST_TEXT].encode("utf-8", "replace").decode()
    pieces = [piece for found in _PIECE.finditer(safe) for piece in _read_piece(found, notices)]
    units: list[list[Clause]] = []
    excluded: list[Clause] = []
    is_joining = False
    for piece in pieces:
        if piece.is_or:
            is_joining = bool(units)
            continue
        if piece.is_excluded:
            excluded += piece.clauses
        elif is_joining:
            units[-1] += piece.clauses
        else:
            units += [[clause] for clause in piece.clauses]
        is_joining = False
    if sum(map(len, units)) + len(excluded) > MOST_CLAUSES:
        notices.append(Notice("words_cut", {"most": MOST_CLAUSES}))
        units, excluded = _cut(units, excluded)
    units, excluded = _cut_prefixes(units, excluded, notices)
    if excluded and not units:
        notices.append(Notice("only_excluded"))
    return ParsedQuery(tuple(map(tuple, _merge_facets(units))), tuple(excluded), tuple(notices))


def _read_piece(found: re.Match[str], notices: list[Notice]) -> list[_Piece]:
    is_excluded = found["minus"] is not None
    if found["name"]:
        raw = found["qv"] if found["qv"] is not None else found["value"]
        facet = find_facet(found["name"])
        if facet is not None:
            clause = _facet_clause(facet.name, raw, notices)
            return [_Piece((clause,), is_excluded)] if clause else []
        return _bare_pieces(f"{found['name']} {raw}", is_excluded, notices)
    quoted = next((found[group] for group in ("q1", "q2", "q3") if found[group] is not None), None)
    if quoted is not None:
        clause = _phrase_clause(quoted)
        return [_Piece((clause,), is_excluded)] if clause else []
    if found["bare"] is None:
        return []
    if found["bare"] in _OR_WORDS and not is_excluded:
        return [_Piece((), is_or=True)]
    return _bare_pieces(found["bare"], is_excluded, notices)


def _bare_pieces(text: str, is_excluded: bool, notices: list[Notice]) -> list[_Piece]:
    pieces = []
    for part in _SEPARATORS.sub(" ", text).split():
        words = WORD.findall(part)
        if not words:
            continue
        kind = ClauseKind.WORD
        if part.endswith("*"):
            if len(words[-1]) >= SHORTEST_PREFIX and len(words) == 1:
                kind = ClauseKind.PREFIX
            elif len(words) == 1:
                notices.append(Notice("prefix_short", {"word": words[0]}))
        pieces.append(_Piece((Clause(kind, " ".join(words[:MOST_PHRASE_WORDS])),), is_excluded))
    return pieces


def _phrase_clause(text: str) -> Clause | None:
    words = WORD.findall(text)
    if not words:
        return None
    kind = ClauseKind.PHRASE if len(words) > 1 else ClauseKind.WORD
    return Clause(kind, " ".join(words[:MOST_PHRASE_WORDS]))


def _facet_clause(name: str, raw: str, notices: list[Notice]) -> Clause | None:
    facet = find_facet(name)
    assert facet is not None
    values, refused = facet.clean_values(part for part in raw.split(",") if part.strip())
    notices += [
        Notice("value_unknown", {"facet": str(facet.title), "value": value[:60]}) for value in refused[:5]
    ]
    return Clause(ClauseKind.FACET, facet=facet.name, values=tuple(values)) if values else None


def _cut(units: list[list[Clause]], excluded: list[Clause]) -> tuple[list[list[Clause]], list[Clause]]:
    kept_excluded = excluded[: MOST_CLAUSES // 2]
    room = MOST_CLAUSES - len(kept_excluded)
    kept: list[list[Clause]] = []
    for unit in units:
        if room <= 0:
            break
        kept.append(unit[:room])
        room -= len(kept[-1])
    return kept, kept_excluded


def _cut_prefixes(
    units: list[list[Clause]], excluded: list[Clause], notices: list[Notice]
) -> tuple[list[list[Clause]], list[Clause]]:
    """Each prefix costs as much as a dozen words: those beyond the first few are read as words."""
    left = MOST_PREFIXES

    def read(clause: Clause) -> Clause:
        nonlocal left
        if clause.kind != ClauseKind.PREFIX:
            return clause
        left -= 1
        return clause if left >= 0 else Clause(ClauseKind.WORD, clause.text)

    units, excluded = (
        [[read(clause) for clause in unit] for unit in units],
        [read(clause) for clause in excluded],
    )
    if left < 0:
        notices.append(Notice("prefixes_cut", {"most": MOST_PREFIXES}))
    return units, excluded


def _merge_facets(units: list[list[Clause]]) -> list[list[Clause]]:
    """`country:tn country:fr` asks for either, as two chosen values do."""
    merged: list[list[Clause]] = []
    places: dict[str, int] = {}
    for unit in units:
        first = unit[0]
        if len(unit) == 1 and first.kind == ClauseKind.FACET:
            place = places.get(first.facet)
            if place is not None:
                values = tuple(dict.fromkeys((*merged[place][0].values, *first.values)))
                merged[place] = [Clause(ClauseKind.FACET, facet=first.facet, values=values)]
                continue
            places[first.facet] = len(merged)
        merged.append(unit)
    return merged
