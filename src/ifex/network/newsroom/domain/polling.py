"""Reading members' feeds, politely: seldom, only what has changed, more seldom where it fails; new items become
submissions with the editors.

A round that is killed is done again: an item is one submission, by its origin. Only what was published around the day
on which the feed was entered, or after it, is news; what is older is marked as read. What the network has already, by
the address of the original, is no news either.
"""

import logging
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from ifex.foundations.core import clock
from ifex.foundations.core.safe_fetch import Fetched, FetchRefused, fetch
from ifex.foundations.core.sealed import unsealed
from ifex.foundations.jobs.loops import is_stopping
from ifex.foundations.mail.domain.outbox import send_mail
from ifex.network.archive.models import Source
from ifex.network.newsroom.enums import Door, FeedTrouble
from ifex.network.newsroom.feed_reading import FeedEntry, UnreadableFeed, read_feed_apart
from ifex.network.newsroom.models import FeedItem, MemberFeed, Submission
from ifex.network.newsroom.permissions import may_send_unattended

from .submissions import begin_submission, send_submission, submission_from

BATCH = 20
EVERY = timedelta(minutes=30)
SELDOMEST = timedelta(days=1)
LONGEST_PAUSE = timedelta(days=7)
LEASE = timedelta(minutes=5)
TOLD_AFTER = timedelta(days=1)
OLDEST_NEWS = timedelta(days=7)
"""Before the feed was entered: what is older was no news then."""
ITEMS_A_ROUND = 30

_BY = "feed"
logger = logging.getLogger(__name__)


def poll_due_feeds() -> int:
    """Returns how many were read."""
    moment = clock.now()
    due = MemberFeed.objects.filter(ended_at=None, due_at__lte=moment).select_related(
        "organisation", "entered_by"
    )
    read = 0
    for feed in due.order_by("due_at", "pk")[:BATCH]:
        if is_stopping():
            break
        with unsealed(MemberFeed):
            claimed = MemberFeed.objects.filter(pk=feed.pk, due_at=feed.due_at, ended_at=None).update(
                due_at=moment + LEASE
            )
        if claimed:
            poll_feed(feed)
            read += 1
    return read


def poll_feed(feed: MemberFeed) -> int:
    """Read one feed now. Returns how many submissions came of it."""
    if not may_send_unattended(feed.organisation, clock.now()):
        _note(feed, due_at=clock.now() + SELDOMEST)
        return 0
    asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified, "Accept": "*/*"}
    try:
        answer = fetch(feed.url, headers={name: value for name, value in asked.items() if value})
        if answer.status == 304:
            return _succeed(feed, answer, taken=0, left=0)
        if answer.status != 200:
            return _fail(feed, _trouble_of(answer.status), answer)
        entries = read_feed_apart(answer.content)
    except FetchRefused as refused:
        return _fail(feed, FeedTrouble(refused.reason))
    except UnreadableFeed:
        return _fail(feed, FeedTrouble.UNREADABLE)
    taken, left = _take(feed, entries)
    return _succeed(feed, answer, taken=taken, left=left)


def _take(feed: MemberFeed, entries: list[FeedEntry]) -> tuple[int, int]:
    """(submissions made, items left for the next round), the oldest first."""
    known = set(feed.items.filter(key__in=[entry.key for entry in entries]).values_list("key", flat=True))
    fresh = [entry for entry in reversed(entries) if entry.key not in known]
    is_first_round = feed.read_at is None
    taken = 0
    for place, entry in enumerate(fresh):
        if taken >= ITEMS_A_ROUND:
            return taken, len(fresh) - place
        is_news = _is_news(feed, entry, is_first_round) and not _is_known(feed, entry)
        submission = _make_submission(feed, entry) if is_news else None
        taken += submission is not None
        with transaction.atomic(), unsealed(FeedItem):
            FeedItem.objects.get_or_create(
                feed=feed, key=entry.key, defaults={"submission": submission, "read_at": clock.now()}
            )
    return taken, 0


def _is_news(feed: MemberFeed, entry: FeedEntry, is_first_round: bool) -> bool:
    if not entry.title and not entry.text:
        return False
    if entry.at is None:
        # Without dates a feed's first reading says only where it begins.
        return not is_first_round
    return entry.at >= feed.entered_at - OLDEST_NEWS


def _is_known(feed: MemberFeed, entry: FeedEntry) -> bool:
    """Sent by another door, in another feed of theirs, or in the archive with this address. What this very round had
    begun when it was killed is not known yet.
    """
    if not entry.url:
        return False
    own = Submission.objects.filter(organisation=feed.organisation, original_url=entry.url)
    if own.exclude(origin=_origin_of(entry)).exists():
        return True
    return Source.objects.filter(organisation=feed.organisation, url=entry.url).exists()


def _origin_of(entry: FeedEntry) -> str:
    return f"feed:{entry.key}"


def _make_submission(feed: MemberFeed, entry: FeedEntry) -> Submission:
    known = submission_from(feed.organisation, _origin_of(entry))
    submission = known or begin_submission(
        feed.organisation,
        by=_BY,
        language=feed.language,
        door=Door.FEED,
        at=clock.now(),
        origin=_origin_of(entry),
        headline=entry.title,
        account=entry.text,
        original_url=entry.url,
    )
    if submission.sent_at is None:
        submission = send_submission(submission, by=_BY, at=clock.now())
    return submission


# --- How it went


def _succeed(feed: MemberFeed, answer: Fetched, *, taken: int, left: int) -> int:
    moment = clock.now()
    changes: dict[str, Any] = {
        "read_at": moment, "failures": 0, "failing_since": None, "trouble": "", "told_at": None,
        "due_at": moment + EVERY,
    }  # fmt: skip
    if left:
        # The rest is read in the next round; until then the server is not told that we have it all.
        changes |= {"etag": "", "modified": ""}
    elif answer.status == 200:
        changes |= {"etag": answer.header("etag")[:500], "modified": answer.header("last-modified")[:100]}
    if answer.is_moved and _may_move(feed, answer.url):
        changes["url"] = answer.url
    _note(feed, **changes)
    return taken


def _may_move(feed: MemberFeed, url: str) -> bool:
    others = MemberFeed.objects.filter(organisation=feed.organisation, ended_at=None, url=url)
    return len(url) <= 1000 and not others.exclude(pk=feed.pk).exists()


def _fail(feed: MemberFeed, trouble: FeedTrouble, answer: Fetched | None = None) -> int:
    moment = clock.now()
    failures = feed.failures + 1
    pause = min(EVERY * 2 ** min(failures, 10), SELDOMEST)
    if answer is not None:
        pause = max(pause, _asked_pause(answer, moment))
    changes: dict[str, Any] = {
        "failures": failures, "failing_since": feed.failing_since or moment, "trouble": trouble,
        "due_at": moment + pause,
    }  # fmt: skip
    is_lasting = moment - changes["failing_since"] >= TOLD_AFTER or trouble == FeedTrouble.GONE
    if is_lasting and feed.told_at is None:
        changes["told_at"] = moment
    if trouble == FeedTrouble.GONE:
        changes["ended_at"] = moment
    with transaction.atomic():
        _note(feed, **changes)
        if "told_at" in changes:
            _tell_member(feed)
    return 0


def _asked_pause(answer: Fetched, moment: datetime) -> timedelta:
    """What the server asks for by Retry-After."""
    asked = answer.header("retry-after").strip()
    try:
        seconds = (
            int(asked[:9]) if asked.isdecimal() else (parsedate_to_datetime(asked) - moment).total_seconds()
        )
    except (ValueError, TypeError, IndexError):
        return timedelta(0)
    return min(timedelta(seconds=max(seconds, 0)), LONGEST_PAUSE)


def _trouble_of(status: int) -> FeedTrouble:
    if status == 410:
        return FeedTrouble.GONE
    return FeedTrouble.REFUSED if status < 500 else FeedTrouble.UNREACHABLE


def _note(feed: MemberFeed, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(feed, name, value)
    with unsealed(MemberFeed):
        feed.save(update_fields=[*changes])


def _tell_member(feed: MemberFeed) -> None:
    person = feed.entered_by
    if not person.is_active:
        return
    with translation.override(person.language):
        link = settings.IFEX_BASE_URL + reverse("newsroom:feed-list")
        trouble = feed.get_trouble_display()
    context = {"link": link, "trouble": trouble, "has_ended": feed.ended_at is not None}
    send_mail("newsroom-feed-broken", to=person.email, language=person.language, context=context)
