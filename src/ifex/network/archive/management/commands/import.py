"""`ifex import FILE`: takes a file into the archive."""

from pathlib import Path

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError

from ifex.foundations.core.progress import progress
from ifex.foundations.core.tables import TableCommand
from ifex.network.archive.interchange.files_in import FilesTaken, files_beside
from ifex.network.archive.interchange.importing import ImportRunsAlready, Outcome, import_file
from ifex.network.archive.interchange.sources import SourceRefused


class Command(TableCommand):
    help = "Take a file into the archive. Interrupted, the same command goes on where it stood."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="plain, .gz, or a .zip with one file")
        parser.add_argument("--format", choices=["jsonl", "csv", "cpj"], default="jsonl")
        parser.add_argument(
            "--mapping", type=Path, help="for csv: which column is which fact (docs/how-to/import.md)"
        )

    def handle(self, *args: object, **options: object) -> None:
        path, mapping = options["file"], options["mapping"]
        assert isinstance(path, Path)
        assert mapping is None or isinstance(mapping, Path)
        try:
            with files_beside(path, by="import") as files, progress(f"Importing {path.name}") as bar:
                outcome = import_file(
                    path,
                    format=str(options["format"]),
                    mapping=mapping,
                    came=files.came,
                    by="import",
                    bar=bar,
                )
        except SourceRefused as refused:
            raise CommandError(str(refused)) from refused
        except ImportRunsAlready as busy:
            raise CommandError("another import is running here; wait for it, or stop it") from busy
        except (DatabaseError, OSError) as failed:
            raise CommandError(
                f"stopped: {failed}. What is in is in; mend the cause and run the same command again to go on"
            ) from failed
        self.stdout.write(summary_of(outcome, files))


def summary_of(outcome: Outcome, files: FilesTaken) -> str:
    lines = [f"{outcome.run.lines_done:,} lines read."]
    lines += [f"  {count:>10,}  {name}" for name, count in sorted((outcome.counts + files.counts).items())]
    if outcome.waiting:
        lines.append(f"  {outcome.waiting:>10,}  references still wait for something that has not arrived")
    if files.waiting:
        lines.append(f"  {files.waiting:>10,}  alerts name attached files that are not here")
    if outcome.rejects:
        lines.append(f"Refused lines and notes: {outcome.rejects}")
    if files.rejects:
        lines.append(f"Refused files: {files.rejects}")
    return "\n".join(lines)
