"""A program of its own for the tests that kill a worker: prepare | ask … | work."""

import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ifex.config.settings")

# Only what it needs: it is started often.
settings.INSTALLED_APPS = [f"ifex.foundations.{room}" for room in ("core", "audit", "jobs")]
django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection  # noqa: E402

from ifex.foundations.core.events import emit, subscribe  # noqa: E402
from ifex.foundations.jobs import leases  # noqa: E402
from ifex.foundations.jobs.domain.job import ask_for_job, register_job_kind  # noqa: E402
from ifex.foundations.jobs.loops import all_loops, stop_signal  # noqa: E402
from ifex.foundations.jobs.periodic import register_periodic  # noqa: E402
from ifex.foundations.jobs.worker import run_loops  # noqa: E402

leases.LEASE_SECONDS = 1.0
FOLDER = Path(settings.IFEX_DATA)


def note(name: str, word: object) -> None:
    with (FOLDER / name).open("a") as file:
        file.write(f"{word}\n")


def hear(number: int) -> None:
    note("heard", number)
    time.sleep(0.005)


def count_slowly(progress, *, steps: int) -> dict:
    path = FOLDER / "steps"
    done = len(path.read_text().split()) if path.exists() else 0
    for step in range(done, steps):
        note("steps", step)
        progress(step + 1, steps)
        time.sleep(0.02)
    return {"counted": steps}


def note_name(progress, *, name: str) -> None:
    note("names", name)


def sweep() -> str:
    note("sweeps", "begun")
    time.sleep(1.5)
    note("sweeps", "ended")
    return "swept"


subscribe("test_happened", "listener", hear)
register_job_kind("count-slowly", count_slowly)
register_job_kind("note-name", note_name)


def main(verb: str, *rest: str) -> None:
    if verb == "prepare":
        with connection.schema_editor() as editor:
            for model in apps.get_models():
                editor.create_model(model)
    elif verb == "emit":
        for number in range(int(rest[0])):
            emit("test_happened", number=number)
    elif verb == "ask":
        ask_for_job("count-slowly", by="test", steps=int(rest[0]))
    elif verb == "ask-many":
        for number in range(int(rest[0])):
            ask_for_job("note-name", by="test", name=str(number))
    else:
        work(rest)


def work(names: tuple[str, ...]) -> None:
    if "periodic" in names:
        register_periodic("sweep", every=timedelta(hours=1), function=sweep)
    signal.signal(signal.SIGTERM, lambda *_: stop_signal().set())
    loops = [loop for loop in all_loops() if loop.name in names]
    run_loops(loops, stop=stop_signal())


if __name__ == "__main__":
    main(*sys.argv[1:])
