"""The desk of whoever is signed in: for whom they act, what waits, and the ways to the rest."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.network.members.domain.organisations import hide_organisation
from ifex.network.members.models import Organisation
from ifex.network.members.permissions import can_hide

from .queries import desks_of


@never_cache
@login_required
@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    """Rooms fill the panel `workspace.tiles` (thing: the person) with what waits for them."""
    person = cast(User, request.user)
    context = {"person": person, "desks": desks_of(person), "today": clock.today(), "is_unlisted": True}
    return render(request, "workspace/desk.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, uid: str) -> HttpResponse:
    """At a delegate's word, at once: whoever is in danger does not wait for an office to open."""
    organisation = get_object_or_404(Organisation, uid=uid)
    if not can_hide(request.user, organisation, clock.now()):
        raise Http404
    if request.method != "POST":
        return render(request, "workspace/hide.html", {"organisation": organisation, "is_unlisted": True})
    hide_organisation(organisation, by=request.user)
    return redirect("workspace:desk-show")
