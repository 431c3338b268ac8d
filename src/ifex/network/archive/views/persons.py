"""A person: names, alerts, cases and situations, as far as publications show them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.changes import depends_on
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.known_persons import known_person
from ifex.network.archive.models import Person
from ifex.network.archive.presenters.cards import cards_of
from ifex.network.archive.presenters.cases import case_card_of
from ifex.network.archive.presenters.paging import page_number, pager_of, pages_for
from ifex.network.archive.presenters.persons import facts_of_person, situations_of_person
from ifex.network.archive.queries import cases_naming, mentions_of, publications_in_order, uids_of_person

from .answers import missing, reader_language, show

ALERTS_A_PAGE = 50


@require_safe
def show_person(request: HttpRequest, uid: str) -> HttpResponse:
    """404 for whom no publication names or who may not be named any more; 301 for somebody merged into another."""
    person = Person.objects.select_related("merged_into").filter(uid=uid).first()
    if person is None or not (person.merged_into or person).may_be_named:
        return _missing_person(request)
    if person.merged_into is not None:
        return HttpResponsePermanentRedirect(reverse("archive:person-show", args=[person.merged_into.uid]))
    uids = uids_of_person(person)
    depends_on(*(f"person:{one}" for one in uids))
    language = reader_language()
    named = list(dict.fromkeys(mentions_of("person", uids).values_list("uid", flat=True)))
    cases = cases_naming("person", uids)
    if not named and not cases:
        return _missing_person(request)
    last = pages_for(len(named), ALERTS_A_PAGE)
    page = page_number(request.GET, last)
    alerts = publications_in_order(
        SubjectKind.ALERT, named[(page - 1) * ALERTS_A_PAGE : page * ALERTS_A_PAGE]
    )
    known = known_person(uids, alerts, cases)
    name = known.name(language) or _("Not named")
    context = {
        "name": name,
        "other_names": known.other_names(language),
        "facts": facts_of_person(known),
        "cards": cards_of(alerts, language=language),
        "alerts_total": len(named),
        "cases": [case_card_of(case, language=language, today=clock.today()) for case in cases],
        "situations": situations_of_person(uids, cases),
        "pager": pager_of(page, last, lambda number: f"?page={number}"),
        "uid": person.uid,
        "address": settings.IFEX_BASE_URL + request.path,
        "breadcrumb": [
            {"title": _("Persons"), "url": reverse("archive:person-list")},
            {"title": name, "url": None},
        ],
    }
    return show(request, "archive/person.html", context, is_kept=False)


def _missing_person(request: HttpRequest) -> HttpResponse:
    return missing(
        request,
        title=_("There is no person at this address"),
        text=[_("Persons are shown as long as a published alert or case names them. Search for the name.")],
    )
