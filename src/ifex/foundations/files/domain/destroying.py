"""Destroying a file for somebody's safety: the row stays and says so, nothing of the content does."""

import hashlib

from django.db import transaction
from django.db.models import Q

from ifex.foundations.audit.domain import Actor, name_actor, record_act
from ifex.foundations.core import clock
from ifex.foundations.files.domain.sizes import forget_sizes
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path, sealed_path


def remember_destroyed(content: bytes, *, by: Actor) -> None:
    """Content that was destroyed where a library kept it: it is not taken again, there or here."""
    digest = hashlib.sha256(content).hexdigest()
    facts = {
        "name": "—", "state": FileState.DESTROYED, "media_type": "application/octet-stream",
        "size": len(content), "cleaned_sha256": digest, "cleaned_size": len(content),
        "stored_at": clock.now(), "stored_by": name_actor(by),
    }  # fmt: skip
    stored, is_new = StoredFile.objects.get_or_create(sha256=digest, defaults=facts)
    if not is_new:
        destroy_file(stored, by=by)


def is_destroyed(digest: str) -> bool:
    """Whether content of this SHA-256 was destroyed, as it came or as it was cleaned."""
    rows = StoredFile.objects.filter(Q(sha256=digest) | Q(cleaned_sha256=digest))
    return rows.filter(state=FileState.DESTROYED).exists()


def destroy_file(stored: StoredFile, *, by: Actor) -> None:
    """The original and the copy. Cannot be taken back; harmless when repeated."""
    with transaction.atomic():
        if (
            StoredFile.objects.filter(pk=stored.pk)
            .exclude(state=FileState.DESTROYED)
            .update(state=FileState.DESTROYED, name="—")
        ):
            record_act("file-destroyed", by=by, subject_kind="file", subject=stored.sha256)
    # The row first: a file that is still there is destroyed when this is called again.
    forget_sizes(stored)
    sealed_path(stored.sha256).unlink(missing_ok=True)
    drop_copy_unless_shown(stored.cleaned_sha256)


def drop_copy_unless_shown(cleaned_sha256: str) -> None:
    """Two originals may have one copy."""
    rows = StoredFile.objects.filter(cleaned_sha256=cleaned_sha256)
    if not rows.exclude(state=FileState.DESTROYED).exists():
        cleaned_path(cleaned_sha256).unlink(missing_ok=True)
