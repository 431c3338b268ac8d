"""The dump that readers may take: made anew every night, and gone at once when anything in it is taken back."""

import secrets
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from ifex.foundations.core.events import subscribe
from ifex.foundations.core.turns import alone
from ifex.foundations.documents.shelf import empty_shelf
from ifex.foundations.jobs.domain.job import ask_for_job, is_job_waiting
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.queries import persons_not_to_be_named
from ifex.network.members.directory import forget_member_rows, hidden_uids

from .dump import DUMP_PREFIX, write_dump

DUMP = "archive-dump"
_MARK = "taken-back"


def newest_dump() -> Path | None:
    """What the worker has written last for readers."""
    return max(_folder().glob(f"{DUMP_PREFIX}*.zip"), default=None)


def renew_dump(progress: Callable[..., None]) -> dict[str, int]:
    """The long job `archive-dump`. Older dumps go: they may hold what has been withdrawn since."""
    with alone("writing-dump"):
        while True:
            mark = _mark()
            forget_member_rows()
            offered = _offer(write_dump(_folder() / "unfinished", progress=progress), mark)
            if offered is not None:
                return {"bytes": offered.stat().st_size}


def take_dump_back() -> None:
    """Something in it may be read no longer: the file goes now, the worker makes another. So do documents on the shelf,
    which are made of the same.
    """
    empty_shelf()
    with alone("offering-dump"):
        (_folder() / _MARK).write_text(secrets.token_hex())
        _remove_all_but(None)
    if not is_job_waiting(DUMP):
        ask_for_job(DUMP, by="withdrawal")


def take_dump_back_when_needed() -> None:
    """After a withdrawal, a correction that withholds what was said, and when somebody may be named no longer."""
    for kind in SubjectKind:
        for act in ("withdrawn", "withheld"):
            subscribe(f"{kind}_{act}", DUMP, _follow_publication)
    subscribe("person_changed", DUMP, _follow_person)
    subscribe("organisation_changed", DUMP, _follow_organisation)
    subscribe("organisation_merged", DUMP, _follow_merger)


def _follow_publication(uid: str, number: int) -> None:
    take_dump_back()


def _follow_person(uid: str) -> None:
    if persons_not_to_be_named().filter(uid=uid).exists():
        take_dump_back()


def _follow_organisation(uid: str) -> None:
    if hidden_uids().filter(uid=uid).exists():
        take_dump_back()


def _follow_merger(uid: str, merged: str) -> None:
    _follow_organisation(merged)


def _offer(written: Path, mark: str) -> Path | None:
    """Under its name from now on; None if something was taken back while it was written."""
    with alone("offering-dump"):
        if _mark() != mark:
            written.unlink()
            return None
        offered = written.rename(_folder() / written.name)
        _remove_all_but(offered)
        return offered


def _remove_all_but(offered: Path | None) -> None:
    for file in _folder().glob("*.zip"):
        if file != offered:
            file.unlink()


def _mark() -> str:
    try:
        return (_folder() / _MARK).read_text()
    except FileNotFoundError:
        return ""


def _folder() -> Path:
    folder = Path(settings.IFEX_DATA) / "dumps"
    folder.mkdir(exist_ok=True)
    return folder
