"""The attached files of a full export, in a folder beside it: `FILE.files/` with `sealed/`, `cleaned/` and a list."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ifex.foundations.core.progress import Bar
from ifex.foundations.files.domain.carrying import CLEANED, SEALED, NotCarried, carry_out, row_of
from ifex.foundations.files.models import StoredFile

from .exporting import Object, in_pages
from .lines import line_of

LIST = "files.jsonl"
_PAGE = 200


class FilesMissing(Exception):
    """The export is whole but for files that cannot be read here; the message names them."""


def folder_beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.files")


def noting_files(objects: Iterable[Object], noted: set[str]) -> Iterator[Object]:
    """The objects as they come; hashes of the files that they show, now or in a publication, go to `noted`."""
    for item in objects:
        for holder in [item, *(row["facts"] for row in item.get("publications", []))]:
            noted.update(row["sha256"] for row in holder.get("attachments", []))
        yield item


def write_files(hashes: set[str], folder: Path, bar: Bar) -> int:
    """Write the files and their list. Returns how many. Raises FilesMissing once all others are written, OSError.

    What a former export left in the folder goes. The list is put in place last: a folder without one was cut off.
    """
    _make_folders(folder)
    (folder / LIST).unlink(missing_ok=True)
    bar.set_total(len(hashes))
    written: set[tuple[str, str]] = set()
    missing: list[str] = []
    beside = folder / f".{LIST}.part"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    with os.fdopen(os.open(beside, flags, 0o600), "wb") as file:
        for stored in _stored_files(hashes, missing):
            try:
                carry_out(stored, folder)
            except NotCarried as lost:
                missing.append(str(lost))
            else:
                file.write(line_of(row_of(stored)))
                written |= {(SEALED, stored.sha256), (CLEANED, stored.cleaned_sha256)}
            bar.advance()
    _remove_others(folder, written)
    beside.replace(folder / LIST)
    if missing:
        raise FilesMissing(f"{len(missing):,} attached files are left out: {'; '.join(missing[:5])}")
    return len(hashes)


def _stored_files(hashes: set[str], missing: list[str]) -> Iterator[StoredFile]:
    for page in in_pages(sorted(hashes), _PAGE):
        known = list(StoredFile.objects.filter(sha256__in=page).order_by("sha256"))
        missing += [f"{sha256} is not known here" for sha256 in set(page) - {row.sha256 for row in known}]
        yield from known


def _make_folders(folder: Path) -> None:
    for place in (folder, folder / SEALED, folder / CLEANED):
        if place.is_symlink():
            raise NotADirectoryError(f"{place} is a link")
        place.mkdir(mode=0o700, exist_ok=True)
        place.chmod(0o700)


def _remove_others(folder: Path, written: set[tuple[str, str]]) -> None:
    for kind in (SEALED, CLEANED):
        for path in (folder / kind).iterdir():
            if (kind, path.name) not in written:
                path.unlink()
