"""Signing up, confirming, changing, pausing, leaving. Addresses never reach the audit trail."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core import clock
from ifex.foundations.core.erasures import key_of, note_erasure, pk_in
from ifex.foundations.core.sealed import unsealed
from ifex.foundations.mail.domain.outbox import send_mail
from ifex.network.bulletins.enums import SubscriberState
from ifex.network.bulletins.links import CONFIRM, OWN, link_of
from ifex.network.bulletins.models import Subscriber
from ifex.network.bulletins.offered import bulletin_choices

BY = "subscriber"
ERASED = "subscriber-erased"
FIRST_WAIT = timedelta(minutes=10)
LONGEST_WAIT = timedelta(days=7)


def sign_up_subscriber(
    address: str,
    *,
    language: str,
    bulletins: Iterable[str],
    occupation: str = "",
    country: str = "",
    at: datetime,
) -> None:
    """Mail a link to `address`: to confirm, or, where that has been done, to the subscriber's own page.

    Nothing tells the caller which. However often an address is given, each further mail to it waits twice as long
    as the one before.
    """
    with transaction.atomic(), unsealed(Subscriber):
        subscriber, is_new = Subscriber.objects.select_for_update().get_or_create(
            address=address, defaults={"pending_since": at, "state": SubscriberState.PENDING}
        )
        if subscriber.state == SubscriberState.PENDING:
            subscriber.language, subscriber.bulletins = language, _known(bulletins)
            subscriber.occupation, subscriber.country = occupation, country
            subscriber.pending_since = at
        if not is_new and not _may_be_mailed(subscriber, at):
            subscriber.save()
            return
        subscriber.mailed_at, subscriber.mailed_times = at, min(subscriber.mailed_times + 1, 30)
        subscriber.save()
        _send_link(subscriber)


def _known(bulletins: Iterable[str]) -> list[str]:
    offered = [slug for slug, _title in bulletin_choices()]
    wanted = set(bulletins)
    return [slug for slug in offered if slug in wanted] or offered[:1]


def _may_be_mailed(subscriber: Subscriber, at: datetime) -> bool:
    if subscriber.mailed_at is None:
        return True
    wait = min(FIRST_WAIT * 2 ** max(subscriber.mailed_times - 1, 0), LONGEST_WAIT)
    return bool(at >= subscriber.mailed_at + wait)


def _send_link(subscriber: Subscriber) -> None:
    if subscriber.state == SubscriberState.PENDING:
        purpose, link = "bulletins-confirm", link_of(subscriber, CONFIRM)
    else:
        purpose, link = "bulletins-own", link_of(subscriber, OWN)
    send_mail(purpose, to=subscriber.address, language=subscriber.language, context={"link": link})


def confirm_subscriber(subscriber: Subscriber, *, at: datetime) -> None:
    """Harmless when repeated."""
    if subscriber.state == SubscriberState.CONFIRMED:
        return
    with transaction.atomic(), unsealed(Subscriber):
        subscriber.state = SubscriberState.CONFIRMED
        subscriber.pending_since, subscriber.confirmed_at = None, at
        subscriber.mailed_at, subscriber.mailed_times = None, 0
        subscriber.save()
        record_act("subscriber-confirmed", by=BY, subject_kind="subscriber", subject=subscriber.pk)
        send_mail(
            "bulletins-welcome",
            to=subscriber.address,
            language=subscriber.language,
            context={"link": link_of(subscriber, OWN)},
            headers=headers_of(subscriber),
        )


def headers_of(subscriber: Subscriber) -> dict[str, str]:
    """For every mail to a confirmed subscriber: one click in the mail program is enough to leave (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{link_of(subscriber, OWN, name='bulletins:subscriber-leave')}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def change_subscriber(
    subscriber: Subscriber, *, language: str, bulletins: Iterable[str], occupation: str, country: str
) -> None:
    with unsealed(Subscriber):
        subscriber.language, subscriber.bulletins = language, _known(bulletins)
        subscriber.occupation, subscriber.country = occupation, country
        subscriber.save(update_fields=["language", "bulletins", "occupation", "country"])


def pause_subscriber(subscriber: Subscriber, *, until: date | None) -> None:
    """No mail before the day `until`; None ends a pause."""
    with unsealed(Subscriber):
        subscriber.paused_until = until
        subscriber.save(update_fields=["paused_until"])


@transaction.atomic
def erase_subscriber(subscriber: Subscriber) -> None:
    """Everything goes. The audit trail keeps that number so-and-so has left, and no more."""
    number = subscriber.pk
    note_erasure(ERASED, key_of(number, subscriber.secret))
    with unsealed(Subscriber):
        subscriber.delete()
    record_act(ERASED, by=BY, subject_kind="subscriber", subject=number)


def erase_subscriber_again(key: str) -> bool:
    """After a restore. Whoever has signed up anew since has another secret, and stays."""
    subscriber = Subscriber.objects.filter(pk=pk_in(key)).first()
    if subscriber is None or key_of(subscriber.pk, subscriber.secret) != key:
        return False
    erase_subscriber(subscriber)
    return True


def everything_kept(subscriber: Subscriber) -> dict[str, Any]:
    """What a subscriber may take along: all that we have of them."""

    def moment(value: datetime | None) -> str | None:
        return value.isoformat() if value else None

    return {
        "address": subscriber.address,
        "language": subscriber.language,
        "bulletins": subscriber.bulletins,
        "occupation": subscriber.occupation or None,
        "country": subscriber.country or None,
        "confirmed_at": moment(subscriber.confirmed_at),
        "paused_until": subscriber.paused_until.isoformat() if subscriber.paused_until else None,
        "given_out_at": moment(clock.now()),
    }
