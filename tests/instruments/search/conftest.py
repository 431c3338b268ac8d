"""A small shelf of documents, an index of its own for each test, and facets that belong to no other room."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ifex.instruments.search import counting, declarations, facets
from ifex.instruments.search.declarations import SearchKind, Stamp, register_kind
from ifex.instruments.search.documents import Document, Texts
from ifex.instruments.search.engines import connect, get_engine
from ifex.instruments.search.facets import Choice, Facet, register_facet
from ifex.instruments.search.protocol import Engine
from ifex.instruments.search.questions import forget_questions


@dataclass
class Shelf:
    """A room's database, as search sees it: things by uid."""

    things: dict[str, Document] = field(default_factory=dict)

    def put(self, *documents: Document) -> None:
        self.things |= {document.uid: document for document in documents}

    def load(self, uids: list[str]) -> Iterable[Document]:
        return [self.things[uid] for uid in uids if uid in self.things]

    def iterate(self, after: str) -> Iterator[Document]:
        return (self.things[uid] for uid in sorted(self.things) if uid > after)

    def stamps(self, after: str) -> Iterator[Stamp]:
        return (Stamp(document.uid, document.stamp) for document in self.iterate(after))


@pytest.fixture(autouse=True)
def own_facets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Country (any code), violation (two groups) and year, and nothing that other rooms declare."""
    monkeypatch.setattr(facets, "_facets", {})
    monkeypatch.setattr(declarations, "_kinds", {})
    register_facet(
        Facet(
            "country", "Country", clean=lambda raw: raw.upper() if raw.isalpha() and len(raw) == 2 else None
        )
    )
    register_facet(
        Facet(
            "violation",
            "Violation",
            lambda: [
                Choice("attacks"),
                Choice("law"),
                Choice("killing", "attacks"),
                Choice("assault", "attacks"),
                Choice("arrest", "law"),
            ],
            by_count=False,
        )
    )
    register_facet(Facet("year", "Year", is_number=True))
    forget_questions()
    counting.memory.forget()


@pytest.fixture
def engine(tmp_path: Path, settings: Any) -> Engine:
    """An empty index that the whole room uses."""
    settings.IFEX_SEARCH_URL = f"tantivy://{tmp_path / 'search'}"
    settings.IFEX_DATA = tmp_path
    found = get_engine()
    with found.writer() as writer:
        writer.commit()
    return found


@pytest.fixture
def shelf() -> Shelf:
    """The kind `alert`, empty."""
    found = Shelf()
    register_kind(SearchKind("alert", load=found.load, iterate=found.iterate, stamps=found.stamps))
    return found


MakeDocument = Callable[..., Document]


@pytest.fixture
def make_document() -> MakeDocument:
    """A dull document; every argument is one of Document's, `en`, `fr`, `es` and `ar` are bodies."""

    def make(uid: str, **given: object) -> Document:
        texts = {code: Texts(body=str(given.pop(code))) for code in ("en", "fr", "es", "ar") if code in given}
        dull = Document("alert", uid, datetime(2010, 1, 1, tzinfo=UTC), "1", texts=texts)
        return replace(dull, **given)  # type: ignore[arg-type]

    return make


@pytest.fixture(autouse=True)
def forget_engines() -> Iterator[None]:
    yield
    connect.cache_clear()
