"""Answers that many pages give: not here, withdrawn, being rebuilt, and how long an answer may be kept."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ifex.foundations.core.languages import DEFAULT_LANGUAGE
from ifex.instruments.cms.errors import simple_page
from ifex.network.archive.models import Publication

A_MINUTE = 60


def reader_language() -> str:
    return (get_language() or DEFAULT_LANGUAGE).split("-")[0]


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, is_kept: bool = True
) -> HttpResponse:
    """A public page that anyone may keep for a minute, or (a record's own page) must ask for each time."""
    response = render(request, template, context)
    if is_kept:
        keep_for(response, A_MINUTE)
    else:
        ask_again_each_time(response)
    return response


def keep_for(response: HttpResponse, seconds: int) -> None:
    patch_cache_control(response, public=True, max_age=seconds)


def ask_again_each_time(response: HttpResponse) -> None:
    """Kept, but shown only after asking whether it still holds: a withdrawal must reach everybody at once."""
    patch_cache_control(response, public=True, no_cache=True)


def missing(request: HttpRequest, *, title: Any, text: Sequence[Any]) -> HttpResponse:
    """404 with ways on; the page has a search box of its own."""
    actions = [
        {"title": _("Countries"), "url": reverse("archive:country-list")},
        {"title": _("Issues"), "url": reverse("archive:issue-list")},
    ]
    return simple_page(request, status=404, title=title, text=text, actions=actions)


def missing_alert(request: HttpRequest) -> HttpResponse:
    return missing(
        request,
        title=_("There is no alert at this address"),
        text=[
            _(
                "It may have been mistyped. Published alerts keep their address for ever; a withdrawn one says so."
            ),
            _("Search for a name, a place or a word that you remember."),
        ],
    )


def missing_case(request: HttpRequest) -> HttpResponse:
    return missing(
        request,
        title=_("There is no case at this address"),
        text=[_("It may have been mistyped. Search for a person or a word that you remember.")],
    )


def gone(request: HttpRequest, publication: Publication) -> HttpResponse:
    """410: withdrawn, when and why, with the way to its log."""
    note = publication.note or {}
    language = reader_language()
    context = {
        "publication": publication,
        "note": note.get(language) or next(iter(note.values()), ""),
        "note_language": language if note.get(language) else next(iter(note), language),
        "history_url": reverse(f"archive:{publication.kind}-history", args=[publication.uid]),
        "is_unlisted": True,
    }
    response = render(request, "archive/withdrawn.html", context, status=410)
    ask_again_each_time(response)
    return response


def being_rebuilt(request: HttpRequest) -> HttpResponse:
    """503 while there is no index. Alerts, cases and persons stay readable at their addresses."""
    response = simple_page(
        request,
        status=503,
        title=_("The search is being rebuilt"),
        text=[
            _("This takes from a few seconds to some minutes. Please try again soon."),
            _("Alerts, cases and persons can be read at their addresses all the while."),
        ],
    )
    response["Retry-After"] = "30"
    return response


def too_many_at_once(request: HttpRequest) -> HttpResponse:
    """503 while as many files are being made as may be."""
    response = simple_page(
        request,
        status=503,
        title=_("Too many files are being made at the moment"),
        text=[
            _(
                "Each keeps part of the machine busy until its last line has arrived. Please try again in a minute."
            ),
            _("If you are taking another file just now, let it arrive first."),
        ],
    )
    response["Retry-After"] = str(A_MINUTE)
    return response
