"""Pages name nobody who is hidden: the archive's gate of names, asked of every page that is saved, by whatever way.

Only a whole name shuts it. Pages speak of places and lists, where a single word is nobody's.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from ifex.foundations.core.html import words_and_addresses
from ifex.instruments.cms.pages import BasePage
from ifex.network.archive.domain.naming import find_names
from ifex.network.archive.queries import persons_not_to_be_named

FIELDS = ("title", "slug", "seo_title", "search_description", "summary", "authors", "body")


class NamingPage(BasePage):
    """A page with words of its own."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        given = hidden_persons_in({field: list(strings_in(getattr(self, field, ""))) for field in FIELDS})
        if given:
            words = _("This gives the name of somebody who is hidden (%(pseudonym)s).")
            raise ValidationError(
                {field: [words % {"pseudonym": one} for one in found] for field, found in given.items()}
            )


def strings_in(value: Any) -> Iterator[str]:
    """Of a line, of a body of blocks, or of whatever such a body keeps."""
    if isinstance(value, StreamValue):
        value = value.get_prep_value()
    if isinstance(value, str):
        yield from words_and_addresses(value)
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)


def hidden_persons_in(pieces: dict[str, list[str]]) -> dict[str, list[str]]:
    """Where whole names of hidden persons stand: by the key of the pieces, their pseudonyms (— for none). One query."""
    found: dict[str, list[str]] = {}
    for person in persons_not_to_be_named():
        names = [name for name in (*person.names.values(), *person.variants) if name != person.pseudonym]
        for key, texts in pieces.items():
            if names and find_names(names, texts).is_whole:
                found.setdefault(key, []).append(person.pseudonym or "—")
    return found
