import stat

import pytest

from ifex.foundations.core import erasures
from ifex.foundations.core.erasures import key_of, note_erasure, pk_in, register_erasure, repeat_erasures


@pytest.fixture(autouse=True)
def ledger(settings, tmp_path, monkeypatch):
    settings.IFEX_DATA = tmp_path
    monkeypatch.setattr(erasures, "_repeats", {})
    return tmp_path / "erasures.jsonl"


@pytest.fixture
def repeated():
    """The keys for which `forget` was repeated; one that ends in `gone` has nothing to forget."""
    keys = []

    def repeat(key):
        keys.append(key)
        return not key.endswith("gone")

    register_erasure("forget", repeat)
    return keys


def test_repeat_erasures_repeats_what_was_noted_and_counts_what_came_back(repeated):
    for key in ("1-a", "2-gone", "3-b"):
        note_erasure("forget", key)

    assert repeat_erasures() == 2
    assert repeated == ["1-a", "2-gone", "3-b"]


def test_repeat_erasures_leaves_what_was_taken_back_later(repeated):
    note_erasure("forget", "a")
    note_erasure("forget", "b")
    note_erasure("remember", "a")

    repeat_erasures()

    assert repeated == ["b"]


def test_repeat_erasures_notes_nothing_anew(ledger):
    register_erasure("forget", lambda key: note_erasure("forget", key) is None)
    note_erasure("forget", "a")
    before = ledger.read_bytes()

    repeat_erasures()

    assert ledger.read_bytes() == before


def test_ledger_survives_a_line_cut_off_by_a_power_cut(ledger, repeated):
    note_erasure("forget", "a")
    with ledger.open("a") as file:
        file.write('{"at": "2026-01-01", "act": "for')

    assert repeat_erasures() == 1


def test_note_after_a_line_that_was_cut_off_is_not_lost(ledger, repeated):
    ledger.write_text('{"at": "2026-01-01", "act": "for')
    note_erasure("forget", "a")

    assert repeat_erasures() == 1


def test_ledger_is_for_the_operator_alone(ledger):
    note_erasure("forget", "a")

    assert stat.S_IMODE(ledger.stat().st_mode) == 0o600


def test_repeat_erasures_without_a_ledger_does_nothing(repeated):
    assert (repeat_erasures(), repeated) == (0, [])


def test_key_of_tells_rows_of_one_number_apart():
    assert pk_in(key_of(12, "a")) == 12
    assert key_of(12, "a") != key_of(12, "b")
