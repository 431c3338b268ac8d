"""Members' own feeds: where their stories are read, and what has been read there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.languages import DEFAULT_LANGUAGE
from ifex.foundations.core.sealed import SealedModel
from ifex.foundations.core.uids import new_uid
from ifex.network.members.models import Organisation
from ifex.network.newsroom.enums import FeedTrouble

from .submissions import Submission


class MemberFeed(SealedModel):
    """One address that is polled. One door: `domain.feeds` for what people do, `domain.polling` for what is read.

    `due_at` is also the lease: whoever polls moves it first. `failures` counts those since the last success.
    """

    uid = models.CharField(_("number"), max_length=64, unique=True, default=new_uid, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    url = models.CharField(_("address of the feed"), max_length=1000)
    language = models.CharField(_("language"), max_length=8, default=DEFAULT_LANGUAGE)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"))
    ended_at = models.DateTimeField(_("no longer read since"), null=True)
    etag = models.CharField(max_length=500, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    due_at = models.DateTimeField(_("read again at"))
    read_at = models.DateTimeField(_("read at"), null=True)
    failures = models.PositiveIntegerField(_("failures"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True)
    trouble = models.CharField(_("trouble"), max_length=16, choices=FeedTrouble.choices, blank=True)
    told_at = models.DateTimeField(_("member told at"), null=True)

    class Meta:
        verbose_name = _("member’s feed")
        verbose_name_plural = _("members’ feeds")
        ordering = ["pk"]
        indexes = [models.Index(fields=["due_at"], name="newsroom_feed_due", condition=Q(ended_at=None))]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "url"], condition=Q(ended_at=None), name="newsroom_feed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.url


class FeedItem(SealedModel):
    """An item that has been read; `key` is a hash of its own identifier, `submission` what it became, if anything."""

    feed = models.ForeignKey(MemberFeed, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=64)
    submission = models.ForeignKey(
        Submission, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("submission")
    )
    read_at = models.DateTimeField(_("read at"))

    class Meta:
        verbose_name = _("item of a feed")
        verbose_name_plural = _("items of feeds")
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="newsroom_item_once")]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.key[:8]}"
