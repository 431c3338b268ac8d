"""`ifex demo`: the demonstration world, its log-ins, and the server on request."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from ifex.faces.demo.domain.loading import ArchiveIsNotEmpty, load_world
from ifex.faces.demo.domain.logins import make_logins
from ifex.faces.demo.domain.reporting import publish_report
from ifex.faces.demo.world import world
from ifex.faces.operations.starting import demand_free_port
from ifex.foundations.core import clock
from ifex.foundations.core.progress import progress
from ifex.foundations.core.tables import migrate
from ifex.network.archive.interchange.importing import ImportRunsAlready


class Command(BaseCommand):
    help = "Fills an empty archive with an invented world, makes its log-ins and prints them."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--alerts", type=int, default=3000, help="How many alerts (default: 3000).")
        parser.add_argument("--seed", type=int, default=1, help="Another number, another world.")
        parser.add_argument("--to-file", type=Path, help="Write the world as JSON Lines and load nothing.")
        parser.add_argument("--serve", action="store_true", help="Start the server afterwards.")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 answers other machines too.")

    def handle(self, *args: Any, **options: Any) -> None:
        alerts, seed = options["alerts"], options["seed"]
        if not 1 <= alerts <= 9_999_999:
            raise CommandError("--alerts must be between 1 and 9,999,999.")
        if options["to_file"]:
            self._write_file(options["to_file"], alerts, seed)
            return
        if options["serve"]:
            demand_free_port(options["host"], options["port"])
        migrate(self.stdout)
        self._load(alerts, seed)
        call_command("pages", "start")
        publish_report()
        self._print_logins()
        if options["serve"]:
            call_command("serve", host=options["host"], port=options["port"])

    def _write_file(self, path: Path, alerts: int, seed: int) -> None:
        count = 0
        with progress("Inventing") as bar, path.open("w", encoding="utf-8") as file:
            for item in world(alerts, seed, clock.today()):
                file.write(json.dumps(item, ensure_ascii=False) + "\n")
                count += 1
                bar.advance()
        self.stdout.write(f"{count:,} objects written to {path}.")

    def _load(self, alerts: int, seed: int) -> None:
        try:
            with progress("Inventing the demonstration world") as bar:
                outcome = load_world(alerts=alerts, seed=seed, by="demo", bar=bar)
        except ArchiveIsNotEmpty as refused:
            raise CommandError(
                f"{settings.IFEX_DATA} holds other alerts, or another invented world. Set IFEX_DATA to an empty folder."
            ) from refused
        except ImportRunsAlready as busy:
            raise CommandError("Another import is running here; wait for it, or stop it.") from busy
        except (DatabaseError, OSError) as failed:
            raise CommandError(f"Stopped: {failed}. Run the same command again to go on.") from failed
        if outcome is None:
            self.stdout.write("The demonstration world is here already.")
            return
        for name, count in sorted(outcome.counts.items()):
            self.stdout.write(f"{count:>10,}  {name}")
        if outcome.rejects:
            self.stdout.write(f"Refused lines and notes: {outcome.rejects}")

    def _print_logins(self) -> None:
        if not settings.IFEX_DEMO:
            self.stdout.write("Set IFEX_DEMO=1 for the banner that all this is invented, and for log-ins.")
            return
        self.stdout.write("Log-ins of the demonstration, known to everybody:")
        for login in make_logins():
            self.stdout.write(f"  {login.email:<28} {login.password}   ({login.role})")
            if login.totp_secret:
                self.stdout.write(f"  {'':<28} authenticator secret {login.totp_secret}")
                self.stdout.write(f"  {'':<28} or a recovery code: {', '.join(login.recovery_codes[:4])}")
