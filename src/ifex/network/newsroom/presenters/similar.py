"""What may tell of the same: published alerts, and what the organisation's own people have sent.

To the desk alone also what others have sent, and alerts that are not published yet.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q, QuerySet

from ifex.instruments.search.finding import find_strictly
from ifex.instruments.search.protocol import SearchUnavailable
from ifex.instruments.search.requests import SearchRequest
from ifex.network.archive.enums import RecordState, SubjectKind
from ifex.network.archive.models import Alert, Publication, Target
from ifex.network.archive.presenters.cards import Card, cards_of
from ifex.network.archive.queries import publications_in_order
from ifex.network.newsroom.models import Submission

MOST_SHOWN = 5
LOOKED_BACK = timedelta(days=180)
LEAST_SHARED_WORDS = 2


@dataclass(frozen=True)
class Similar:
    published: list[Card] = field(default_factory=list)
    own: list[Submission] = field(default_factory=list)


def similar_to(submission: Submission, *, language: str) -> Similar:
    """By the names of the targets, else by the headline; in the same country where one is given."""
    return Similar(
        published=cards_of(_published(submission, language), language=language),
        own=own_submissions_like(submission),
    )


def _published(submission: Submission, language: str) -> list[Publication]:
    names = [target["name"] for target in submission.targets if target["name"]]
    found: list[str] = []
    for words in [*names[:3], submission.headline]:
        if len(found) < MOST_SHOWN and words.strip():
            found += [uid for uid in _found_by(words, submission.country, language) if uid not in found]
    return publications_in_order(SubjectKind.ALERT, found[:MOST_SHOWN])


def _found_by(words: str, country: str, language: str) -> list[str]:
    asked = {"q": words[:200], "country": country} if country else {"q": words[:200]}
    request = SearchRequest.from_params(asked, language=language, kinds=[SubjectKind.ALERT], limit=MOST_SHOWN)
    try:
        return [hit.uid for hit in find_strictly(request).hits]
    except SearchUnavailable:
        return []


def own_submissions_like(submission: Submission) -> list[Submission]:
    """Of the same organisation, half a year back, with a target's name or several words of the headline in common."""
    return _alike(submission, Submission.objects.filter(organisation=submission.organisation))


def sent_submissions_like(submission: Submission) -> list[Submission]:
    """Of every member, for the desk: what was sent, never what is still being written."""
    return _alike(submission, Submission.objects.filter(sent_at__isnull=False).select_related("organisation"))


def alerts_like(submission: Submission, *, language: str) -> list[Alert]:
    """For the desk: what is not published yet and names a target of it, and published alerts that are alike."""
    names = [target["name"] for target in submission.targets if target["name"]][:MOST_SHOWN]
    # Of a million published targets the index knows the names; unpublished ones are few.
    waiting = Target.objects.filter(
        alert__state__in=[RecordState.DRAFT, RecordState.SCHEDULED], name__in=names
    )
    naming = waiting.order_by("-pk").values_list("alert", flat=True)[:MOST_SHOWN]
    uids = [row.uid for row in _published(submission, language)]
    rows = Alert.objects.filter(Q(pk__in=list(naming)) | Q(uid__in=uids)).order_by("-happened_from", "-pk")
    return list(rows.prefetch_related("texts", "targets", "perpetrators")[: 2 * MOST_SHOWN])


def _alike(submission: Submission, rows: QuerySet[Submission]) -> list[Submission]:
    since = submission.created_at - LOOKED_BACK
    others = rows.filter(created_at__gte=since).exclude(pk=submission.pk).order_by("-changed_at")[:200]
    return [row for row in others if _have_much_in_common(submission, row)][:MOST_SHOWN]


def _have_much_in_common(one: Submission, other: Submission) -> bool:
    if names_in(one) & names_in(other):
        return True
    return len(_telling_words(one) & _telling_words(other)) >= LEAST_SHARED_WORDS


def names_in(submission: Submission) -> set[str]:
    return {target["name"].casefold() for target in submission.targets if target["name"]}


def _telling_words(submission: Submission) -> set[str]:
    return {word for word in submission.headline.casefold().split() if len(word) > 4}
