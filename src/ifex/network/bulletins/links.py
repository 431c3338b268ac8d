"""Links that subscribers have in their mailboxes: to confirm, and to a page of their own."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from ifex.foundations.core.signed_links import LinkRefused, read_link, sign_link

from .models import Subscriber

CONFIRM = "bulletins.confirm"
OWN = "bulletins.own"
_VALID_FOR = {CONFIRM: timedelta(days=7), OWN: timedelta(days=3650)}
_ADDRESSES = {CONFIRM: "bulletins:subscriber-confirm", OWN: "bulletins:subscriber-own"}


def link_of(subscriber: Subscriber, purpose: str, *, name: str = "") -> str:
    """The whole address, in the subscriber's language."""
    token = sign_link(purpose, {"id": subscriber.pk, "secret": subscriber.secret})
    with translation.override(subscriber.language):
        return settings.IFEX_BASE_URL + reverse(name or _ADDRESSES[purpose], args=[token])


def subscriber_of(token: str, purpose: str) -> Subscriber:
    """Raises LinkRefused, also for somebody who has left."""
    payload = read_link(purpose, token, max_age_seconds=int(_VALID_FOR[purpose].total_seconds()))
    found = Subscriber.objects.filter(pk=payload.get("id", 0), secret=payload.get("secret", "")).first()
    if found is None:
        raise LinkRefused(purpose)
    return found
