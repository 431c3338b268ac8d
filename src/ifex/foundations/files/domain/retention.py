"""Files that nothing names any more and that nobody ever published: they go after a quarter.

What has been public stays: sealed publications name it for ever.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core import clock
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import sealed_path

from .destroying import drop_copy_unless_shown
from .sizes import forget_sizes

KEPT = timedelta(days=90)
BATCH = 500


def forget_unnamed_files() -> int:
    """Returns how many."""
    old = StoredFile.objects.filter(stored_at__lt=clock.now() - KEPT, state=FileState.STORED)
    unnamed = list(_without_rows(old).order_by("pk")[:BATCH])
    return sum(_forget(stored) for stored in unnamed)


def _without_rows(files: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    """No row of any room points to them, whatever rooms there are."""
    relations: list[Any] = [
        one
        for one in StoredFile._meta.get_fields(include_hidden=True)
        if one.auto_created and one.one_to_many
    ]
    for relation in relations:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        files = files.filter(~Exists(rows))
    return files


def _forget(stored: StoredFile) -> bool:
    with transaction.atomic():
        # Whoever names it in this very moment keeps it: a foreign key holds the row.
        mine = StoredFile.objects.select_for_update().filter(pk=stored.pk, state=FileState.STORED)
        if not mine or not _without_rows(StoredFile.objects.filter(pk=stored.pk)).exists():
            return False
        record_act("file-forgotten", by="retention", subject_kind="file", subject=stored.sha256)
        StoredFile.objects.filter(pk=stored.pk).delete()
    forget_sizes(stored)
    sealed_path(stored.sha256).unlink(missing_ok=True)
    drop_copy_unless_shown(stored.cleaned_sha256)
    return True
