"""Passing an alert on: its address, its text and its citation, to copy."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.network.archive.domain.freshness import depends_on_publication
from ifex.network.archive.domain.publication import current_publication
from ifex.network.archive.enums import PublicationReason, SubjectKind
from ifex.network.archive.presenters.alerts import address_in, citation_of
from ifex.network.archive.presenters.cards import organisations_of
from ifex.network.archive.presenters.facts import shown_sources
from ifex.network.archive.presenters.republishing import plain_text, share_links
from ifex.network.archive.presenters.words import words_for

from .answers import gone, missing_alert, reader_language, show


@require_safe
def show_use(request: HttpRequest, uid: str) -> HttpResponse:
    publication = current_publication(SubjectKind.ALERT, uid)
    if publication is None:
        return missing_alert(request)
    if publication.reason == PublicationReason.WITHDRAWAL:
        return gone(request, publication)
    depends_on_publication(publication)
    words = words_for(publication, reader_language())
    organisations = organisations_of([publication])
    sources = shown_sources(publication.facts, organisations, settings.IFEX_NAME)
    whole_url = settings.IFEX_BASE_URL + address_in(words.language.code, publication)
    url = reverse("archive:alert-show", args=[uid])
    context = {
        "words": words,
        "url": url,
        "whole_url": whole_url,
        "links": share_links(words.title, whole_url),
        "licence": settings.IFEX_DATA_LICENCE,
        "text": plain_text(
            words, url=whole_url, authors=list(dict.fromkeys(source.name for source in sources))
        ),
        "citation": citation_of(publication, words, organisations),
        "breadcrumb": [{"title": words.title, "url": url}, {"title": _("Share or republish"), "url": None}],
        "is_unlisted": True,
    }
    return show(request, "archive/use.html", context, is_kept=False)
