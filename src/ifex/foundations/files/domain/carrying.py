"""Stored files on their way to another installation: out into a folder by their hashes, and in from one."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from ifex.foundations.audit.domain import Actor, record_act
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import (
    cleaned_path,
    hash_file,
    open_plain,
    put_in_place,
    sealed_path,
    spare_file,
    write_chunks,
)
from ifex.foundations.files.refusal import FileRefused
from ifex.foundations.files.sniffing import ALLOWED, Kind, sniff

SEALED, CLEANED = "sealed", "cleaned"
_HASH = re.compile(r"[0-9a-f]{64}")
_STEM = re.compile(r"[\w-]{1,110}")
_ACTOR = re.compile(r"(user|system):[\w.-]{1,50}")
_MOMENT = re.compile(r"[0-9T:.+-]{19,40}")
_STATE = re.compile("|".join(FileState.values))
_KINDS = {kind.media_type: kind for kind in ALLOWED}
# A copy that is encoded anew may be larger than its original.
_COPY_MAY_GROW = 4
_CHUNK = 1 << 20


class NotCarried(Exception):
    """The file stays where it is; the message tells the operator why."""


@dataclass(frozen=True)
class Carried:
    """A row of the list that travels with the files, believed in nothing but its form."""

    sha256: str
    cleaned_sha256: str
    kind: Kind
    name: str
    size: int
    cleaned_size: int
    width: int | None
    height: int | None
    state: FileState
    stored_at: datetime
    stored_by: str


def row_of(stored: StoredFile) -> dict[str, Any]:
    """What `read_row` takes: everything that is known of the file."""
    return {
        "sha256": stored.sha256,
        "type": stored.media_type,
        "name": stored.name,
        "size": stored.size,
        "width": stored.width,
        "height": stored.height,
        "cleaned_sha256": stored.cleaned_sha256,
        "cleaned_size": stored.cleaned_size,
        "state": stored.state,
        "stored_at": stored.stored_at.isoformat(),
        "stored_by": stored.stored_by,
    }


def read_row(item: Any) -> Carried:
    """Raises NotCarried for what `row_of` could not have written."""
    if not isinstance(item, dict):
        raise NotCarried("this line is no object")
    kind = _KINDS.get(str(item.get("type")))
    if kind is None:
        raise NotCarried("its type is none that is taken")
    most = settings.IFEX_UPLOAD_MEGABYTES * 1024 * 1024
    return Carried(
        sha256=_text(item, "sha256", _HASH),
        cleaned_sha256=_text(item, "cleaned_sha256", _HASH),
        kind=kind,
        name=_name(item, kind),
        size=_number(item, "size", most),
        cleaned_size=_number(item, "cleaned_size", most * _COPY_MAY_GROW),
        width=_number(item, "width", 1 << 30) if item.get("width") is not None else None,
        height=_number(item, "height", 1 << 30) if item.get("height") is not None else None,
        state=FileState(_text(item, "state", re.compile("|".join(FileState.values)))),
        stored_at=_moment(item, "stored_at"),
        stored_by=_text(item, "stored_by", _ACTOR),
    )


def carry_out(stored: StoredFile, folder: Path) -> None:
    """Write the original and the copy below `folder`, each under its hash. Raises NotCarried, OSError."""
    _copy_out(sealed_path(stored.sha256), folder / SEALED / stored.sha256)
    _copy_out(cleaned_path(stored.cleaned_sha256), folder / CLEANED / stored.cleaned_sha256)


def carry_in(carried: Carried, folder: Path, *, by: Actor) -> bool:
    """Store what is not here yet; False if all is. Raises NotCarried. What is here stays as it is.

    A new file is seen by the secretariat only, whatever it was elsewhere: a publication makes it public.
    """
    known = StoredFile.objects.filter(sha256=carried.sha256).first()
    if known and sealed_path(known.sha256).exists() and cleaned_path(known.cleaned_sha256).exists():
        return False
    with spare_file() as original, spare_file() as copy:
        _copy_in(folder / SEALED, carried.sha256, carried.size, original, carried)
        _copy_in(folder / CLEANED, carried.cleaned_sha256, carried.cleaned_size, copy, carried)
        # As in `store_upload`: files first, a row without them would be a promise that cannot be kept.
        put_in_place(original, sealed_path(carried.sha256), mode=0o600)
        put_in_place(copy, cleaned_path(carried.cleaned_sha256), mode=0o640)
    with transaction.atomic():
        stored, is_new = StoredFile.objects.get_or_create(sha256=carried.sha256, defaults=_columns(carried))
        if is_new:
            record_act("file-stored", by=by, subject_kind="file", subject=carried.sha256)
        elif not cleaned_path(stored.cleaned_sha256).exists():
            stored.cleaned_sha256, stored.cleaned_size = carried.cleaned_sha256, carried.cleaned_size
            stored.save(update_fields=["cleaned_sha256", "cleaned_size"])
    return True


def is_carried(carried: Carried, folder: Path) -> bool:
    """Whether its original lies in the folder, whole: who has the content did not guess a hash."""
    with spare_file() as original:
        try:
            _copy_in(folder / SEALED, carried.sha256, carried.size, original, carried)
        except NotCarried:
            return False
    return True


def _columns(carried: Carried) -> dict[str, Any]:
    return {
        "media_type": carried.kind.media_type,
        "name": carried.name,
        "size": carried.size,
        "width": carried.width,
        "height": carried.height,
        "cleaned_sha256": carried.cleaned_sha256,
        "cleaned_size": carried.cleaned_size,
        "stored_at": carried.stored_at,
        "stored_by": carried.stored_by,
    }


def _copy_out(source: Path, target: Path) -> None:
    """Whole under its name or not there; readable by its owner alone."""
    beside = target.with_name(f".{target.name}.part")
    try:
        with source.open("rb") as file:
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.writelines(_chunks(file))
                out.flush()
                os.fsync(out.fileno())
        if hash_file(beside) != target.name:
            raise NotCarried(f"{source} is damaged: its content has another hash")
        beside.replace(target)
    except FileNotFoundError as missing:
        raise NotCarried(f"{source} is missing") from missing
    finally:
        beside.unlink(missing_ok=True)


def _copy_in(folder: Path, sha256: str, size: int, target: Path, carried: Carried) -> None:
    try:
        with open_plain(folder, sha256) as file:
            written = write_chunks(target, _chunks(file), most=size)
    except OSError as refused:
        raise NotCarried(f"{folder.name}/{sha256} cannot be read: {refused.strerror}") from refused
    if written != size:
        raise NotCarried(f"{folder.name}/{sha256} does not have the size that the list says")
    if hash_file(target) != sha256:
        raise NotCarried(f"{folder.name}/{sha256} is damaged or another file: its content has another hash")
    try:
        is_as_said = sniff(target, name=carried.name) == carried.kind
    except FileRefused:
        is_as_said = False
    if not is_as_said:
        raise NotCarried(f"{folder.name}/{sha256} is not of the type that the list says")


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _text(item: dict[str, Any], key: str, form: re.Pattern[str]) -> str:
    value = item.get(key)
    if not isinstance(value, str) or not form.fullmatch(value):
        raise NotCarried(f"{key} is missing or malformed")
    return value


def _number(item: dict[str, Any], key: str, most: int) -> int:
    value = item.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise NotCarried(f"{key} is missing or malformed")
    if value > most:
        raise NotCarried(f"{key} is {value:,}, more than {most:,} (IFEX_UPLOAD_MEGABYTES)")
    return value


def _moment(item: dict[str, Any], key: str) -> datetime:
    try:
        moment = parse_datetime(_text(item, key, _MOMENT))
    except ValueError:
        moment = None
    if moment is None or not is_aware(moment):
        raise NotCarried(f"{key} is no moment")
    return moment


def _name(item: dict[str, Any], kind: Kind) -> str:
    """Letters, digits and hyphens: it is part of the file's public address, so it is kept to the letter."""
    name = str(item.get("name"))
    if not name.endswith(kind.ending) or not _STEM.fullmatch(name.removesuffix(kind.ending)):
        raise NotCarried("its name is none that is given here")
    return name
