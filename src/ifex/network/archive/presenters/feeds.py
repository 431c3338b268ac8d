"""Entries of feeds. Foreign text may hold characters that XML forbids: they are left out."""

import re
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from ifex.foundations.core.html import html_to_text
from ifex.network.archive.findable import publication_date
from ifex.network.archive.models import Publication
from ifex.network.members.models import Organisation

from .alerts import address_in
from .cards import source_name
from .words import place_labels, words_for

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

Organisations = dict[str, Organisation]


class AtomFeed(Atom1Feed):
    """Atom 1.0; an entry is in its own language, and older entries are a link away (RFC 5005)."""

    def latest_post_date(self) -> Any:
        return self.feed.get("updated") or super().latest_post_date()

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed.get("next_url"):
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next_url"]})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom_entry(publication: Publication, language: str, organisations: Organisations) -> dict[str, Any]:
    words = words_for(publication, language)
    return {
        "title": without_control(words.title),
        "link": settings.IFEX_BASE_URL + address_in(words.language.code, publication),
        "unique_id": permanent_id(publication),
        "description": without_control(words.summary) or None,
        "content": without_control(str(words.body)),
        "pubdate": publication_date(publication),
        "updateddate": publication.valid_from,
        "author_name": _authors(publication, organisations),
        "categories": place_labels(publication.facts),
        "language": words.language.code,
    }


def json_item(publication: Publication, language: str, organisations: Organisations) -> dict[str, Any]:
    words = words_for(publication, language)
    return {
        "id": permanent_id(publication),
        "url": settings.IFEX_BASE_URL + address_in(words.language.code, publication),
        "title": words.title,
        "summary": words.summary,
        "content_html": str(words.body),
        "content_text": html_to_text(words.parts.get("body", "")),
        "date_published": publication_date(publication).isoformat(),
        "date_modified": publication.valid_from.isoformat(),
        "language": words.language.code,
        "tags": place_labels(publication.facts),
        "authors": [{"name": _authors(publication, organisations)}],
    }


def permanent_id(publication: Publication) -> str:
    """The same in every language and for ever."""
    return f"{settings.IFEX_BASE_URL}{address_in('en', publication)}"


def _authors(publication: Publication, organisations: Organisations) -> str:
    names = [source_name(row, organisations) for row in publication.facts["sources"]]
    return without_control(" / ".join([*filter(None, names), settings.IFEX_NAME]))


def without_control(text: str) -> str:
    return _FORBIDDEN.sub("", text)
