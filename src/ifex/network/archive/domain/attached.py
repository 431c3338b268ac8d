"""Files go out and are taken back with the publications that show them."""

from typing import Any

from ifex.foundations.files.domain.upload import publish_file, withdraw_file
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.network.archive.models import Mention

from .facts import Facts


def follow_attachments(before: Facts, after: Facts, *, by: Any) -> None:
    """Serve what `after` shows; serve no more what only `before` showed. Call it once the mentions are written."""
    shown = {row["sha256"] for row in after.get("attachments", [])}
    gone = {row["sha256"] for row in before.get("attachments", [])} - shown
    if not shown and not gone:
        return
    for stored in StoredFile.objects.filter(sha256__in=shown).exclude(state=FileState.PUBLIC):
        publish_file(stored, by=by)
    elsewhere = set(Mention.objects.filter(thing_kind="file", thing__in=gone).values_list("thing", flat=True))
    for stored in StoredFile.objects.filter(sha256__in=gone - elsewhere):
        withdraw_file(stored, by=by)
