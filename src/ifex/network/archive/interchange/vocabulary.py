"""Terms and countries as a file names them. What no vocabulary knows is kept, counted and mapped later on a screen."""

from ifex.instruments.taxonomy.enums import COUNTRIES
from ifex.instruments.taxonomy.queries import country_row, find_country, find_term, vocabulary

from .values import Object, take_text, take_texts


class Terms:
    """Looks terms up for one object and collects the values that are unknown, by vocabulary."""

    def __init__(self) -> None:
        self.unmapped: dict[str, list[str]] = {}

    def take_term(self, source: Object, key: str, name: str, *, default: str = "") -> str:
        """The slug for a slug, a name in any language, or a value mapped by an editor; else `default`."""
        raw = take_text(source, key)
        return self._find_one(name, raw, default) if raw else default

    def take_terms(self, source: Object, key: str, name: str) -> list[str]:
        slugs = (self._find_one(name, raw, "") for raw in take_texts(source, key))
        return list(dict.fromkeys(slug for slug in slugs if slug))

    def take_country(self, source: Object, key: str, *, year: int | None = None) -> str:
        codes = self._find_countries(take_text(source, key), year)
        return codes[0] if codes else ""

    def take_countries(self, source: Object, key: str, *, year: int | None = None) -> list[str]:
        codes = [code for raw in take_texts(source, key) for code in self._find_countries(raw, year)]
        return list(dict.fromkeys(codes))

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
