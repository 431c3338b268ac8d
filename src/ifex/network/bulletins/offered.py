"""What can be had by mail. Later rooms offer theirs: `offer_bulletin("impunity-day", title=_("…"))`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WEEKLY_UPDATES = "weekly_updates"

_offered: dict[str, str | Promise] = {WEEKLY_UPDATES: _("Weekly updates")}


def offer_bulletin(slug: str, *, title: str | Promise) -> None:
    """`slug` is stored with each subscriber: never rename it."""
    _offered[slug] = title


def bulletin_choices() -> list[tuple[str, str | Promise]]:
    return list(_offered.items())
