"""The verbs of files: store, publish, withdraw."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.domain import Actor, name_actor, record_act
from ifex.foundations.core import clock
from ifex.foundations.files.cleaning import FIRST_RULES, RULES, clean_file
from ifex.foundations.files.domain.sizes import forget_sizes
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import (
    cleaned_path,
    hash_file,
    put_in_place,
    sealed_path,
    spare_file,
    write_chunks,
)
from ifex.foundations.files.refusal import FileRefused
from ifex.foundations.files.sniffing import CSV, IMAGES, XLSX, Kind, sniff


def store_upload(file: Any, *, by: Actor) -> StoredFile:
    """Store a Django `File` (an upload, or one opened from disk) and its cleaned copy. Raises FileRefused.

    The same content twice is one row; its state stays what it was. It takes as long as the first time: whoever sends it
    learns nothing of who sent it before.
    """
    with spare_file() as original, spare_file() as copy:
        size = write_chunks(original, file.chunks(), most=settings.IFEX_UPLOAD_MEGABYTES * 1024 * 1024)
        if size is None:
            raise FileRefused(
                _("This file is too large: at most %(megabytes)s MB are taken.")
                % {"megabytes": settings.IFEX_UPLOAD_MEGABYTES}
            )
        if size == 0:
            raise FileRefused(_("This file is empty."))
        sha256 = hash_file(original)
        known = StoredFile.objects.filter(sha256=sha256).first()
        if known and known.state == FileState.DESTROYED:
            raise FileRefused(_("This very file was destroyed for somebody’s safety. It is not taken again."))
        if known and sealed_path(sha256).exists() and cleaned_path(known.cleaned_sha256).exists():
            clean_file(original, copy, sniff(original, name=str(file.name or "")))
            return known
        return _store(original, copy, sha256=sha256, size=size, name=str(file.name or ""), by=by)


def publish_file(stored: StoredFile, *, by: Actor) -> None:
    """Serve the cleaned copy to everybody. Called when what it belongs to is published."""
    _move(stored, FileState.PUBLIC, "file-published", by)


def withdraw_file(stored: StoredFile, *, by: Actor) -> None:
    """Serve it no more; the address says that it is gone."""
    _move(stored, FileState.WITHDRAWN, "file-withdrawn", by)
    transaction.on_commit(lambda: forget_sizes(stored))


def neutral_name(kind: Kind, sha256: str) -> str:
    """Part of the public address: what somebody called it tells of them, and they may not be who publishes it."""
    return f"{_word_for(kind)}-{sha256[:8]}{kind.ending}"


def _word_for(kind: Kind) -> str:
    if kind in IMAGES:
        return "picture"
    return "table" if kind in (CSV, XLSX) else "document"


def _store(original: Path, copy: Path, *, sha256: str, size: int, name: str, by: Actor) -> StoredFile:
    kind = sniff(original, name=name)
    cleaned = clean_file(original, copy, kind)
    facts = {
        "media_type": kind.media_type,
        "name": neutral_name(kind, sha256),
        "size": size,
        "width": cleaned.width,
        "height": cleaned.height,
        "cleaned_sha256": hash_file(copy),
        "cleaned_size": copy.stat().st_size,
        "rules": RULES.get(kind, FIRST_RULES),
        "stored_at": clock.now(),
        "stored_by": name_actor(by),
    }
    # Files first: a row without its files would be a promise that cannot be kept; files without a row cost
    # room only.
    put_in_place(original, sealed_path(sha256), mode=0o600)
    put_in_place(copy, cleaned_path(str(facts["cleaned_sha256"])), mode=0o640)
    with transaction.atomic():
        stored, is_new = StoredFile.objects.get_or_create(sha256=sha256, defaults=facts)
        if is_new:
            record_act("file-stored", by=by, subject_kind="file", subject=sha256)
        elif stored.cleaned_sha256 != facts["cleaned_sha256"]:
            # Its files were lost, and the copy made today differs from the one made then.
            stored.cleaned_sha256, stored.cleaned_size = (
                hash_file(cleaned_path(str(facts["cleaned_sha256"]))),
                int(str(facts["cleaned_size"])),
            )
            stored.save(update_fields=["cleaned_sha256", "cleaned_size"])
    return stored


def _move(stored: StoredFile, state: FileState, act: str, by: Actor) -> None:
    """What was destroyed stays so."""
    with transaction.atomic():
        rows = StoredFile.objects.filter(pk=stored.pk).exclude(state__in=[state, FileState.DESTROYED])
        if rows.update(state=state):
            record_act(act, by=by, subject_kind="file", subject=stored.sha256)
    stored.refresh_from_db(fields=["state"])
