"""`ifex export`: the archive, or all results of a search, as a file."""

import sys
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ifex.foundations.core.progress import progress
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.search.requests import SearchRequest
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.interchange.dump import write_dump
from ifex.network.archive.interchange.exporting import full_objects, public_objects, public_results
from ifex.network.archive.interchange.lines import write_lines


class Command(BaseCommand):
    help = "Write the archive: everything that is public, all results of a search, or everything there is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a file to write, - for standard output, a folder with --dump")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--public", action="store_true", help="what readers may have (the default)")
        what.add_argument(
            "--full", action="store_true", help="working rows and every publication: keep it safe"
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
            count = self._write_lines(str(options["file"]), options)
        except SearchUnavailable as refused:
            raise CommandError("the search index cannot be read: run `ifex search rebuild`") from refused
        except OSError as failed:
            raise CommandError(f"stopped: {failed}; the file is not complete") from failed
        self.stderr.write("1 object written." if count == 1 else f"{count:,} objects written.")

    def _write_lines(self, target: str, options: dict[str, object]) -> int:
        if options["full"]:
            objects = full_objects()
        elif options["query"] is not None:
            params = parse_qs(str(options["query"]).lstrip("?"), keep_blank_values=False)
            request = SearchRequest.from_params(params, kinds=(SubjectKind.ALERT.value,))
            objects = public_results(request)
        else:
            objects = public_objects()
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
