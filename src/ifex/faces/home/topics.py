"""The panel above the archive's pages on an issue, a region, a country: what editors say of it."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from ifex.foundations.core.changes import depends_on
from ifex.network.archive.views.answers import reader_language

from .following import PAGES
from .queries import topic_page


def words_above(request: HttpRequest, topic: str) -> str:
    depends_on(PAGES)
    language = reader_language()
    page = topic_page(topic, language)
    if page is None:
        return ""
    context = {"page": page, "words_language": page.language, "is_translated": page.language.code == language}
    return render_to_string("home/components/topic_words.html", context, request)
