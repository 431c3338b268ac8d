"""`ifex serve`: web server and worker together, on one port."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ifex.faces.operations.places import AlreadyServed, sole_use
from ifex.faces.operations.restoring import has_unfinished_restore, repeat_erasures_after_restore
from ifex.faces.operations.starting import answers, collect_static_files, demand_free_port
from ifex.faces.operations.supervising import Child, Supervisor
from ifex.foundations.core.tables import migrate


class Command(BaseCommand):
    help = "Starts the web server and the worker; brings the database up to date first. Ctrl-C ends both."
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 answers other machines too.")
        parser.add_argument("--no-worker", action="store_true", help="Web only; run `ifex work` elsewhere.")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        try:
            with sole_use():
                if has_unfinished_restore():
                    raise CommandError("A restore was interrupted. Run `ifex restore` again first.")
                demand_free_port(host, port)
                migrate(self.stdout)
                self._repeat_erasures()
                # The child processes open connections of their own.
                connection.close()
                collect_static_files(self.stdout)
                self._supervise(host, port, with_worker=not options["no_worker"])
        except AlreadyServed as refused:
            raise CommandError(
                f"{settings.IFEX_DATA} is served already. Set IFEX_DATA to start a second installation."
            ) from refused
        self.stdout.write("Stopped.")

    def _repeat_erasures(self) -> None:
        count = repeat_erasures_after_restore()
        if count is not None:
            self.stdout.write(
                f"Erased or hidden again, as it was since the backup that was restored: {count:,}."
            )

    def _supervise(self, host: str, port: int, *, with_worker: bool) -> None:
        environment = dict(os.environ)
        base_url = environment.get("IFEX_BASE_URL") or f"http://localhost:{port}"
        environment["IFEX_BASE_URL"] = base_url
        settings.SERVED_ADDRESS.write_text(base_url)
        environment["IFEX_DATA"] = str(settings.IFEX_DATA)
        children = [Child("web", web_command(host, port), environment)]
        if with_worker:
            children.append(Child("worker", worker_command(), environment))
        supervisor = Supervisor(children)

        def say_when_started() -> bool:
            if not answers(host, port):
                return False
            self.stdout.write(f"{settings.IFEX_NAME} answers at {base_url}/ (editors: {base_url}/admin/)")
            self.stdout.write(f"Everything is kept in {settings.IFEX_DATA}. Ctrl-C stops.")
            if settings.IFEX_DEMO and settings.IFEX_MAIL_IS_KEPT:
                self.stdout.write(f"The mail that the demonstration would send: {base_url}/mail/")
            self.stdout.flush()
            return True

        supervisor.run(when_started=say_when_started)


def web_command(host: str, port: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(settings.IFEX_SERVE_PROCESSES),
        "--blocking-threads", str(settings.IFEX_SERVE_THREADS),
        "--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "20", "--log-level", "warning",
        "ifex.config.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    return [sys.executable, "-m", "ifex.config.program", "work", "--with-parent", str(os.getpid())]
