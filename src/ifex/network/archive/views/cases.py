"""A case: the thread through alerts over years."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.instruments.taxonomy.queries import country_label
from ifex.network.archive.domain.freshness import depends_on_publication
from ifex.network.archive.domain.publication import current_publication
from ifex.network.archive.enums import PublicationReason, SubjectKind
from ifex.network.archive.findable import publication_date
from ifex.network.archive.models import Publication
from ifex.network.archive.presenters.alerts import address_in, citation_of_case, tabs_of
from ifex.network.archive.presenters.cards import Card, cards_of
from ifex.network.archive.presenters.cases import (
    Moment,
    axes_of,
    days_without_justice,
    has_justice,
    moment_of_card,
    shown_persons,
    timeline_of,
)
from ifex.network.archive.presenters.facts import country_url
from ifex.network.archive.presenters.history import languages_behind, log_of
from ifex.network.archive.presenters.meta import meta_of_case
from ifex.network.archive.presenters.paging import page_number, pager_of, pages_for
from ifex.network.archive.presenters.words import Words, words_for
from ifex.network.archive.queries import all_publications, mentions_of, publications_in_order

from .answers import gone, missing_case, reader_language, show

ALERTS_A_PAGE = 100


@require_safe
def show_case(request: HttpRequest, uid: str) -> HttpResponse:
    publication = current_publication(SubjectKind.CASE, uid)
    if publication is None:
        return missing_case(request)
    if publication.reason == PublicationReason.WITHDRAWAL:
        return gone(request, publication)
    depends_on_publication(publication)
    language = reader_language()
    facts, words = publication.facts, words_for(publication, language)
    publications = [publication]
    if publication.number > 1:
        publications = all_publications(SubjectKind.CASE, uid)
    total = mentions_of("case", [uid]).count()
    last = pages_for(total, ALERTS_A_PAGE)
    page = page_number(request.GET, last)
    behind = languages_behind(publications)
    context = {
        "publication": publication,
        "words": words,
        "tabs": tabs_of(publication, words, behind),
        "is_behind": words.language.code in behind,
        "axes": axes_of(facts),
        "persons": shown_persons(facts),
        "days": days_without_justice(facts, clock.today()),
        "has_justice": has_justice(facts),
        "violated": _day(facts.get("violated")),
        "accountability_on": _day(facts.get("accountability_on")),
        "opened": _day(facts.get("opened")),
        "entries": _timeline(uid, page, last, publication, language),
        "alerts_total": total,
        "published": publication_date(publication),
        "log": [entry for entry in log_of(publications, language, with_texts=False) if entry.number > 1],
        "history_url": reverse("archive:case-history", args=[uid]),
        "citation": citation_of_case(publication, words),
        "pager": pager_of(page, last, lambda number: f"?page={number}"),
        "today": clock.today(),
        "breadcrumb": _breadcrumb(facts["countries"], words),
        "meta": meta_of_case(publication, words),
        "canonical_path": address_in(words.language.code, publication),
    }
    return show(request, "archive/case.html", context, is_kept=False)


def _timeline(uid: str, page: int, last: int, publication: Publication, language: str) -> list[Moment]:
    """One page of the alerts, oldest first, and the situations that begin between its first and the next page's."""
    start = (page - 1) * ALERTS_A_PAGE
    oldest_first = mentions_of("case", [uid]).order_by("at", "id").values_list("uid", flat=True)
    # One more than the page shows: the next page begins there.
    uids = list(oldest_first[start : start + ALERTS_A_PAGE + 1])
    cards = cards_of(publications_in_order(SubjectKind.ALERT, uids), language=language)
    following = cards[-1:] if len(uids) > ALERTS_A_PAGE else []
    shown = cards[:-1] if following else cards
    return timeline_of(
        shown,
        shown_persons(publication.facts),
        since=_first_day(shown) if page > 1 else None,
        before=_first_day(following) if page < last else None,
    )


def _first_day(cards: list[Card]) -> date | None:
    days = [moment_of_card(card).when for card in cards[:1]]
    return days[0] if days else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _breadcrumb(countries: list[str], words: Words) -> list[dict[str, object]]:
    steps: list[dict[str, object]] = [{"title": _("Countries"), "url": reverse("archive:country-list")}]
    steps += [{"title": country_label(code), "url": country_url(code)} for code in countries[:1]]
    return [*steps, {"title": words.title, "url": None}]
