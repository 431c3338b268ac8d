"""The desk of whoever is signed in: for whom they act, what waits, and the ways to the rest."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock

from .queries import desks_of


@never_cache
@login_required
@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    """Rooms fill the panel `workspace.tiles` (thing: the person) with what waits for them."""
    person = cast(User, request.user)
    context = {"person": person, "desks": desks_of(person), "today": clock.today(), "is_unlisted": True}
    return render(request, "workspace/desk.html", context)
