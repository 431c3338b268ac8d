"""Telling people of something, as each has chosen."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.utils import translation

from ifex.foundations.core import clock
from ifex.foundations.mail.domain.outbox import send_mail
from ifex.instruments.notifications.enums import Rhythm
from ifex.instruments.notifications.models import Choice, Notice
from ifex.instruments.notifications.purposes import Told, find_purpose


class UnknownPurpose(KeyError):
    """No room has declared it."""


def notify(people: Iterable[Any], purpose: str, *, key: str, **about: Any) -> int:
    """Tell each of `people` once: the same `key` again tells nobody anew. `about` holds ids, uids and slugs.

    Returns how many were told. Raises UnknownPurpose.
    """
    declared = find_purpose(purpose)
    if declared is None:
        raise UnknownPurpose(purpose)
    told = 0
    for person in people:
        if not person.is_active or not declared.concerns(person):
            continue
        rhythm = rhythm_of(person, purpose)
        with transaction.atomic():
            notice, is_new = Notice.objects.get_or_create(
                user=person, purpose=purpose, key=_short(key),
                defaults={"about": about, "at": clock.now(), "is_for_mail": rhythm == Rhythm.DAILY},
            )  # fmt: skip
            if is_new and rhythm == Rhythm.AT_ONCE:
                _mail(person, notice)
            told += is_new
    return told


def rhythm_of(person: Any, purpose: str) -> Rhythm:
    chosen = Choice.objects.filter(user=person, purpose=purpose).values_list("rhythm", flat=True).first()
    declared = find_purpose(purpose)
    return Rhythm(chosen) if chosen else declared.default if declared else Rhythm.NONE


def choose_rhythm(person: Any, purpose: str, rhythm: Rhythm) -> None:
    """What waits for the day's mail waits on, unless no mail is wanted any more."""
    with transaction.atomic():
        Choice.objects.update_or_create(user=person, purpose=purpose, defaults={"rhythm": rhythm})
        if rhythm == Rhythm.NONE:
            Notice.objects.filter(user=person, purpose=purpose, is_for_mail=True).update(is_for_mail=False)


def told_of(notice: Notice, language: str) -> Told | None:
    """None where the thing is gone, or its room."""
    purpose = find_purpose(notice.purpose)
    with translation.override(language):
        return purpose.tell(**notice.about) if purpose else None


def _mail(person: Any, notice: Notice) -> None:
    told = told_of(notice, person.language)
    if told is None:
        return
    with translation.override(person.language):
        context = {"news": [told], "link": choices_url()}
    send_mail("notifications-one", to=person.email, language=person.language, context=context)
    notice.mailed_at = clock.now()
    notice.save(update_fields=["mailed_at"])


def choices_url() -> str:
    """The desk, a room above: there one chooses. Call it in the reader's language."""
    return settings.IFEX_BASE_URL + resolve_url(settings.LOGIN_REDIRECT_URL)


def _short(key: str) -> str:
    return key if len(key) <= 64 else sha256(json.dumps(key).encode()).hexdigest()
