"""What search did not do as asked. Machine-readable, and in words for the page: nothing is silently
partial.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "query_cut": _("The query was too long: only its first %(most)s characters were used."),
    "words_cut": _("Too many words: only the first %(most)s were used."),
    "common_words": _("Very common words were left out: %(words)s"),
    "prefix_short": _("“%(word)s*” needs at least two letters before the star; it was read as a word."),
    "prefixes_cut": _("Too many words with a star: after the first %(most)s they were read as words."),
    "value_unknown": _("“%(value)s” is not a value of “%(facet)s”; it was left out."),
    "values_cut": _("Too many values of “%(facet)s”: only the first %(most)s were used."),
    "sort_unknown": _("“%(value)s” is not an order; results are sorted by relevance."),
    "page_too_far": _(
        "Only the first %(most)s results can be paged through. Narrow the search, or export all results."
    ),
    "cursor_unknown": _("The address of the next page was not understood: this is the first page."),
    "only_excluded": _("The query says only what to leave out: everything else is shown."),
    "loosened": _("Few results have all these words, so results with most of them follow."),
}


@dataclass(frozen=True)
class Notice:
    """`code` is one of MESSAGES, for ever; `values` are safe to show once escaped."""

    code: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """In the active language. Plain text: escape it."""
        return str(MESSAGES[self.code]) % self.values

    def as_dict(self) -> dict[str, Any]:
        """For the API."""
        return {"code": self.code, "message": self.message, **self.values}
