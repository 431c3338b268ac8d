from ifex.foundations.core.personal import Keep, declare
from ifex.instruments.cms.privacy import IMPERSONAL_OF_PAGES, PERSONAL_OF_PAGES

from .models import FrontPage, ReportPage, TextPage, TopicPage

_WORDS = Keep("words that the network publishes under its own name: changed by an editor, or by erasure")

for _page, _own in (
    (FrontPage, []),
    (TextPage, []),
    (TopicPage, ["about"]),
    (ReportPage, ["kind", "authors"]),
):
    declare(_page, personal={**PERSONAL_OF_PAGES, "body": _WORDS}, impersonal=[*IMPERSONAL_OF_PAGES, *_own])
