"""The one door to an organisation's standing."""

import itertools
from datetime import date
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.events import emit
from ifex.foundations.core.sealed import unsealed
from ifex.network.members.models import Organisation, Standing


class StandingOutOfOrder(ValueError):
    """The new standing would begin on or before the one that runs now."""


def change_standing(organisation: Organisation, *, status: str, from_on: date, by: Any) -> Standing:
    """From that day on the organisation has `status`; what ran until then ends there. Raises StandingOutOfOrder."""
    with transaction.atomic():
        running = organisation.standings.select_for_update().order_by("from_on").last()
        if running is not None and running.from_on >= from_on:
            raise StandingOutOfOrder(f"{organisation.uid}: {running.from_on} >= {from_on}")
        with unsealed(Standing):
            if running is not None and running.until_on is None:
                running.until_on = from_on
                running.save(update_fields=["until_on"])
            standing = Standing(organisation=organisation, status=status, from_on=from_on)
            standing.save()
        record_act(
            "standing-changed", by=by, subject_kind="organisation", subject=organisation.uid, status=status,
            from_on=from_on.isoformat(),
        )  # fmt: skip
        emit("standing_changed", uid=organisation.uid, status=status)
    return standing


def replace_standings(
    organisation: Organisation, *, spans: list[tuple[str, date, date | None]], by: Any
) -> list[Standing]:
    """The whole history at once, as an import brings it: (status, from, until). Overlaps raise StandingOutOfOrder."""
    ordered = sorted(spans, key=lambda span: span[1])
    for (_, start, end), (_, following, _) in itertools.pairwise(ordered):
        if end is None or end > following or start >= following:
            raise StandingOutOfOrder(f"{organisation.uid}: {start} – {end} runs into {following}")
    with transaction.atomic(), unsealed(Standing):
        Standing.objects.filter(organisation=organisation).delete()
        rows = [
            Standing(organisation=organisation, status=status, from_on=start, until_on=end)
            for status, start, end in ordered
        ]
        Standing.objects.bulk_create(rows)
        record_act(
            "standings-replaced", by=by, subject_kind="organisation", subject=organisation.uid, rows=len(rows)
        )
    return rows
