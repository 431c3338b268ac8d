"""The index follows the database: in order, at once, and whatever happens."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from ifex.foundations.core import clock
from ifex.foundations.core.bell import last_ring
from ifex.foundations.jobs.loops import all_loops
from ifex.instruments.search.declarations import SearchKind, register_kind, unregister_kind
from ifex.instruments.search.documents import Document, DocumentKey
from ifex.instruments.search.domain import indexing
from ifex.instruments.search.domain.changes import enqueue_index_change
from ifex.instruments.search.domain.checking import check_index
from ifex.instruments.search.domain.indexing import index_pending
from ifex.instruments.search.domain.rebuilding import rebuild_index
from ifex.instruments.search.engines import connect, get_engine
from ifex.instruments.search.enums import Priority
from ifex.instruments.search.models import BuiltIndex, IndexChange
from ifex.instruments.search.protocol import Engine, IndexBusy, SearchUnavailable
from ifex.instruments.search.query.tree import Everything

MakeDocument = Callable[..., Document]
pytestmark = pytest.mark.django_db


def indexed() -> dict[str, str]:
    return {entry.key.uid: entry.stamp for entry in get_engine().snapshot().walk(Everything())}


def test_enqueue_index_change_keeps_one_row_for_a_thing() -> None:
    enqueue_index_change("alert", ["one", "one", "two"], priority=Priority.BULK)
    first = IndexChange.objects.get(uid="one").version
    enqueue_index_change("alert", ["one"])

    assert list(IndexChange.objects.order_by("uid").values_list("uid", "priority")) == [
        ("one", 0),
        ("two", 10),
    ]
    assert IndexChange.objects.get(uid="one").version != first


def test_enqueue_index_change_never_makes_a_change_less_urgent() -> None:
    enqueue_index_change("alert", ["one"])
    enqueue_index_change("alert", ["one"], priority=Priority.BULK)

    assert IndexChange.objects.get().priority == Priority.FRESH


@pytest.mark.django_db(transaction=True)
def test_enqueue_index_change_rings_only_after_the_commit(engine: Engine) -> None:
    with transaction.atomic():
        enqueue_index_change("alert", ["one"])
        during = last_ring("search")

    assert (during, last_ring("search") > 0) == (0, True)


@pytest.mark.django_db(transaction=True)
def test_enqueue_index_change_leaves_nothing_of_a_rolled_back_transaction() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue_index_change("alert", [str(1 // int(n)) for n in "10"])

    assert not IndexChange.objects.exists()


def after_a_while():
    """When a backlog has waited long enough for more to come."""
    return clock.stopped_clock(clock.now() + timedelta(seconds=2))


def test_index_pending_writes_and_deletes(engine: Engine, shelf, make_document: MakeDocument) -> None:
    shelf.put(make_document("one", stamp="1"), make_document("two", stamp="1"))
    enqueue_index_change("alert", ["one", "two"])
    assert index_pending() == 2
    shelf.put(make_document("one", stamp="2"))
    del shelf.things["two"]
    enqueue_index_change("alert", ["one", "two", "never"])
    assert index_pending() == 3

    assert (indexed(), IndexChange.objects.count(), index_pending()) == ({"one": "2"}, 0, 0)


def test_index_pending_takes_fresh_changes_before_a_backlog(
    engine: Engine, shelf, make_document: MakeDocument
) -> None:
    shelf.put(*[make_document(f"old{n}") for n in range(20)], make_document("fresh"))
    enqueue_index_change("alert", [f"old{n}" for n in range(20)], priority=Priority.BULK)
    enqueue_index_change("alert", ["fresh"])

    assert (index_pending(), list(indexed())) == (1, ["fresh"])
    with after_a_while():
        assert (index_pending(), len(indexed())) == (20, 21)


def test_index_pending_lets_a_small_backlog_gather(
    engine: Engine, shelf, make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_BATCH", 3)
    shelf.put(*[make_document(f"old{n}") for n in range(3)])
    enqueue_index_change("alert", ["old0", "old1"], priority=Priority.BULK)

    assert (index_pending(), list(indexed())) == (0, [])
    enqueue_index_change("alert", ["old2"], priority=Priority.BULK)
    assert (index_pending(), len(indexed())) == (3, 3)


def test_index_pending_interrupts_a_backlog_for_a_fresh_change(
    engine: Engine, shelf, make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_BATCH", 10)
    shelf.put(*[make_document(f"old{n:03}") for n in range(100)], make_document("fresh"))
    enqueue_index_change("alert", [f"old{n:03}" for n in range(100)], priority=Priority.BULK)
    loads: list[int] = []

    def load(uids: list[str]):
        loads.append(len(uids))
        if len(loads) == 2:
            enqueue_index_change("alert", ["fresh"])
        return shelf.load(uids)

    register_kind(SearchKind("alert", load, shelf.iterate, shelf.stamps))
    index_pending()

    assert loads == [10, 10, 1]
    assert "fresh" in indexed()


def test_index_pending_keeps_a_change_that_comes_while_it_works(
    engine: Engine, shelf, make_document: MakeDocument
) -> None:
    def load(uids: list[str]):
        found = [make_document("one", stamp="1")]
        if not IndexChange.objects.filter(priority=Priority.BULK).exists():
            return [make_document("one", stamp="2")]
        enqueue_index_change("alert", ["one"])
        return found

    register_kind(SearchKind("alert", load, shelf.iterate, shelf.stamps))
    enqueue_index_change("alert", ["one"], priority=Priority.BULK)
    with after_a_while():
        index_pending()
    assert (indexed(), IndexChange.objects.count()) == ({"one": "1"}, 1)
    index_pending()

    assert (indexed(), IndexChange.objects.count()) == ({"one": "2"}, 0)


def test_index_pending_parks_what_cannot_be_made(
    engine: Engine, shelf, make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put(*[make_document(f"d{n}") for n in range(5)])

    def load(uids: list[str]):
        if "d3" in uids:
            raise ValueError
        return shelf.load(uids)

    register_kind(SearchKind("alert", load, shelf.iterate, shelf.stamps))
    enqueue_index_change("alert", list(shelf.things))

    assert (index_pending(), sorted(indexed())) == (4, ["d0", "d1", "d2", "d4"])
    assert IndexChange.objects.get().priority == Priority.PARKED
    register_kind(SearchKind("alert", shelf.load, shelf.iterate, shelf.stamps))
    monkeypatch.setattr(indexing, "_last_trial", -1e9)
    monkeypatch.setattr(indexing, "_last_backlog", -1e9)
    assert (index_pending(), len(indexed())) == (1, 5)


def test_index_pending_takes_what_follows_from_an_import_once_it_is_quiet(
    engine: Engine, shelf, make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put(make_document("named"), make_document("taken-in"))
    enqueue_index_change("alert", ["named"], priority=Priority.LATER)
    enqueue_index_change("alert", ["taken-in"], priority=Priority.BULK)

    with after_a_while():
        assert (index_pending(), list(indexed())) == (1, ["taken-in"])
        assert index_pending() == 0
        monkeypatch.setattr(indexing, "_last_backlog", -1e9)
        assert (index_pending(), len(indexed())) == (1, 2)


def test_index_pending_deletes_the_documents_of_a_kind_that_is_gone(
    engine: Engine, shelf, make_document: MakeDocument
) -> None:
    shelf.put(make_document("one"))
    enqueue_index_change("alert", ["one"])
    index_pending()
    unregister_kind("alert")
    enqueue_index_change("alert", ["one"])
    index_pending()

    assert indexed() == {}


def test_index_pending_makes_the_first_index_of_a_new_installation(settings, tmp_path) -> None:
    settings.IFEX_SEARCH_URL = f"tantivy://{tmp_path}/new"
    index_pending()

    assert (indexed(), BuiltIndex.objects.count()) == ({}, 1)


def test_index_pending_makes_no_partial_index_where_one_was_deleted(
    settings, tmp_path, shelf, make_document: MakeDocument
) -> None:
    settings.IFEX_SEARCH_URL = f"tantivy://{tmp_path}/one"
    index_pending()
    settings.IFEX_SEARCH_URL = f"tantivy://{tmp_path}/deleted"
    shelf.put(make_document("one"))
    enqueue_index_change("alert", ["one"])
    with pytest.raises(SearchUnavailable, match="rebuild"):
        index_pending()
    assert IndexChange.objects.count() == 1
    rebuild_index()

    assert indexed() == {"one": "1"}


def test_index_pending_writes_again_what_changed_during_a_rebuild(
    engine: Engine, shelf, make_document: MakeDocument
) -> None:
    shelf.put(make_document("a", stamp="1"), make_document("b", stamp="1"))

    def iterate(after: str):
        for number, document in enumerate(list(shelf.iterate(after))):
            if number == 1:
                shelf.put(make_document("a", stamp="2"))
                enqueue_index_change("alert", ["a"])
                assert index_pending() == 1
                assert index_pending() == 0
                assert indexed() == {"a": "2"}
            yield document

    register_kind(SearchKind("alert", shelf.load, iterate, shelf.stamps))
    rebuild_index()
    assert indexed() == {"a": "1", "b": "1"}
    assert index_pending() == 1

    assert (indexed(), IndexChange.objects.count()) == ({"a": "2", "b": "1"}, 0)


def test_writer_is_one(engine: Engine) -> None:
    other = connect.__wrapped__(f"tantivy://{engine.folder.root}")  # type: ignore[attr-defined]
    with engine.writer(), pytest.raises(IndexBusy, match="process"):
        other.writer().__enter__()


def test_loop_of_the_worker_is_registered() -> None:
    loop = next(loop for loop in all_loops() if loop.name == "search")

    assert (loop.step, loop.bell) == (index_pending, "search")


def test_check_index_lists_every_difference(engine: Engine, shelf, make_document: MakeDocument) -> None:
    shelf.put(*[make_document(uid) for uid in ("same", "outdated", "extra", "waiting")])
    enqueue_index_change("alert", list(shelf.things))
    index_pending()
    del shelf.things["extra"]
    shelf.put(*[make_document(uid, stamp="2") for uid in ("outdated", "missing", "waiting")])
    enqueue_index_change("alert", ["waiting"])
    report = check_index()

    assert (report.missing, report.extra, report.outdated, report.doubled) == (
        [DocumentKey("alert", "missing")], [DocumentKey("alert", "extra")], [DocumentKey("alert", "outdated")], [],
    )  # fmt: skip
    assert (report.checked, report.waiting, report.is_equal) == (4, 1, False)


def test_search_command_finds_a_difference_and_mends_it(
    engine: Engine, shelf, make_document: MakeDocument, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.put(make_document("one"), make_document("two"), make_document("three"))
    with pytest.raises(CommandError, match="differ") as refused:
        call_command("search", "check")
    assert refused.value.returncode == 1
    assert "missing: alert one" in capsys.readouterr().out
    call_command("search", "rebuild")
    call_command("search", "check")

    assert "Checked 3: 0 missing, 0 extra, 0 outdated" in capsys.readouterr().out


def test_search_command_says_what_to_do_without_an_index(settings, tmp_path) -> None:
    settings.IFEX_SEARCH_URL = f"tantivy://{tmp_path}/nothing"

    with pytest.raises(CommandError, match="ifex search rebuild"):
        call_command("search", "check")


@pytest.mark.parametrize("damage", ["garbage", "empty", "missing", "segments"])
def test_a_damaged_index_is_unavailable_and_mended_by_a_rebuild(
    engine: Engine, shelf, make_document: MakeDocument, damage: str
) -> None:
    shelf.put(make_document("one", en="press"))
    rebuild_index()
    folder = engine.folder.current()  # type: ignore[attr-defined]
    meta = folder / "meta.json"
    if damage == "segments":
        for path in folder.glob("*.store"):
            path.unlink()
        meta.touch()
    else:
        {
            "garbage": lambda: meta.write_text("{"),
            "empty": lambda: meta.write_text(""),
            "missing": meta.unlink,
        }[damage]()
    connect.cache_clear()
    with pytest.raises(SearchUnavailable):
        get_engine().snapshot()
    rebuild_index()

    assert indexed() == {"one": "1"}
