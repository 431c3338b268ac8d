"""Who a member is, in the reader's language or the best other one."""

from collections.abc import Iterable

from ifex.network.members.models import OrganisationText

from .words import Words, words_of


def description_of(texts: Iterable[OrganisationText], language: str) -> Words:
    """Its only part is `body`."""
    return words_of({row.language: {"body": row.description} for row in texts if row.description}, language)
