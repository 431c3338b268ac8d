"""What the public has read, and when: sealed rows that pages, search, feeds and numbers are made from."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.labels import LabelField
from ifex.foundations.core.sealed import SealedModel
from ifex.foundations.core.written_json import LettersAsTheyAre
from ifex.network.archive.enums import PublicationReason, SubjectKind


class Publication(SealedModel):
    """One state of an alert or case as published: valid from – to, never changed. One door: `domain.publication`.

    `facts` and `texts` are written by `domain.facts`, safe to show; `texts` is `{language: {title, summary, …}}`.
    A withdrawal has neither. `note` says in words what a correction or withdrawal changed. `withholds_earlier`: from
    this number on readers see no text and no note of the publications before it; editors do.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=SubjectKind.choices)
    uid = models.CharField(_("identifier"), max_length=64)
    number = models.PositiveIntegerField(_("number"))
    reason = models.CharField(_("reason"), max_length=12, choices=PublicationReason.choices)
    facts = models.JSONField(_("facts"), default=dict, encoder=LettersAsTheyAre)
    texts = models.JSONField(_("texts"), default=dict, encoder=LettersAsTheyAre)
    note = LabelField(_("what changed"), blank=True)
    withholds_earlier = models.BooleanField(_("withholds what was published before"), default=False)
    valid_from = models.DateTimeField(_("valid from"))
    valid_to = models.DateTimeField(_("valid to"), null=True)
    actor = models.CharField(_("published by"), max_length=64)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(fields=["kind", "uid", "number"], name="archive_publication_number"),
            models.UniqueConstraint(
                fields=["kind", "uid"], condition=Q(valid_to=None), name="archive_one_current_publication"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="archive_publication_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid} #{self.number}"


class OverruledAlarm(SealedModel):
    """An editor has judged an alarm false: of the gate of names, or of the checklist.

    One door: `domain.overruling`; the audit trail has the reason. `key` is a digest of the passage: written anew, it is
    asked about anew.
    """

    uid = models.CharField(_("identifier"), max_length=64)
    key = models.CharField(_("passage"), max_length=64)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("overruled alarm")
        verbose_name_plural = _("overruled alarms")
        constraints = [models.UniqueConstraint(fields=["uid", "key"], name="archive_overruled_once")]

    def __str__(self) -> str:
        return f"{self.uid} {self.key[:8]}"


class Mention(SealedModel):
    """A published alert or case names a thing openly: a person, a case, an organisation, an earlier alert.

    Rebuilt with each publication from its facts; never for somebody who stands there under a pseudonym.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=SubjectKind.choices)
    uid = models.CharField(_("identifier"), max_length=64)
    thing_kind = models.CharField(_("mentioned"), max_length=20)
    thing = models.CharField(_("identifier of what is mentioned"), max_length=64)
    at = models.DateTimeField(_("published at"))

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        indexes = [models.Index(fields=["thing_kind", "thing", "-at"], name="archive_mention_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "uid", "thing_kind", "thing"], name="archive_mention_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid} → {self.thing_kind} {self.thing}"


class PublishedSituation(SealedModel):
    """Where a person stood (from – until), as the network knew it (known from – until). Answers "who was in prison"."""

    case = models.CharField(_("case"), max_length=64)
    person = models.CharField(_("person"), max_length=64)
    situation = models.SlugField(_("situation"), max_length=40)
    country = models.CharField(_("country"), max_length=4, blank=True)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until, not included"), null=True)
    known_from = models.DateTimeField(_("known from"))
    known_to = models.DateTimeField(_("known to"), null=True)

    class Meta:
        verbose_name = _("published situation")
        verbose_name_plural = _("published situations")
        indexes = [
            models.Index(fields=["country", "situation", "from_on"], name="archive_situation_country"),
            models.Index(fields=["person", "from_on"], name="archive_situation_person"),
            models.Index(fields=["case"], name="archive_situation_case"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.situation} {self.from_on}"


class LegacyAddress(models.Model):
    """An address from before, which leads to an alert or case for ever. Path as it stood, without the host."""

    path = models.CharField(_("path"), max_length=500, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=SubjectKind.choices)
    uid = models.CharField(_("identifier"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("legacy address")
        verbose_name_plural = _("legacy addresses")

    def __str__(self) -> str:
        return self.path
