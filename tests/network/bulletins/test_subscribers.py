"""The rules of signing up and leaving, as plain functions."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core import clock
from ifex.foundations.core.erasures import repeat_erasures
from ifex.foundations.core.personal import forget_what_is_due
from ifex.foundations.core.sealed import Sealed, unsealed
from ifex.foundations.mail.models import Message
from ifex.network.bulletins.addresses import AddressNotUnderstood, clean_address
from ifex.network.bulletins.domain.subscribers import (
    change_subscriber,
    confirm_subscriber,
    erase_subscriber,
    everything_kept,
    pause_subscriber,
    sign_up_subscriber,
)
from ifex.network.bulletins.models import Subscriber
from ifex.network.bulletins.queries import subscribers_on
from ifex.network.bulletins.views.own_page import months_later

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def sign_up(address="reader@example.org", *, at=NOON, language="en", bulletins=("weekly_updates",)):
    sign_up_subscriber(address, language=language, bulletins=bulletins, at=at)


def test_sign_up_subscriber_asks_to_confirm_in_the_chosen_language(db):
    sign_up(language="ar")

    [message] = Message.objects.all()
    assert (message.purpose, message.to, message.language) == (
        "bulletins-confirm",
        "reader@example.org",
        "ar",
    )
    assert "/ar/weekly-updates/confirm/" in message.text
    assert subscribers_on(NOON.date()).count() == 0


def test_sign_up_subscriber_waits_longer_with_each_mail(db):
    minutes = []
    for minute in range(0, 24 * 60 * 12, 5):
        before = Message.objects.count()
        sign_up(at=NOON + timedelta(minutes=minute))
        if Message.objects.count() > before:
            minutes.append(minute)

    waits = [later - earlier for earlier, later in pairwise(minutes)]
    assert waits[:6] == [10, 20, 40, 80, 160, 320]
    assert max(waits) <= 7 * 24 * 60


def test_sign_up_subscriber_mails_a_confirmed_one_a_way_to_their_page_and_changes_nothing(subscribe):
    subscriber = subscribe(language="fr")

    sign_up(at=clock.now(), language="ar")

    [message] = Message.objects.all()
    subscriber.refresh_from_db()
    assert (message.purpose, message.language, subscriber.language) == ("bulletins-own", "fr", "fr")


def test_sign_up_subscriber_takes_offered_bulletins_only(db):
    sign_up(bulletins=["weekly_updates", "spam"])

    assert Subscriber.objects.get().bulletins == ["weekly_updates"]


def test_confirm_subscriber_is_harmless_when_repeated(db):
    sign_up()
    subscriber = Subscriber.objects.get()
    confirm_subscriber(subscriber, at=NOON)
    confirm_subscriber(subscriber, at=NOON + timedelta(days=1))

    subscriber.refresh_from_db()
    assert subscriber.confirmed_at == NOON
    assert Message.objects.filter(purpose="bulletins-welcome").count() == 1


def test_mail_to_subscribers_can_be_left_with_one_click(db):
    sign_up()
    confirm_subscriber(Subscriber.objects.get(), at=NOON)

    headers = Message.objects.get(purpose="bulletins-welcome").headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http://localhost:8000/en/weekly-updates/mine/")
    assert headers["List-Unsubscribe"].endswith("/leave/>")


def test_pause_subscriber_keeps_mail_away_until_the_day(subscribe):
    subscriber = subscribe()
    pause_subscriber(subscriber, until=date(2026, 4, 9))

    assert [subscribers_on(day).count() for day in (date(2026, 4, 8), date(2026, 4, 9))] == [0, 1]


def test_erase_subscriber_leaves_a_number_in_the_audit_trail(subscribe):
    subscriber = subscribe()
    number = subscriber.pk
    change_subscriber(subscriber, language="es", bulletins=[], occupation="academic", country="TN")
    assert everything_kept(subscriber)["occupation"] == "academic"

    erase_subscriber(subscriber)

    assert Subscriber.objects.count() == 0
    acts = AuditLine.objects.filter(subject_kind="subscriber").order_by("pk")
    assert [(act.act, act.subject) for act in acts] == [
        ("subscriber-confirmed", str(number)),
        ("subscriber-erased", str(number)),
    ]
    assert not any("example.org" in repr(act.__dict__) for act in acts)


def test_erase_subscriber_is_repeated_after_a_restore(subscribe, settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    subscriber = subscribe("reader@example.org")
    as_in_the_backup = Subscriber.objects.filter(pk=subscriber.pk).values().get()
    erase_subscriber(subscriber)
    subscribe("other@example.org")
    with unsealed(Subscriber):
        Subscriber.objects.create(**as_in_the_backup)

    assert repeat_erasures() == 1

    assert list(Subscriber.objects.values_list("address", flat=True)) == ["other@example.org"]
    assert "reader" not in (tmp_path / "erasures.jsonl").read_text()


def test_erase_subscriber_again_leaves_another_one_with_the_same_number(subscribe, settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    subscriber = subscribe("reader@example.org")
    number = subscriber.pk
    erase_subscriber(subscriber)
    later = subscribe("later@example.org")
    with unsealed(Subscriber):
        Subscriber.objects.filter(pk=later.pk).update(id=number)

    assert repeat_erasures() == 0
    assert Subscriber.objects.get().address == "later@example.org"


def test_an_address_that_nobody_confirms_is_forgotten_after_a_week(subscribe):
    confirmed = subscribe("confirmed@example.org")
    sign_up("never@example.org", at=clock.now() - timedelta(days=8))
    sign_up("new@example.org", at=clock.now() - timedelta(days=6))

    forget_what_is_due()

    kept = Subscriber.objects.order_by("address").values_list("address", flat=True)
    assert list(kept) == [confirmed.address, "new@example.org"]


def test_subscribers_change_through_their_domain_alone(subscribe):
    subscriber = subscribe()
    with pytest.raises(Sealed):
        subscriber.save()
    with pytest.raises(IntegrityError), transaction.atomic(), unsealed(Subscriber):
        Subscriber.objects.filter(pk=subscriber.pk).update(confirmed_at=None)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Reader@Example.ORG ", "Reader@example.org"),
        ("reader@bücher.example", "reader@xn--bcher-kva.example"),
        ("o'neil+ifex@example.org", "o'neil+ifex@example.org"),
    ],
)
def test_clean_address_gives_one_spelling(text, address):
    assert clean_address(text) == address
    assert clean_address(address) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "reader",
        "@example.org",
        "a@b",
        "a b@example.org",
        "a@example.org\nBcc: x@y.z",
        "a@" + "b." * 200 + "org",
        "ا@",
    ],
)
def test_clean_address_refuses_what_is_none(text):
    with pytest.raises(AddressNotUnderstood):
        clean_address(text)


@given(st.text(max_size=80) | st.emails())
def test_clean_address_never_raises_anything_else(text):
    try:
        address = clean_address(text)
    except AddressNotUnderstood:
        return
    assert clean_address(address) == address
    assert "\n" not in address
    assert len(address) <= 254


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 15), 3, date(2027, 2, 15)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(day, months, later):
    assert months_later(day, months) == later
