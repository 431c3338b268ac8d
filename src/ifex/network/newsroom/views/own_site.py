"""What an organisation's own site sends by itself: its feeds, and keys for its programs."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ifex.foundations.core import clock
from ifex.foundations.core.languages import DEFAULT_LANGUAGE
from ifex.network.members.domain.program_keys import TooManyKeys, end_key, give_key
from ifex.network.members.models import Organisation, ProgramKey
from ifex.network.members.permissions import can_keep_keys, can_submit
from ifex.network.newsroom.domain.feeds import FeedRefused, end_feed, enter_feed, read_feed_soon
from ifex.network.newsroom.forms.own_site import FeedForm, KeyForm
from ifex.network.newsroom.models import FeedItem, MemberFeed
from ifex.network.newsroom.queries import organisations_of, organisations_that_send

from .submissions import desk_step

_REFUSED: dict[str, Promise] = {
    "address": _("This is not an address that can be read."),
    "known": _("This feed is read already."),
    "many": _("There are ten already: end one first."),
}


@dataclass
class OwnSite:
    """One organisation's part of the page."""

    organisation: Organisation
    feeds: list[tuple[MemberFeed, int]]
    feed_form: FeedForm
    keys: list[ProgramKey] = field(default_factory=list)
    key_form: KeyForm | None = None
    secret: str = ""


@never_cache
@login_required
@require_safe
def show_own_sites(request: HttpRequest) -> HttpResponse:
    return _page(request)


@never_cache
@login_required
@require_POST
def change_own_site(request: HttpRequest, uid: str) -> HttpResponse:
    """`verb` says what: enter-feed, end-feed, read-feed, give-key, end-key."""
    organisation = get_object_or_404(Organisation, uid=uid)
    verb = _VERBS.get(request.POST.get("verb", ""))
    may = can_keep_keys if request.POST.get("verb", "").endswith("-key") else can_submit
    if verb is None or not may(request.user, organisation, clock.now()):
        raise Http404
    return verb(request, organisation) or redirect("newsroom:feed-list")


def _enter_feed(request: HttpRequest, organisation: Organisation) -> HttpResponse | None:
    form = FeedForm(request.POST)
    if form.is_valid():
        try:
            enter_feed(organisation, **form.cleaned_data, by=request.user, at=clock.now())
            return None
        except FeedRefused as refused:
            form.add_error("url", str(_REFUSED[refused.reason]))
    return _page(request, at=organisation, feed_form=form, status=400)


def _end_feed(request: HttpRequest, organisation: Organisation) -> None:
    end_feed(_feed(request, organisation), by=request.user, at=clock.now())


def _read_feed(request: HttpRequest, organisation: Organisation) -> None:
    read_feed_soon(_feed(request, organisation), at=clock.now())


def _give_key(request: HttpRequest, organisation: Organisation) -> HttpResponse | None:
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _page(request, at=organisation, key_form=form, status=400)
    try:
        _key, secret = give_key(organisation, name=form.cleaned_data["name"], by=request.user, at=clock.now())
    except TooManyKeys:
        form.add_error("name", str(_REFUSED["many"]))
        return _page(request, at=organisation, key_form=form, status=400)
    # Shown on this one page: it is kept nowhere.
    return _page(request, at=organisation, secret=secret)


def _end_key(request: HttpRequest, organisation: Organisation) -> None:
    row = get_object_or_404(ProgramKey, organisation=organisation, uid=request.POST.get("key", "")[:64])
    end_key(row, by=request.user, at=clock.now())


_VERBS: dict[str, Any] = {
    "enter-feed": _enter_feed,
    "end-feed": _end_feed,
    "read-feed": _read_feed,
    "give-key": _give_key,
    "end-key": _end_key,
}


def _feed(request: HttpRequest, organisation: Organisation) -> MemberFeed:
    return get_object_or_404(MemberFeed, organisation=organisation, uid=request.POST.get("feed", "")[:64])


def _page(
    request: HttpRequest, *, at: Organisation | None = None, status: int = 200, **changes: Any
) -> HttpResponse:
    moment = clock.now()
    senders = organisations_that_send(request.user, moment)
    if not senders and not organisations_of(request.user, moment):
        raise Http404
    sites = [_site_of(request, organisation) for organisation in senders]
    for site in sites:
        if site.organisation == at:
            for name, value in changes.items():
                setattr(site, name, value)
    context = {
        "sites": sites,
        "breadcrumb": [desk_step(), {"title": _("Your own site"), "url": None}],
        "is_unlisted": True,
    }
    return render(request, "newsroom/own_site.html", context, status=status)


def _site_of(request: HttpRequest, organisation: Organisation) -> OwnSite:
    feeds = list(MemberFeed.objects.filter(organisation=organisation, ended_at=None))
    counted = [(feed, FeedItem.objects.filter(feed=feed, submission__isnull=False).count()) for feed in feeds]
    language = (get_language() or DEFAULT_LANGUAGE).split("-")[0]
    site = OwnSite(organisation, counted, FeedForm(initial={"language": language}))
    if can_keep_keys(request.user, organisation, clock.now()):
        site.keys = list(ProgramKey.objects.filter(organisation=organisation, ended_at=None))
        site.key_form = KeyForm()
    return site
