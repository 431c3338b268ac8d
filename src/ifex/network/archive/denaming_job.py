"""De-naming as the worker does it: with the index made anew at the end, so that nothing of the name stays in it."""

from collections.abc import Callable
from typing import Any

from ifex.foundations.core import clock
from ifex.foundations.core.erasures import register_erasure
from ifex.foundations.jobs.domain.job import register_job_kind
from ifex.instruments.search.domain.rebuilding import rebuild_index

from .domain.denaming import ACT, dename_person, repeat_denaming
from .models import Person

DENAMING = "denaming"


def run_denaming(progress: Callable[..., None], *, person: str, pseudonym: str) -> dict[str, Any]:
    """Killed half-way it is done anew. The index too is made anew: deleted words stay in an old one for a while."""
    row = Person.objects.get(uid=person)
    counts = dename_person(row, pseudonym=pseudonym, by="denaming", at=clock.now(), advance=progress)
    rebuild_index()
    return {"changed": dict(counts)}


def register_denaming() -> None:
    register_job_kind(DENAMING, run_denaming)
    register_erasure(ACT, repeat_denaming)
