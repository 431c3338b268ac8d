"""An alert, and its correction log."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.changes import depends_on
from ifex.foundations.core.languages import get_language_row
from ifex.foundations.core.panels import render_panels
from ifex.instruments.cms.frame import mark_of_frame
from ifex.instruments.search.finding import more_like
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.taxonomy.queries import country_label
from ifex.network.archive.domain.freshness import FOUND, depends_on_publication
from ifex.network.archive.domain.publication import current_publication
from ifex.network.archive.enums import PublicationReason, SubjectKind
from ifex.network.archive.models import Publication
from ifex.network.archive.presenters import alerts as alert_words
from ifex.network.archive.presenters.alerts import (
    AlertInContext,
    address_in,
    citation_of,
    read_alert,
    tabs_of,
)
from ifex.network.archive.presenters.attached import attachments_of
from ifex.network.archive.presenters.cards import cards_of, happened_of, urgency_of
from ifex.network.archive.presenters.facts import (
    country_url,
    facts_of_alert,
    shown_actions,
    shown_perpetrators,
    shown_sources,
    shown_targets,
)
from ifex.network.archive.presenters.history import log_of
from ifex.network.archive.presenters.meta import meta_of_alert
from ifex.network.archive.presenters.paging import page_number, pager_of, pages_for
from ifex.network.archive.presenters.words import Words, words_for
from ifex.network.archive.queries import all_publications, publications_in_order

from .answers import (
    ask_again_each_time,
    gone,
    missing_alert,
    missing_case,
    reader_language,
    search_is_away,
    show,
)

ENTRIES_A_PAGE = 20
MOST_ALIKE = 12


@require_safe
def show_alert(request: HttpRequest, uid: str) -> HttpResponseBase:
    publication = current_publication(SubjectKind.ALERT, uid)
    if publication is None:
        return missing_alert(request)
    if publication.reason == PublicationReason.WITHDRAWAL:
        return gone(request, publication)
    language = reader_language()
    depends_on_publication(publication)
    in_context = read_alert(publication)
    panels = render_panels("archive.alert", request, publication)
    etag = alert_words.etag_of(in_context, language=language, extra=panels + mark_of_frame(request))
    last_modified = int(in_context.last_changed.timestamp())
    answer = get_conditional_response(request, etag=etag, last_modified=last_modified)
    if answer is None:
        context = context_of_alert(request, in_context, language) | {"panels_of_alert": panels}
        answer = render(request, "archive/alert.html", context)
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(last_modified)
    ask_again_each_time(answer)
    return answer


def context_of_alert(request: HttpRequest, in_context: AlertInContext, language: str) -> dict[str, object]:
    """What archive/alert.html shows, but for the panels. The desk's preview asks for it too."""
    publication, facts = in_context.publication, in_context.publication.facts
    words = words_for(publication, language)
    behind = alert_words.behind(in_context)
    place = in_context.place_in_case
    neighbours: list[str | None] = [place.previous, place.next] if place else []
    sources = shown_sources(facts, in_context.organisations, settings.IFEX_NAME)
    attached = attachments_of(facts)
    return {
        "publication": publication,
        "words": words,
        "tabs": tabs_of(publication, words, behind),
        "is_behind": words.language.code in behind,
        "source_language": get_language_row(facts.get("source_language") or words.language.code),
        "source_url": address_in(facts.get("source_language") or words.language.code, publication),
        "facts": facts_of_alert(facts),
        "happened": happened_of(facts),
        "published": alert_words.publication_date(publication),
        "urgency": urgency_of(facts),
        "targets": shown_targets(facts, in_context.organisations, language=language),
        "perpetrators": shown_perpetrators(facts),
        "sources": sources,
        "authors": list({source.name: source for source in sources}.values()),
        "actions": shown_actions(facts, language=language, today=clock.today()),
        "lead": next((row for row in attached if row.is_lead), None),
        "attachments": [row for row in attached if not row.is_lead],
        "place": place,
        "case_words": words_for(place.case, language) if place else None,
        "case_neighbours": alert_words.cards_by_uid(in_context, neighbours, language=language),
        "updates": alert_words.cards_by_uid(in_context, [facts.get("updates")], language=language),
        "updated_by": alert_words.cards_by_uid(in_context, in_context.updated_by, language=language),
        "log": alert_words.log_summary(in_context, language),
        "history_url": reverse("archive:alert-history", args=[publication.uid]),
        "citation": citation_of(publication, words, in_context.organisations),
        "alike_url": reverse("archive:alert-alike", args=[publication.uid]),
        "use_url": reverse("archive:alert-use", args=[publication.uid]),
        "meta": meta_of_alert(publication, words, [source.name for source in sources]),
        "breadcrumb": _breadcrumb(facts, words),
        "canonical_path": address_in(words.language.code, publication),
    }


def _breadcrumb(facts: dict[str, Any], words: Words) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = [{"title": _("Countries"), "url": reverse("archive:country-list")}]
    steps += [{"title": country_label(code), "url": country_url(code)} for code in facts["countries"][:1]]
    return [*steps, {"title": words.title, "url": None}]


@require_safe
def show_alike(request: HttpRequest, uid: str) -> HttpResponse:
    """A page of its own: to find them costs more than the alert does."""
    publication = current_publication(SubjectKind.ALERT, uid)
    if publication is None:
        return missing_alert(request)
    if publication.reason == PublicationReason.WITHDRAWAL:
        return gone(request, publication)
    depends_on_publication(publication)
    depends_on(FOUND)
    try:
        hits = more_like(SubjectKind.ALERT.value, uid, limit=MOST_ALIKE)
    except SearchUnavailable:
        return search_is_away(request)
    language = reader_language()
    words = words_for(publication, language)
    url = reverse("archive:alert-show", args=[uid])
    context = {
        "words": words,
        "url": url,
        "cards": cards_of(
            publications_in_order(SubjectKind.ALERT, [hit.uid for hit in hits]), language=language
        ),
        "breadcrumb": [{"title": words.title, "url": url}, {"title": _("Alerts like this one"), "url": None}],
        "is_unlisted": True,
    }
    return show(request, "archive/alike.html", context)


@require_safe
def show_alert_history(request: HttpRequest, uid: str) -> HttpResponse:
    publications = all_publications(SubjectKind.ALERT, uid)
    return _show_history(request, publications) if publications else missing_alert(request)


@require_safe
def show_case_history(request: HttpRequest, uid: str) -> HttpResponse:
    publications = all_publications(SubjectKind.CASE, uid)
    return _show_history(request, publications) if publications else missing_case(request)


def _show_history(request: HttpRequest, publications: list[Publication]) -> HttpResponse:
    current = publications[-1]
    depends_on_publication(current)
    language = reader_language()
    is_withdrawn = current.reason == PublicationReason.WITHDRAWAL
    last = pages_for(len(publications), ENTRIES_A_PAGE)
    page = page_number(request.GET, last)
    entries = log_of(publications, language, page=(page - 1, ENTRIES_A_PAGE))
    url = reverse(f"archive:{current.kind}-show", args=[current.uid])
    words = words_for(current, language)
    title = words.title or _("Withdrawn")
    return show(
        request,
        "archive/history.html",
        {
            "words": words,
            "is_withdrawn": is_withdrawn,
            "entries": entries,
            "url": url,
            "pager": pager_of(page, last, lambda number: f"?page={number}"),
            "breadcrumb": [{"title": title, "url": url}, {"title": _("Correction log"), "url": None}],
            "is_unlisted": is_withdrawn,
        },
        is_kept=False,
    )
