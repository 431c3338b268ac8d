import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from ifex.foundations.core.turns import NoTurnFree, network_of, take_turn


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.IFEX_DATA = tmp_path


@pytest.fixture
def take():
    """`take("reader")`, with two turns in all and one for each; all are given back at the end."""
    taken = []

    def take(key, *, at_most=2, at_most_each=1):
        taken.append(take_turn("export", key, at_most=at_most, at_most_each=at_most_each))
        return taken[-1]

    yield take
    for turn in taken:
        turn.give_back()


def test_take_turn_refuses_more_than_there_are(take):
    take("a")
    take("b")

    with pytest.raises(NoTurnFree):
        take("c")


def test_take_turn_refuses_one_who_has_theirs(take):
    take("a")

    with pytest.raises(NoTurnFree):
        take("a")

    take("b")


def test_take_turn_counts_each_act_by_itself(take):
    take("a")

    take_turn("other", "a", at_most=1, at_most_each=1).give_back()


def test_give_back_frees_the_turn_for_others_and_for_oneself(take):
    first, second = take("a"), take("b")
    second.give_back()
    take("c")
    first.give_back()
    first.give_back()

    take("a")

    with pytest.raises(NoTurnFree):
        take("d")


def test_take_turn_writes_nobodys_address(take, tmp_path):
    take("192.0.2.7")

    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert len(written) == 64
    assert b"192.0.2" not in written


def test_take_turn_gives_no_more_than_there_are_to_many_at_once(take):
    def attempt(number):
        with suppress(NoTurnFree):
            return take(str(number % 8), at_most=5, at_most_each=1)

    with ThreadPoolExecutor(16) as pool:
        turns = list(pool.map(attempt, range(64)))

    assert sum(turn is not None for turn in turns) == 5


@pytest.mark.crash
def test_a_killed_process_frees_its_turn(take, tmp_path):
    program = (
        "import sys, time; from django.conf import settings;"
        " settings.configure(IFEX_DATA=sys.argv[1], SECRET_KEY='x');"
        " from ifex.foundations.core.turns import take_turn;"
        " turn = take_turn('export', 'a', at_most=1, at_most_each=1);"
        " print('taken', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "taken\n"
        with pytest.raises(NoTurnFree):
            take("b", at_most=1)
        process.kill()
        process.wait()

    take("b", at_most=1)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_network_of(address, network):
    assert network_of(address) == network
