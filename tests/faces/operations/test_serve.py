import json
import os
import signal
import socket
import sys
from pathlib import Path

import pytest

from ifex.foundations.core.disk import FULL_DISK
from ifex.foundations.jobs.heartbeats import read_heartbeats

pytestmark = pytest.mark.crash


def test_serve_answers_mends_its_worker_and_stops(operator, free_port, settings):
    settings.IFEX_DATA = operator.folder
    health = f"http://127.0.0.1:{free_port}/health/"
    serving = operator.start("serve", "--port", str(free_port))
    operator.wait_until(lambda: operator.get(health)[0] == 200, 120)

    [worker] = [state.pid for state in read_heartbeats() if state.is_alive]
    os.kill(worker, signal.SIGKILL)
    operator.wait_until(lambda: {state.pid for state in read_heartbeats() if state.is_alive} - {worker})
    operator.wait_until(lambda: operator.get(health)[0] == 200)
    answer = json.loads(operator.get(health)[1])
    second_code, second_output = operator.run("serve", "--port", str(free_port))
    serving.send_signal(signal.SIGTERM)
    output = serving.communicate(timeout=60)[0]

    assert (answer["status"], answer["checks"]["worker"]) == ("well", "good")
    assert (second_code, "served already" in second_output) == (1, True)
    assert serving.returncode == 0
    assert f"http://localhost:{free_port}/" in output
    assert not operator.get(health)[0]
    assert not [state for state in read_heartbeats() if state.pid != worker]


def test_serve_killed_takes_its_children_along(operator, free_port):
    serving = operator.start("serve", "--port", str(free_port))
    health = f"http://127.0.0.1:{free_port}/health/"
    operator.wait_until(lambda: operator.get(health)[0], 120)
    serving.kill()

    operator.wait_until(lambda: not operator.get(health)[0], 60)
    run = operator.folder / "run"
    operator.wait_until(lambda: not list(run.glob("worker-*.json")))


def test_serve_says_that_the_port_is_taken(operator):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        code, output = operator.run("serve", "--port", str(port))

    assert code == 1
    assert f"Port {port}" in output
    assert "--port" in output


def _children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who is whose child")
def test_web_server_that_is_killed_leaves_nobody_at_its_port(operator, free_port):
    serving = operator.start("serve", "--no-worker", "--port", str(free_port))
    health = f"http://127.0.0.1:{free_port}/health/"
    operator.wait_until(lambda: operator.get(health)[0], 120)
    [web] = _children_of(serving.pid)
    orphans = _children_of(web)

    os.kill(web, signal.SIGKILL)
    operator.wait_until(lambda: _children_of(serving.pid) not in ([], [web]))
    operator.wait_until(lambda: operator.get(health)[0], 120)
    serving.terminate()
    serving.communicate(timeout=60)

    assert orphans
    assert not [pid for pid in orphans if Path(f"/proc/{pid}").exists()]
    assert not operator.get(health)[0]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_in_a_sentence(newcomer):
    code, output = newcomer.run("demo", "--to-file", "/dev/full", "--alerts", "20")

    assert code == 1
    assert output.endswith(f"ifex: {FULL_DISK}\n")
    assert "Traceback" not in output
