"""`ifex work`: the worker beside the web server."""

import os
import signal
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ifex.foundations.core.long_work import settle_for_long_work
from ifex.foundations.core.tables import count_missing_changes
from ifex.foundations.jobs.loops import all_loops, stop_signal
from ifex.foundations.jobs.worker import run_loops


class Command(BaseCommand):
    help = "Runs what happens behind the pages: mail, events, indexing, periodic and long jobs."
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--with-parent", type=int, metavar="PID", help="Stop when this process is gone.")
        parser.add_argument(
            "--only", action="append", metavar="LOOP", help="Run only this loop (repeatable)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if count_missing_changes():
            raise CommandError("The database is not up to date. Run `ifex migrate` (or `ifex serve`) first.")
        connection.close()
        loops = [loop for loop in all_loops() if not options["only"] or loop.name in options["only"]]
        if not loops:
            known = ", ".join(loop.name for loop in all_loops())
            raise CommandError(f"No such loop. There are: {known}.")
        stop = stop_signal()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: sys.exit(1) if stop.is_set() else stop.set())
        settle_for_long_work()
        self.stderr.write(f"Working: {', '.join(loop.name for loop in loops)}.")
        parent = options["with_parent"]
        ended = run_loops(loops, stop=stop, should_stop=lambda: bool(parent) and os.getppid() != parent)
        self.stderr.write("Stopped.")
        if not ended:
            sys.stderr.flush()
            # Threads in the middle of a step are left where a kill would leave them; their rows are
            # reclaimed.
            os._exit(1)
