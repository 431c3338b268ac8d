"""What pages of the archive say of themselves to search engines and to those who share them."""

from django.conf import settings

from ifex.instruments.cms.meta import PageMeta, Picture, network_itself
from ifex.network.archive.findable import publication_date
from ifex.network.archive.models import Publication
from ifex.network.members.models import Organisation

from .alerts import address_in, attachments_of
from .words import Words


def meta_of_alert(publication: Publication, words: Words, authors: list[str]) -> PageMeta:
    """Sources as authors, as the page shows them: hidden ones are not among them."""
    return _article(publication, words, authors or [])


def meta_of_case(publication: Publication, words: Words) -> PageMeta:
    return _article(publication, words, [])


def _article(publication: Publication, words: Words, authors: list[str]) -> PageMeta:
    published, modified = publication_date(publication), publication.valid_from
    data = {
        "@type": "NewsArticle",
        "headline": words.title[:110],
        "inLanguage": words.language.code,
        "datePublished": published.isoformat(),
        "dateModified": modified.isoformat(),
        "author": [{"@type": "Organization", "name": name} for name in dict.fromkeys(authors) if name],
        "publisher": network_itself(),
    }
    return PageMeta(
        title=words.title,
        path=address_in(words.language.code, publication),
        language=words.language.code,
        description=words.summary,
        kind="article",
        picture=_first_picture(publication),
        published=published,
        modified=modified,
        data=data,
    )


def _first_picture(publication: Publication) -> Picture | None:
    """The first of the attached pictures, as it is served."""
    pictures = (row for row in attachments_of(publication.facts) if row.is_image)
    return next((Picture(settings.IFEX_BASE_URL + row.url, row.caption) for row in pictures), None)


def meta_of_organisation(organisation: Organisation, name: str, path: str, language: str) -> PageMeta:
    data = {"@type": "Organization", "name": name}
    if organisation.website:
        data["url"] = organisation.website
    return PageMeta(title=name, path=path, language=language, data=data)
