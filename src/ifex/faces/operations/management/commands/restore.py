"""`ifex restore FILE`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ifex.faces.operations.places import AlreadyServed, sole_use
from ifex.faces.operations.restoring import (
    BackupRefused,
    forget_half_unpacked,
    has_unfinished_restore,
    is_installation_empty,
    restore_backup,
)
from ifex.foundations.core.progress import progress


class Command(BaseCommand):
    help = "Puts a backup in the place of this installation, once every file in it has been verified."
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="Also where there is something already; it is moved aside."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["file"].resolve()
        if not source.is_file():
            raise CommandError(f"There is no file {source}.")
        try:
            with sole_use():
                self._restore(source, replace=options["replace"])
        except AlreadyServed as refused:
            raise CommandError("Stop `ifex serve` first.") from refused

    def _restore(self, source: Path, *, replace: bool) -> None:
        if not (replace or has_unfinished_restore() or is_installation_empty()):
            raise CommandError(
                f"{settings.IFEX_DATA} holds an installation. Set IFEX_DATA to an empty folder,"
                " or say --replace (what is there is moved aside)."
            )
        forget_half_unpacked()
        try:
            with progress("Restoring") as bar:
                manifest, replaced = restore_backup(source, bar)
        except BackupRefused as refused:
            raise CommandError(f"{refused} Nothing was changed.") from refused
        except OSError as refused:
            raise CommandError(f"Not restored: {refused.strerror}.") from refused
        self.stdout.write(f"Restored {len(manifest['entries']):,} files as of {manifest['made_at']}.")
        if replaced:
            self.stdout.write(f"What was here is in {replaced}; remove it once all is well.")
        self.stdout.write("Next: `ifex migrate`, then `ifex search rebuild`, then `ifex serve`.")
