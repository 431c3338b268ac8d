"""Taking the demonstration world into the archive, once."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ifex.faces.demo.domain.aftermath import add_aftermath
from ifex.faces.demo.world import world
from ifex.foundations.core import clock
from ifex.foundations.core.progress import Bar
from ifex.network.archive.enums import ImportState
from ifex.network.archive.interchange.importing import Outcome, import_objects
from ifex.network.archive.models import Alert, ImportRun

_RUN_NAME = re.compile(r"demo-(?P<alerts>\d+)-seed-(?P<seed>-?\d+)-(?P<today>\d{4}-\d{2}-\d{2})")
_COUNTED_BEFORE = 10_000


class ArchiveIsNotEmpty(Exception):
    """There are alerts here that are not of the demonstration, or another demonstration world."""


def load_world(*, alerts: int, seed: int, by: Any, bar: Bar) -> Outcome | None:
    """Take the world in, or go on where it was interrupted. None when it is here already.

    Raises ArchiveIsNotEmpty: invented alerts are never mixed with others.
    """
    run = _latest_run()
    if run is None:
        if Alert.objects.exists():
            raise ArchiveIsNotEmpty
        name = f"demo-{alerts}-seed-{seed}-{clock.today():%Y-%m-%d}"
    else:
        found = _RUN_NAME.fullmatch(run.name)
        if found is None or (int(found["alerts"]), int(found["seed"])) != (alerts, seed):
            raise ArchiveIsNotEmpty
        if run.state == ImportState.FINISHED:
            add_aftermath(by=by)
            return None
        name = run.name
    outcome = import_objects(_objects(name, bar), name=name, by=by, bar=bar)
    add_aftermath(by=by)
    return outcome


def _latest_run() -> ImportRun | None:
    return ImportRun.objects.filter(format="objects", name__startswith="demo-").order_by("-pk").first()


def _objects(name: str, bar: Bar) -> Iterator[dict[str, Any]]:
    """The world that `name` names: an interrupted one goes on as of the day on which it began."""
    found = _RUN_NAME.fullmatch(name)
    assert found is not None
    alerts, seed, today = int(found["alerts"]), int(found["seed"]), date.fromisoformat(found["today"])
    if alerts > _COUNTED_BEFORE:
        return world(alerts, seed, today)
    objects = list(world(alerts, seed, today))
    bar.set_total(len(objects))
    return iter(objects)
