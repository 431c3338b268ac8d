"""Pages in the masthead and at the foot, remembered until a page changes."""

from ifex.foundations.core.changes import depends_on, remember
from ifex.instruments.cms.navigation import Entry
from ifex.network.archive.views.answers import reader_language

from .following import PAGES
from .queries import entries_of_menu


def pages_in_menu() -> list[Entry]:
    language = reader_language()
    depends_on(PAGES)
    return remember(("pages in menu", language), [PAGES], lambda: entries_of_menu(language))
