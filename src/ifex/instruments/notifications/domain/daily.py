"""The day's mail: everything that waits for it, in one mail to each person."""

from django.db import transaction
from django.utils import translation

from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.foundations.mail.domain.outbox import send_mail
from ifex.instruments.notifications.models import Notice

from .notices import choices_url, told_of

MOST_LISTED = 50


def mail_daily_news() -> int:
    """Returns how many mails. Each is queued with its notices' marks in one transaction: a kill repeats none."""
    waiting = Notice.objects.filter(is_for_mail=True).order_by().values_list("user", flat=True).distinct()
    return sum(_mail_one(pk) for pk in list(waiting))


def _mail_one(pk: int) -> int:
    with transaction.atomic():
        # In the order of their numbers, so that two workers do not wait for each other.
        notices = list(Notice.objects.select_for_update().filter(user=pk, is_for_mail=True).order_by("pk"))
        person = User.objects.get(pk=pk)
        told = [one for notice in notices if (one := told_of(notice, person.language))]
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(
            is_for_mail=False, mailed_at=clock.now()
        )
        if not told or not person.is_active:
            return 0
        with translation.override(person.language):
            link = choices_url()
        context = {"news": told[:MOST_LISTED], "more": max(0, len(told) - MOST_LISTED), "link": link}
        send_mail("notifications-daily", to=person.email, language=person.language, context=context)
    return 1
