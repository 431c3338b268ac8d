"""Terms and countries as a file names them. What no vocabulary knows is kept, counted and mapped later on a screen."""

from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.queries import country_row, find_country, find_term, vocabulary

from .values import Object, Unreadable, take_object, take_text, take_texts


class Terms:
    """Looks terms up for one object and collects the values that are unknown, by vocabulary.

    `places` has the whole list in which one stood, terms by their slug: mapped later, it takes its own place there.
    """

    def __init__(self) -> None:
        self.unmapped: dict[str, list[str]] = {}
        self.places: dict[str, list[str]] = {}

    def unmapped_in_place(self) -> dict[str, list[str]]:
        """What an alert keeps until an editor has mapped the unknown values."""
        return {
            name: list(dict.fromkeys([*self.places.get(name, ()), *values]))
            for name, values in self.unmapped.items()
        }

    def take_term(self, source: Object, key: str, name: str, *, default: str = "") -> str:
        """The slug for a slug, a name in any language, or a value mapped by an editor; else `default`."""
        raw = take_text(source, key)
        return self._find_one(name, raw, default) if raw else default

    def take_terms(self, source: Object, key: str, name: str) -> list[str]:
        raws = take_texts(source, key)
        slugs = [self._find_one(name, raw, "") for raw in raws]
        if not all(slugs):
            self.places[name] = [slug or raw for slug, raw in zip(slugs, raws, strict=True)]
        return list(dict.fromkeys(slug for slug in slugs if slug))

    def take_country(self, source: Object, key: str, *, year: int | None = None) -> str:
        codes = self._find_countries(take_text(source, key), year)
        return codes[0] if codes else ""

    def take_countries(self, source: Object, key: str, *, year: int | None = None) -> list[str]:
        raws = take_texts(source, key)
        found = [self._find_countries(raw, year) for raw in raws]
        if not all(found):
            self.places[COUNTRIES] = [
                one for codes, raw in zip(found, raws, strict=True) for one in codes or (raw,)
            ]
        return list(dict.fromkeys(code for codes in found for code in codes))

    def _find_one(self, name: str, raw: str, default: str) -> str:
        if raw in vocabulary(name):
            return raw
        slug = find_term(name, raw)
        if slug is None:
            self._keep(name, raw)
        return slug or default

    def _find_countries(self, raw: str, year: int | None) -> tuple[str, ...]:
        if not raw:
            return ()
        row = country_row(raw) if raw.isupper() else None
        codes = (row.code,) if row else find_country(raw, year=year)
        if not codes:
            self._keep(COUNTRIES, raw)
        return codes

    def _keep(self, name: str, raw: str) -> None:
        values = self.unmapped.setdefault(name, [])
        if raw not in values:
            values.append(raw)

    def recall(self, name: str, raws: list[str]) -> None:
        """Words that another installation kept unmapped: what is unknown here too is for its editors to map."""
        for raw in raws:
            if name == COUNTRIES:
                self._find_countries(raw, None)
            else:
                self._find_one(name, raw, "")


def take_unmapped(item: Object, terms: Terms) -> dict[str, list[str]]:
    """What an alert keeps until an editor has mapped it: its own unknown values, and those that the `unmapped` of a
    full export holds, each in its place. Raises Unreadable.
    """
    kept = terms.unmapped_in_place()
    given = take_object(item, "unmapped")
    for name in given:
        if name not in _VOCABULARIES:
            raise Unreadable(f"unmapped has words of {name[:40]!r}, which is no vocabulary")
        raws = take_texts(given, name)
        terms.recall(name, raws)
        kept[name] = list(dict.fromkeys([*raws, *kept.get(name, ())]))
    return kept


_VOCABULARIES = frozenset([COUNTRIES, *Vocabulary])
