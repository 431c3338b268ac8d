"""`ifex search rebuild`, `ifex search check` and `ifex search bench`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from ifex.foundations.core.progress import progress
from ifex.foundations.core.tables import TableCommand
from ifex.instruments.search.documents import DocumentKey
from ifex.instruments.search.domain.checking import CheckReport, check_index
from ifex.instruments.search.domain.measuring import measure, percentile
from ifex.instruments.search.domain.rebuilding import count_what_should_be_there, rebuild_index
from ifex.instruments.search.protocol import IndexBusy, IndexNotWritten, SearchUnavailable

_MOST_LISTED = 20


class Command(TableCommand):
    help = (
        "The search index: make it anew (rebuild), prove it equal to the database (check), time it (bench)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser(
            "rebuild", help="make a new index from the database and put it in the old one's place"
        )
        verbs.add_parser(
            "check", help="list what is missing, extra or outdated in the index; exit code 1 if any is"
        )

        bench = verbs.add_parser("bench", help="time typical questions, drawn from the archive's own words")
        bench.add_argument("--each", type=int, default=50, help="questions of each kind (default: 50)")

    def handle(self, *args: Any, **options: Any) -> None:
        verbs = {
            "rebuild": self._rebuild,
            "check": self._check,
            "bench": lambda: self._bench(max(options["each"], 1)),
        }
        try:
            verbs[options["verb"]]()
        except IndexBusy as busy:
            raise CommandError(f"Another process is writing: {busy}. Wait for it, or stop it.") from busy
        except IndexNotWritten as refused:
            raise CommandError(
                f"The index could not be written: {refused} The old index is as it was. Make room, then run it again."
            ) from refused
        except SearchUnavailable as gone:
            raise CommandError(f"{gone} Run `ifex search rebuild`.") from gone

    def _rebuild(self) -> None:
        with progress("Indexing", total=count_what_should_be_there()) as bar:
            count = rebuild_index(bar.advance)
        self.stdout.write(f"Indexed {count:,} documents; the new index is in use.")

    def _check(self) -> None:
        report = check_index()
        self._list("missing", report.missing)
        self._list("extra", report.extra)
        self._list("outdated", report.outdated)
        self._list("there twice", report.doubled)
        self.stdout.write(_summary(report))
        if not report.is_equal:
            raise CommandError("Index and database differ. Run `ifex search rebuild`.", returncode=1)

    def _bench(self, each: int) -> None:
        with progress("Asking") as bar:
            timings = measure(each=each, advance=bar.advance)
        if not timings:
            raise CommandError("There is nothing to ask for: the index has no words.")
        self.stdout.write(f"{'milliseconds':<18}{'hits p50':>10}{'p95':>8}{'with facets p50':>18}{'p95':>8}")
        for kind, timing in timings.items():
            hits, whole = (
                (percentile(times, 50), percentile(times, 95)) for times in (timing.hits, timing.whole)
            )
            self.stdout.write(f"{kind:<18}{hits[0]:>10.1f}{hits[1]:>8.1f}{whole[0]:>18.1f}{whole[1]:>8.1f}")

    def _list(self, what: str, keys: list[DocumentKey]) -> None:
        for key in keys[:_MOST_LISTED]:
            self.stdout.write(f"{what}: {key.kind} {key.uid}")
        if len(keys) > _MOST_LISTED:
            self.stdout.write(f"{what}: {len(keys) - _MOST_LISTED:,} more")


def _summary(report: CheckReport) -> str:
    return (
        f"Checked {report.checked:,}: {len(report.missing):,} missing, {len(report.extra):,} extra, "
        f"{len(report.outdated):,} outdated; {report.waiting:,} waiting for the worker."
    )
