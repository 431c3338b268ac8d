"""An organisation: who it is, and the alerts that it reported or was hit in."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.changes import depends_on
from ifex.foundations.core.enums import PUBLISHABLE_STATES
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.presenters.cards import cards_of, full_name
from ifex.network.archive.presenters.facts import Fact, Value, country_url, is_web_address
from ifex.network.archive.presenters.meta import meta_of_organisation
from ifex.network.archive.presenters.organisations import description_of
from ifex.network.archive.presenters.paging import page_number, pager_of, pages_for
from ifex.network.archive.presenters.searching import search_link
from ifex.network.archive.queries import mentions_of, publications_in_order
from ifex.network.members.enums import STANDINGS_IN_THE_NETWORK
from ifex.network.members.models import Organisation, Standing

from .answers import missing, reader_language, show

ALERTS_A_PAGE = 20


@require_safe
def show_organisation(request: HttpRequest, uid: str) -> HttpResponse:
    """404 for a hidden one and for one that is neither a member nor named by a publication."""
    found = Organisation.objects.select_related("merged_into").filter(uid=uid).first()
    if found is None or found.is_hidden:
        return _missing_organisation(request)
    if found.merged_into is not None:
        if found.merged_into.is_hidden:
            return _missing_organisation(request)
        return HttpResponsePermanentRedirect(
            reverse("archive:organisation-show", args=[found.merged_into.uid])
        )
    uids = [found.uid, *found.merged.values_list("uid", flat=True)]
    depends_on(*(f"organisation:{one}" for one in uids))
    standings = [row for row in found.standings.all() if row.status in STANDINGS_IN_THE_NETWORK]
    reported = mentions_of("source", uids)
    total = reported.count()
    if not total and not standings and not mentions_of("organisation", uids).exists():
        return _missing_organisation(request)
    last = pages_for(total, ALERTS_A_PAGE)
    page = page_number(request.GET, last)
    named = list(reported.values_list("uid", flat=True)[(page - 1) * ALERTS_A_PAGE : page * ALERTS_A_PAGE])
    language = reader_language()
    name = full_name(found)
    context = {
        "name": name,
        "facts": _facts(found, standings),
        "words": description_of(found.texts.filter(state__in=PUBLISHABLE_STATES), language),
        "cards": cards_of(publications_in_order(SubjectKind.ALERT, named), language=language),
        "alerts_total": total,
        "search_url": search_link(member=found.uid) if standings else None,
        "pager": pager_of(page, last, lambda number: f"?page={number}"),
        "organisation": found,
        "meta": meta_of_organisation(found, name, request.path, language),
        "breadcrumb": [
            {"title": _("Members"), "url": reverse("archive:organisation-list")},
            {"title": name, "url": None},
        ],
    }
    return show(request, "archive/organisation.html", context)


def _facts(organisation: Organisation, standings: list[Standing]) -> list[Fact]:
    today = clock.today()
    spans = [Value(_span(row)) for row in standings if row.until_on is None or row.until_on > today] or [
        Value(_("Was a member")) for _row in standings[:1]
    ]
    website = organisation.website if is_web_address(organisation.website) else ""
    code = organisation.country
    founded = str(organisation.founded_year or "")
    shown = [
        Fact(_("In the network"), spans),
        Fact(_("Country"), [Value(country_label(code), country_url(code))] if code else []),
        Fact(_("Founded in"), [Value(founded)] if founded else []),
        Fact(_("Website"), [Value(website, website)] if website else []),
    ]
    return [fact for fact in shown if fact.texts]


def _span(row: Standing) -> str:
    words = {"status": term_label(Vocabulary.MEMBERSHIP_STATUSES, row.status), "year": str(row.from_on.year)}
    return _("%(status)s since %(year)s") % words


def _missing_organisation(request: HttpRequest) -> HttpResponse:
    return missing(
        request,
        title=_("There is no organisation at this address"),
        text=[_("It may have been mistyped. Search for its name.")],
    )
