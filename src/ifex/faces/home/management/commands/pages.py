"""`ifex pages start`: the pages of a new installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from ifex.faces.home.domain.starter_files import StarterUnreadable
from ifex.faces.home.domain.starting import start_pages
from ifex.foundations.core.progress import progress
from ifex.foundations.core.tables import TableCommand


class Command(TableCommand):
    help = "Writes the pages that a new installation begins with, in every language. Pages that exist stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["start"], help="start: write the starter pages that are missing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with progress("Writing the starter pages") as bar:
                outcome = start_pages(bar=bar)
        except StarterUnreadable as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(f"{outcome.written:>10,}  new page\n{outcome.kept:>10,}  page kept as it is")
