"""`ifex backup FILE`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ifex.faces.operations.backing_up import write_backup
from ifex.faces.operations.databases import is_database_empty
from ifex.foundations.core.progress import progress


class Command(BaseCommand):
    help = "Writes database, files, sealed originals and secret key to one archive, while the site runs."
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, help="For instance backup.tar.gz; an older one is replaced.")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"].resolve()
        if not target.parent.is_dir():
            raise CommandError(f"There is no folder {target.parent}.")
        if is_database_empty():
            raise CommandError(
                f"Nothing is installed in {settings.IFEX_DATA} yet: there is nothing to back up."
            )
        try:
            with progress("Backing up") as bar:
                manifest = write_backup(target, bar)
        except OSError as refused:
            raise CommandError(f"No backup was written: {refused.strerror}.") from refused
        size = target.stat().st_size
        self.stdout.write(f"{len(manifest['entries']):,} files in {target} ({size / 1024**2:,.1f} MB).")
        self.stdout.write(
            "It holds the secret key and unpublished names: keep it where only you can read it."
        )
