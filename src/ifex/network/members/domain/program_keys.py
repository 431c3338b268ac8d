"""Keys with which a program acts for an organisation."""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.sealed import unsealed
from ifex.network.members.models import Organisation, ProgramKey

KIND = "program-key"
PREFIX = "ifex_"
MOST_KEYS = 10
"""Of one organisation at a time."""


class TooManyKeys(Exception):
    """The organisation has MOST_KEYS: take one away first."""


def give_key(organisation: Organisation, *, name: str, by: Any, at: datetime) -> tuple[ProgramKey, str]:
    """The row, and the key itself, which is never to be had again. Raises TooManyKeys."""
    if ProgramKey.objects.filter(organisation=organisation, ended_at=None).count() >= MOST_KEYS:
        raise TooManyKeys
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ProgramKey(
        organisation=organisation, name=name[:100], digest=_digest(secret), given_by=by, given_at=at
    )
    with transaction.atomic(), unsealed(ProgramKey):
        key.save()
        record_act("program-key-given", by=by, subject_kind=KIND, subject=key.uid)
    return key, secret


def end_key(key: ProgramKey, *, by: Any, at: datetime) -> None:
    """From this moment it opens nothing. Harmless when repeated."""
    with transaction.atomic():
        stored = ProgramKey.objects.select_for_update().get(pk=key.pk)
        if stored.ended_at is None:
            stored.ended_at = at
            with unsealed(ProgramKey):
                stored.save(update_fields=["ended_at"])
            record_act("program-key-ended", by=by, subject_kind=KIND, subject=stored.uid)


def find_key(secret: str, *, at: datetime) -> ProgramKey | None:
    """The key that still holds, noted as used that day. Whether its organisation may act is the caller's question."""
    rows = ProgramKey.objects.select_related("organisation")
    key = rows.filter(digest=_digest(secret), ended_at=None).first() if secret.startswith(PREFIX) else None
    if key is not None and key.used_on != at.date():
        key.used_on = at.date()
        with unsealed(ProgramKey):
            key.save(update_fields=["used_on"])
    return key


def _digest(secret: str) -> str:
    """Of 256 random bits: nothing slower is needed."""
    return sha256(f"ifex.program-key:{secret}".encode("utf-8", "replace")).hexdigest()
