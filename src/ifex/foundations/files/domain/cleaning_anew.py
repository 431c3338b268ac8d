"""Copies that were cleaned by fewer rules than hold today are made anew from the sealed originals."""

import time

from django.db import transaction
from django.db.models import Q

from ifex.foundations.audit.domain import record_act
from ifex.foundations.files.cleaning import RULES, clean_file
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path, hash_file, put_in_place, sealed_path, spare_file
from ifex.foundations.files.refusal import FileRefused
from ifex.foundations.files.sniffing import Kind

from .destroying import drop_copy_unless_shown
from .sizes import forget_sizes

SECONDS = 20
"""After which no further file is begun: other work waits."""
BATCH = 200
CLEANED, NOT_CLEANED = "file-cleaned-anew", "file-not-cleaned-anew"
_BY = "cleaning"


def clean_anew() -> int:
    """Returns how many copies were made anew. What today's rules refuse keeps its copy; the audit trail says so."""
    until = time.monotonic() + SECONDS
    made = 0
    for stored, kind in _outdated():
        if time.monotonic() > until:
            break
        made += _clean_one(stored, kind)
    return made


def _outdated() -> list[tuple[StoredFile, Kind]]:
    kinds = {kind.media_type: kind for kind in RULES}
    fewer = Q()
    for kind, rules in RULES.items():
        fewer |= Q(media_type=kind.media_type, rules__lt=rules)
    rows = StoredFile.objects.filter(fewer).exclude(state=FileState.DESTROYED).order_by("pk")[:BATCH]
    return [(row, kinds[row.media_type]) for row in rows]


def _clean_one(stored: StoredFile, kind: Kind) -> bool:
    with spare_file() as copy:
        try:
            clean_file(sealed_path(stored.sha256), copy, kind)
        except FileNotFoundError:
            # A disk that is away for a moment.
            return False
        except FileRefused:
            sha256, size = stored.cleaned_sha256, stored.cleaned_size
            return _replace(stored, kind, act=NOT_CLEANED, sha256=sha256, size=size)
        sha256, size = hash_file(copy), copy.stat().st_size
        put_in_place(copy, cleaned_path(sha256), mode=0o640)
    is_made = _replace(stored, kind, act=CLEANED, sha256=sha256, size=size)
    drop_copy_unless_shown(stored.cleaned_sha256 if is_made else sha256)
    if is_made:
        forget_sizes(stored)
    return is_made


def _replace(stored: StoredFile, kind: Kind, *, act: str, sha256: str, size: int) -> bool:
    """False where the file was destroyed or renewed meanwhile, or nothing is new."""
    with transaction.atomic():
        rows = StoredFile.objects.filter(pk=stored.pk, cleaned_sha256=stored.cleaned_sha256)
        rows = rows.exclude(state=FileState.DESTROYED)
        if not rows.update(rules=RULES[kind], cleaned_sha256=sha256, cleaned_size=size):
            return False
        is_new = sha256 != stored.cleaned_sha256
        if is_new or act == NOT_CLEANED:
            record_act(act, by=_BY, subject_kind="file", subject=stored.sha256)
    return is_new
