"""Destroying a file for somebody's safety: the row stays and says so, nothing of the content does."""

from django.db import transaction

from ifex.foundations.audit.domain import Actor, record_act
from ifex.foundations.files.domain.sizes import forget_sizes
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path, sealed_path


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
    is_shared = StoredFile.objects.filter(cleaned_sha256=stored.cleaned_sha256).exclude(pk=stored.pk)
    if not is_shared.exclude(state=FileState.DESTROYED).exists():
        cleaned_path(stored.cleaned_sha256).unlink(missing_ok=True)
