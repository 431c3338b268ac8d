"""What every engine must answer. A further engine adds its address to ENGINES and changes nothing else.

The random part compares the engine with `query.evaluating`, which says in memory what a tree means.
"""

import os
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ifex.instruments.search.analysed import LABELS, NAMES, SPELLING, AnalysedDocument
from ifex.instruments.search.documents import DocumentKey
from ifex.instruments.search.engines import connect
from ifex.instruments.search.protocol import Engine, EngineQuery, SearchUnavailable
from ifex.instruments.search.query.evaluating import TokenTable, matches
from ifex.instruments.search.query.tree import (
    AllOf,
    AnyOf,
    AtLeast,
    Everything,
    InFacet,
    Node,
    Nothing,
    OfKind,
    Phrase,
    Preferred,
    Prefix,
    Sum,
    Without,
    Word,
)  # fmt: skip

ENGINES = ["tantivy"]
START = datetime(2000, 1, 1, tzinfo=UTC)
VOCABULARY = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"]
FIELDS = ["text.en", "text.fr", LABELS, NAMES]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    address = os.environ.get(
        f"IFEX_TEST_{request.param.upper()}_URL", f"{request.param}://{tmp_path / 'index'}"
    )
    return connect(address)


def analysed(
    uid: str, *, days: int = 0, kind: str = "alert", stamp: str = "1", **fields: str
) -> AnalysedDocument:
    facets = {"country": fields.pop("country").split()} if "country" in fields else {}
    texts = {name.replace("_", "."): tokens for name, tokens in fields.items()}
    return AnalysedDocument(DocumentKey(kind, uid), stamp, START + timedelta(days=days), texts, facets)


def fill(engine: Engine, *documents: AnalysedDocument) -> None:
    with engine.writer() as writer:
        writer.index(documents)
        writer.commit()


def found(engine: Engine, node: Node, **options: object) -> list[str]:
    answer = engine.snapshot().search(EngineQuery(node, **options))  # type: ignore[arg-type]
    return [hit.key.uid for hit in answer.hits]


def test_search_finds_a_token_only_in_its_field(engine: Engine) -> None:
    fill(engine, analysed("one", text_en="free press"), analysed("two", text_fr="free presse"))

    assert found(engine, Word("text.en", "free")) == ["one"]


def test_search_puts_the_document_with_the_token_more_often_first(engine: Engine) -> None:
    fill(
        engine, analysed("once", text_en="press a b c d"), analysed("thrice", text_en="press press press c d")
    )

    assert found(engine, Word("text.en", "press")) == ["thrice", "once"]


def test_search_puts_the_newer_of_equals_first_whenever_they_were_written(engine: Engine) -> None:
    fill(engine, analysed("new", days=9, text_en="press"))
    fill(engine, analysed("old", days=1, text_en="press"), analysed("newest", days=20, text_en="press"))

    assert found(engine, Word("text.en", "press")) == ["newest", "new", "old"]


def test_index_overwrites_the_document_with_the_same_key(engine: Engine) -> None:
    fill(engine, analysed("one", text_en="before"))
    fill(engine, analysed("one", text_en="after"))

    snapshot = engine.snapshot()
    assert (snapshot.count(Everything()), found(engine, Word("text.en", "before"))) == (1, [])


def test_index_keeps_documents_of_different_kinds_with_the_same_uid_apart(engine: Engine) -> None:
    fill(
        engine, analysed("one", kind="alert", text_en="press"), analysed("one", kind="case", text_en="press")
    )

    assert engine.snapshot().count(OfKind(("case",))) == 1
    assert engine.snapshot().count(Everything()) == 2


def test_delete_removes_only_what_is_named(engine: Engine) -> None:
    fill(engine, analysed("one"), analysed("two"))
    with engine.writer() as writer:
        writer.delete([DocumentKey("alert", "one"), DocumentKey("alert", "never")])
        writer.commit()

    assert found(engine, Everything(), by="newest") == ["two"]


def test_writer_shows_nothing_before_the_commit_and_nothing_after_an_error(engine: Engine) -> None:
    fill(engine, analysed("one"))
    with suppress(ZeroDivisionError), engine.writer() as writer:
        writer.index([analysed("two")])
        assert engine.snapshot().count(Everything()) == 1
        raise ZeroDivisionError
    fill(engine, analysed("three"))

    assert sorted(found(engine, Everything(), by="newest")) == ["one", "three"]


def test_snapshot_changes_its_generation_with_each_commit_and_only_then(engine: Engine) -> None:
    fill(engine, analysed("one"))
    first = engine.snapshot()
    again = engine.snapshot()
    fill(engine, analysed("two"))

    assert first.generation == again.generation != engine.snapshot().generation
    assert first.count(Everything()) == 1


def test_snapshot_without_an_index_is_unavailable(engine: Engine) -> None:
    with pytest.raises(SearchUnavailable):
        engine.snapshot()


def test_count_facets_counts_each_value_once_for_a_document(engine: Engine) -> None:
    fill(
        engine,
        analysed("one", text_en="x", country="TN EG"),
        analysed("two", text_en="x", country="TN"),
        analysed("three", text_en="y", country="TN"),
    )

    expected = {"country": {"TN": 2, "EG": 1}}
    assert engine.snapshot().count_facets(Word("text.en", "x"), ["country"]) == expected


def test_count_facets_gives_the_same_for_one_facet_and_for_many(engine: Engine) -> None:
    draw = random.Random(5)
    documents = [
        analysed(f"d{n}", country=" ".join({draw.choice(VOCABULARY) for _ in range(3)})) for n in range(50)
    ]
    fill(engine, *documents)
    snapshot = engine.snapshot()
    many = snapshot.count_facets(Everything(), ["country", "a", "b", "c", "d", "e"])

    assert many["country"] == snapshot.count_facets(Everything(), ["country"])["country"] != {}


@pytest.mark.parametrize("by", ["newest", "oldest"])
def test_search_by_date_pages_through_everything_once(engine: Engine, by: str) -> None:
    # Many share a date, so that pages end in the middle of equals.
    documents = [analysed(f"d{n:02}", days=n // 7, text_en="x") for n in range(40)]
    fill(engine, *documents[:25])
    fill(engine, *documents[25:])
    pages: list[str] = []
    cursor = ""
    for _ in range(20):
        answer = engine.snapshot().search(EngineQuery(Everything(), by=by, limit=6, cursor=cursor))
        pages += [hit.key.uid for hit in answer.hits]
        cursor = answer.next_cursor
        if not cursor:
            break

    assert (len(pages), sorted(pages)) == (40, sorted(document.key.uid for document in documents))
    dates = [int(uid[1:]) // 7 for uid in pages]
    assert dates == sorted(dates, reverse=by == "newest")


def test_search_by_date_goes_on_by_cursor_after_pages_by_offset(engine: Engine) -> None:
    fill(engine, *[analysed(f"d{n:02}", days=n // 10) for n in range(40)])
    everything = found(engine, Everything(), by="newest", limit=40)
    third = engine.snapshot().search(EngineQuery(Everything(), by="newest", offset=14, limit=3))
    after = found(engine, Everything(), by="newest", limit=40, cursor=third.next_cursor)

    assert [hit.key.uid for hit in third.hits] + after == everything[14:]


@pytest.mark.parametrize(
    "cursor", ["x", "1", ".", "zz.1", "-5.0", "1.-1", "f" * 99 + ".1", "1.99999999999999"]
)
def test_search_by_date_takes_a_strange_cursor_for_none(engine: Engine, cursor: str) -> None:
    fill(engine, analysed("one"))

    assert found(engine, Everything(), by="newest", cursor=cursor) == ["one"]


def test_walk_gives_key_stamp_and_date_of_all_in_order(engine: Engine) -> None:
    fill(engine, *[analysed(f"d{n}", days=n, stamp=f"s{n}") for n in range(5)])
    entries = list(engine.snapshot().walk(Everything()))

    assert [(entry.key.uid, entry.stamp) for entry in entries] == [
        (f"d{n}", f"s{n}") for n in (4, 3, 2, 1, 0)
    ]
    assert entries[0].at == START + timedelta(days=4)
    assert next(engine.snapshot().walk(Everything(), oldest_first=True)).key.uid == "d0"


def test_walk_speaks_of_the_moment_it_began(engine: Engine) -> None:
    fill(engine, *[analysed(f"d{n}", days=n) for n in range(5)])
    walking = engine.snapshot().walk(Everything())
    first = next(walking)
    with engine.writer() as writer:
        writer.delete([DocumentKey("alert", f"d{n}") for n in range(5)])
        writer.commit()

    assert [first.key.uid, *(entry.key.uid for entry in walking)] == ["d4", "d3", "d2", "d1", "d0"]


def test_completions_gives_the_most_frequent_first(engine: Engine) -> None:
    fill(engine, analysed("a", spelling="press prison"), analysed("b", spelling="press arrest"))

    assert engine.snapshot().completions(SPELLING, "pr", 5) == [("press", 2), ("prison", 1)]


def test_rebuilding_keeps_the_old_index_until_its_end(engine: Engine) -> None:
    fill(engine, analysed("old"))
    with engine.rebuilding() as writer:
        writer.index([analysed("new")])
        during = found(engine, Everything(), by="newest")

    assert (during, found(engine, Everything(), by="newest")) == (["old"], ["new"])


def test_rebuilding_that_fails_leaves_the_old_index(engine: Engine) -> None:
    fill(engine, analysed("old"))
    with suppress(ZeroDivisionError), engine.rebuilding() as writer:
        writer.index([analysed("new")])
        raise ZeroDivisionError

    assert found(engine, Everything(), by="newest") == ["old"]
    assert engine.is_rebuilding() is False


def test_rebuilding_says_that_it_runs(engine: Engine) -> None:
    with engine.rebuilding():
        assert engine.is_rebuilding() is True


def test_preferred_puts_the_first_set_first_and_leaves_the_set(engine: Engine) -> None:
    fill(engine, analysed("rare", text_en="x x x x"), analysed("both", text_en="x y a a a a a a"))
    node = Preferred(Word("text.en", "x"), AllOf((Word("text.en", "x"), Word("text.en", "y"))))

    assert found(engine, node) == ["both", "rare"]


def _random_node(draw: random.Random, depth: int = 3) -> Node:
    field = draw.choice(FIELDS)
    leaves = [
        Everything(),
        Nothing(),
        Word(field, draw.choice(VOCABULARY), draw.choice([1.0, 0.5])),
        Phrase(field, tuple(draw.choices(VOCABULARY, k=draw.choice([2, 2, 3])))),
        Prefix(SPELLING, draw.choice(VOCABULARY)[:2]),
        InFacet("country", tuple(draw.sample(["TN", "EG", "FR", "XX"], k=2))),
        OfKind(("alert",)),
        Word("text.en", "nowhere"),
    ]
    if depth == 0:
        return draw.choice(leaves[2:])
    parts = tuple(_random_node(draw, depth - 1) for _ in range(draw.choice([1, 2, 3])))
    return draw.choice(
        [
            draw.choice(leaves),
            AnyOf(parts),
            AllOf(parts),
            Sum(parts),
            AtLeast(parts, draw.choice([1, len(parts), max(1, len(parts) - 1)])),
            Without(parts[0], parts[1:]),
            Preferred(parts[0], parts[-1]),
        ]
    )


@pytest.fixture
def shelf_of_words(engine: Engine) -> list[AnalysedDocument]:
    draw = random.Random(11)
    documents = []
    for number in range(120):
        fields = {
            name: " ".join(draw.choices(VOCABULARY, k=draw.randrange(1, 9)))
            for name in draw.sample(FIELDS, k=2)
        }
        fields[SPELLING] = " ".join(draw.sample(VOCABULARY, k=3))
        facets = {"country": draw.sample(["TN", "EG", "FR"], k=draw.randrange(3))}
        key = DocumentKey(draw.choice(["alert", "case"]), f"d{number}")
        documents.append(AnalysedDocument(key, "1", START + timedelta(hours=number), fields, facets))
    fill(engine, *documents[:70])
    fill(engine, *documents[70:])
    return documents


def test_every_tree_means_the_same_as_in_memory(
    engine: Engine, shelf_of_words: list[AnalysedDocument]
) -> None:
    draw = random.Random(3)
    snapshot = engine.snapshot()
    tables = [TokenTable(document) for document in shelf_of_words]
    sizes = set()
    for _ in range(400):
        node = _random_node(draw)
        expected = {table.document.key for table in tables if matches(node, table)}
        answer = snapshot.search(EngineQuery(node, limit=200))

        assert {hit.key for hit in answer.hits} == expected, node
        assert answer.total == len(expected) == snapshot.count(node), node
        assert {entry.key for entry in snapshot.walk(node)} == expected, node
        sizes.add(len(expected))
    assert len(sizes) > 20
