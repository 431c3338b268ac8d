"""What the API did not do as asked, beside what search says of itself: nothing is silently partial."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "parameter_unknown": _("There is no parameter “%(name)s” here; it was left out."),
    "parameter_unread": _("“%(value)s” is not a value of the parameter “%(name)s”; it was left out."),
    "parameter_capped": _("“%(name)s” is at most %(most)s; that was used."),
    "cursor_unknown": _("The cursor was not understood: this is the first page."),
    "relevance_ends": _(
        "Sorted by relevance only the first %(most)s results can be read. Sort by newest or oldest to read all."
    ),
}
_LONGEST_SHOWN = 60


@dataclass(frozen=True)
class ApiNotice:
    """`code` is one of MESSAGES, for ever."""

    code: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    def as_dict(self) -> dict[str, Any]:
        """In the active language."""
        return {"code": self.code, "message": str(MESSAGES[self.code]) % self.values, **self.values}


def shown(text: str) -> str:
    """Somebody's text, fit to be repeated to them."""
    return text.encode("utf-8", "replace").decode()[:_LONGEST_SHOWN]
