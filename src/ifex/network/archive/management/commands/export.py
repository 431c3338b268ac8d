"""`ifex export`: the archive, or all results of a search, as a file."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs

from django.core.management.base import CommandError, CommandParser

from ifex.foundations.core.progress import progress
from ifex.foundations.core.tables import TableCommand
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.search.requests import SearchRequest
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.interchange.dump import write_dump
from ifex.network.archive.interchange.exporting import (
    Object,
    full_objects,
    public_objects,
    public_results,
)
from ifex.network.archive.interchange.files_out import (
    FilesMissing,
    folder_beside,
    noting_files,
    write_files,
)
from ifex.network.archive.interchange.lines import write_lines


class Command(TableCommand):
    help = "Write the archive: everything that is public, all results of a search, or everything there is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a file to write, - for standard output, a folder with --dump")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--public", action="store_true", help="what readers may have (the default)")
        what.add_argument(
            "--full",
            action="store_true",
            help="working rows, every publication, attached files (in FILE.files): keep it safe",
        )
        what.add_argument(
            "--query", help="the public results of a search, as its address says it: q=…&country=tn"
        )
        what.add_argument("--dump", action="store_true", help="a dated public .zip with codebook and licence")

    def handle(self, *args: object, **options: object) -> None:
        try:
            if options["dump"]:
                self.stdout.write(f"Written: {write_dump(Path(str(options['file'])))}")
                return
            if options["full"]:
                self._write_everything(str(options["file"]))
                return
            count = self._write_lines(str(options["file"]), self._public_objects(options["query"]))
        except SearchUnavailable as refused:
            raise CommandError("the search index cannot be read: run `ifex search rebuild`") from refused
        except OSError as failed:
            raise CommandError(f"stopped: {failed}; the file is not complete") from failed
        except FilesMissing as missing:
            raise CommandError(f"{missing}. All else is written") from missing
        self._tell(count)

    def _tell(self, count: int) -> None:
        self.stderr.write("1 object written." if count == 1 else f"{count:,} objects written.")

    def _write_everything(self, target: str) -> None:
        files: set[str] = set()
        count = self._write_lines(target, noting_files(full_objects(), files))
        self._tell(count)
        if target == "-":
            self.stderr.write(f"{len(files):,} attached files are left out: export to a file to have them.")
            return
        folder = folder_beside(Path(target))
        if files or folder.exists():
            with progress("Copying files") as bar:
                self.stderr.write(f"{write_files(files, folder, bar):,} attached files written to {folder}.")

    def _public_objects(self, query: object) -> Iterator[Object]:
        if query is None:
            return public_objects()
        params = parse_qs(str(query).lstrip("?"), keep_blank_values=False)
        return public_results(SearchRequest.from_params(params, kinds=(SubjectKind.ALERT.value,)))

    def _write_lines(self, target: str, objects: Iterator[Object]) -> int:
        with progress("Exporting") as bar:
            if target == "-":
                return write_lines(objects, sys.stdout.buffer, bar)
            with _private_file(Path(target)) as file:
                return write_lines(objects, file, bar)


def _private_file(path: Path) -> IO[bytes]:
    """Readable by its owner alone: a full export names those whom the public does not know."""
    path.touch(mode=0o600)
    if path.is_file():
        # It may have been there before, open to others.
        path.chmod(0o600)
    return path.open("wb")
