"""What pages of the archive say of themselves to search engines and to those who share them."""

from typing import Any

from django.conf import settings

from ifex.instruments.cms.meta import PageMeta, Picture, network_itself
from ifex.network.archive.findable import publication_date
from ifex.network.archive.models import Publication
from ifex.network.members.models import Organisation

from .alerts import address_in
from .attached import attachments_of
from .words import Words


def meta_of_alert(publication: Publication, words: Words, authors: list[str]) -> PageMeta:
    """Sources as authors, as the page shows them: hidden ones are not among them."""
    return _article(publication, words, authors or [])


def meta_of_case(publication: Publication, words: Words) -> PageMeta:
    return _article(publication, words, [])


def _article(publication: Publication, words: Words, authors: list[str]) -> PageMeta:
    published, modified = publication_date(publication), publication.valid_from
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": words.title[:110],
        "inLanguage": words.language.code,
        "datePublished": published.isoformat(),
        "dateModified": modified.isoformat(),
        "author": [{"@type": "Organization", "name": name} for name in dict.fromkeys(authors) if name],
        "publisher": network_itself(),
    }
    picture = _first_picture(publication)
    if picture:
        data["image"] = picture.url
    return PageMeta(
        title=words.title,
        path=address_in(words.language.code, publication),
        language=words.language.code,
        description=words.summary,
        kind="article",
        picture=picture,
        published=published,
        modified=modified,
        data=data,
    )


def _first_picture(publication: Publication) -> Picture | None:
    """The lead photograph, else the first of the attached pictures."""
    pictures = (row for row in attachments_of(publication.facts) if row.is_image)
    shown = (Picture(settings.IFEX_BASE_URL + row.plain_url, row.alternative_text) for row in pictures)
    return next(shown, None)


def meta_of_organisation(organisation: Organisation, name: str, path: str, language: str) -> PageMeta:
    data = {"@type": "Organization", "name": name}
    if organisation.website:
        data["url"] = organisation.website
    return PageMeta(title=name, path=path, language=language, data=data)
