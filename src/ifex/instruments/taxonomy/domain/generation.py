"""The mark by which all processes learn that the tables have changed."""

import secrets

from ifex.foundations.core.changes import EVERYTHING, tell_change
from ifex.instruments.taxonomy.models import Generation
from ifex.instruments.taxonomy.tables import GENERATION_ROW, refresh_after_commit


def begin_generation(*, digest: str | None = None) -> None:
    """Call in the transaction of every change. `digest` is that of the data just loaded."""
    values = {"token": secrets.token_hex(16)}
    if digest is not None:
        values["digest"] = digest
    Generation.objects.update_or_create(pk=GENERATION_ROW, defaults=values)
    tell_change(EVERYTHING)
    refresh_after_commit()


def loaded_digest() -> str:
    """The digest of the data files that the database was last loaded from; "" before the first time."""
    return Generation.objects.filter(pk=GENERATION_ROW).values_list("digest", flat=True).first() or ""
