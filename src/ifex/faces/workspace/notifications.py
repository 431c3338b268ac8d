"""What somebody was told, and how they want to be told."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ifex.foundations.accounts.models import User
from ifex.foundations.core.languages import DEFAULT_LANGUAGE
from ifex.instruments.notifications.domain.notices import choose_rhythm, rhythm_of, told_of
from ifex.instruments.notifications.enums import Rhythm
from ifex.instruments.notifications.models import Notice
from ifex.instruments.notifications.purposes import purposes_for

MOST_SHOWN = 50


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_notifications(request: HttpRequest) -> HttpResponse:
    """POST chooses: a field for each purpose. What is not known changes nothing."""
    person = cast(User, request.user)
    purposes = purposes_for(person)
    if request.method == "POST":
        for purpose in purposes:
            chosen = request.POST.get(purpose.slug, "")
            if chosen in Rhythm.values and chosen != rhythm_of(person, purpose.slug):
                choose_rhythm(person, purpose.slug, Rhythm(chosen))
        return redirect("workspace:notification-list")
    context: dict[str, Any] = {
        "news": _news_of(person),
        "choices": [(purpose, rhythm_of(person, purpose.slug)) for purpose in purposes],
        "rhythms": Rhythm.choices,
        "is_unlisted": True,
    }
    return render(request, "workspace/notifications.html", context)


def _news_of(person: User) -> list[Any]:
    language = (get_language() or DEFAULT_LANGUAGE).split("-")[0]
    notices = Notice.objects.filter(user=person).order_by("-at", "-pk")[:MOST_SHOWN]
    return [(notice, told) for notice in notices if (told := told_of(notice, language))]
