"""What people do with a member's feeds: enter one, end one, have it read anew."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.safe_fetch import is_fetchable
from ifex.foundations.core.sealed import unsealed
from ifex.network.members.models import Organisation
from ifex.network.newsroom.models import MemberFeed

KIND = "feed"
MOST_FEEDS = 10
"""Of one organisation."""


class FeedRefused(Exception):
    """`reason` is "address", "known" or "many"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def enter_feed(organisation: Organisation, *, url: str, language: str, by: Any, at: datetime) -> MemberFeed:
    """It is read within the minute. Raises FeedRefused."""
    if not is_fetchable(url) or len(url) > 1000:
        raise FeedRefused("address")
    running = MemberFeed.objects.filter(organisation=organisation, ended_at=None)
    if running.count() >= MOST_FEEDS:
        raise FeedRefused("many")
    feed = MemberFeed(
        organisation=organisation, url=url, language=language, entered_by=by, entered_at=at, due_at=at
    )
    try:
        with transaction.atomic(), unsealed(MemberFeed):
            feed.save()
            record_act("feed-entered", by=by, subject_kind=KIND, subject=feed.uid)
    except IntegrityError as known:
        raise FeedRefused("known") from known
    return feed


def end_feed(feed: MemberFeed, *, by: Any, at: datetime) -> None:
    """It is read no more; what came from it stays. Harmless when repeated."""
    with transaction.atomic():
        stored = MemberFeed.objects.select_for_update().get(pk=feed.pk)
        if stored.ended_at is None:
            stored.ended_at = at
            with unsealed(MemberFeed):
                stored.save(update_fields=["ended_at"])
            record_act("feed-ended", by=by, subject_kind=KIND, subject=stored.uid)


def read_feed_soon(feed: MemberFeed, *, at: datetime) -> None:
    """At the next round, though it has failed. Never while it is being read."""
    with unsealed(MemberFeed):
        MemberFeed.objects.filter(pk=feed.pk, ended_at=None, due_at__gt=at).update(due_at=at)
