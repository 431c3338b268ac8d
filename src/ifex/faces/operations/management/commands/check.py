"""`ifex check`: is all well? Django's own checks of the code are in it."""

import sys
from typing import Any

from django.conf import settings
from django.core import checks as django_checks
from django.core.management.commands.check import Command as DjangoCheck

from ifex.faces.operations.databases import is_database_empty
from ifex.foundations.core.soundness import Level, run_checks

_MARKS = {Level.GOOD: "ok  ", Level.WARNING: "WARN", Level.BAD: "BAD "}


class Command(DjangoCheck):
    help = "Says whether database, worker, mail, index and disk are well. Ends with 1 if something is bad."

    def add_arguments(self, parser: Any) -> None:
        super().add_arguments(parser)
        parser.add_argument("--quick", action="store_true", help="Leave out what takes long.")
        parser.add_argument("--code", action="store_true", help="Only Django's checks of the code.")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        is_djangos = app_labels or options["tags"] or options["list_tags"] or options["deploy"]
        if options["code"] or is_djangos:
            super().handle(*app_labels, **options)
            return
        if is_database_empty():
            self.stdout.write(f"BAD  Nothing is installed in {settings.IFEX_DATA} yet: run `ifex serve`.")
            sys.exit(1)
        findings = run_checks(quick_only=options["quick"])
        width = max(len(name) for name in findings)
        for name, finding in findings.items():
            self.stdout.write(f"{_MARKS[finding.level]} {name:{width}}  {finding.sentence}")
        errors = [found for found in django_checks.run_checks() if found.level >= django_checks.ERROR]
        for error in errors:
            self.stdout.write(f"BAD  {'code':{width}}  {error.id}: {error.msg}")
        if errors or any(finding.level is Level.BAD for finding in findings.values()):
            sys.exit(1)
