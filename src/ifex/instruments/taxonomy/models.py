"""Terms and countries, the values that nobody knows yet, and the mark of the newest change."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.labels import LabelField, pick_label

from .enums import REGIONS_WITHOUT_COUNTRIES, Vocabulary

SLUG = RegexValidator(
    r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Small letters a to z, digits and single hyphens only.")
)


class SlugNeverChanges(ValueError):
    """Slugs and codes are stored in published rows for ever."""


class TermsAreNeverDeleted(RuntimeError):
    """A term or country that is out of use is retired: old rows still speak of it."""


class LastingQuerySet(models.QuerySet):
    """Refuses what would break published rows that name a slug or a code."""

    def update(self, **kwargs: Any) -> int:
        lasting: tuple[str, ...] = self.model.LASTING  # type: ignore[attr-defined]
        if touched := kwargs.keys() & set(lasting):
            raise SlugNeverChanges(", ".join(sorted(touched)))
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TermsAreNeverDeleted(self.model.__name__)


class LastingModel(models.Model):
    """A row whose identity (the fields in LASTING) never changes, and that is never deleted."""

    LASTING: tuple[str, ...] = ()

    objects = LastingQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        for name, value in getattr(self, "_lasting", {}).items():
            if getattr(self, name) != value:
                raise SlugNeverChanges(f"{value} → {getattr(self, name)}")
        super().save(*args, **kwargs)
        self._lasting = {name: getattr(self, name) for name in self.LASTING}

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **kwargs: Any) -> Self:
        row = super().from_db(db, field_names, values, **kwargs)
        row._lasting = {name: row.__dict__[name] for name in cls.LASTING if name in row.__dict__}
        return row

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TermsAreNeverDeleted(str(self))


class Term(LastingModel):
    """One term of one vocabulary. Written by `domain.terms` and `domain.loading` alone.

    `edited_fields` names what an editor has changed ("name.fr", "scope_note.en", "is_retired" …): an update
    of the shipped data leaves those alone. `attributes` holds what only some vocabularies have (`class` of a
    kind of target, `actor` of a kind of perpetrator …), `maps` the values in foreign classifications.
    """

    LASTING = ("vocabulary", "slug")

    vocabulary = models.CharField(_("vocabulary"), max_length=40, choices=Vocabulary.choices)
    slug = models.CharField(_("slug"), max_length=64, validators=[SLUG])
    name = LabelField(_("name"))
    scope_note = LabelField(_("scope note"), blank=True, help_text=_("When to use this term, and when not."))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("broader term")
    )
    group = models.CharField(_("group"), max_length=64, blank=True, help_text=_("Types of violation only."))
    attributes = models.JSONField(_("attributes"), default=dict, blank=True)
    maps = models.JSONField(_("values in other classifications"), default=dict, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_retired = models.BooleanField(_("retired"), default=False)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    is_shipped = models.BooleanField(_("comes with the software"), default=False)
    edited_fields = models.JSONField(_("edited fields"), default=list, blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "position", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "slug"], name="taxonomy_term_once"),
            models.CheckConstraint(
                condition=~models.Q(vocabulary=Vocabulary.VIOLATION_TYPES, group=""),
                name="taxonomy_violation_has_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vocabulary}/{self.slug}"

    def label(self, language: str | None = None) -> str:
        return pick_label(self.name, language) or self.slug

    def clean(self) -> None:
        for field in ("parent", "replaced_by"):
            other = getattr(self, field)
            if other and other.vocabulary != self.vocabulary:
                raise ValidationError({field: _("Please choose a term of the same vocabulary.")})
            if other and self.pk in _line_of(other, field):
                raise ValidationError({field: _("A term cannot come before itself.")})
        is_type = self.vocabulary == Vocabulary.VIOLATION_TYPES
        groups = Term.objects.filter(vocabulary=Vocabulary.VIOLATION_GROUPS, slug=self.group)
        if is_type and not groups.exists():
            raise ValidationError({"group": _("A type of violation belongs to a group.")})
        if self.group and not is_type:
            raise ValidationError({"group": _("Only types of violation belong to a group.")})


def _line_of(term: Term, field: str) -> set[int]:
    """The keys of `term` and of all that follow it along `field`."""
    line: set[int] = set()
    following: Term | None = term
    while following is not None and following.pk not in line:
        line.add(following.pk)
        following = getattr(following, field)
    return line


class Country(LastingModel):
    """A country or territory, living (ISO 3166-1, and XK) or historic (ISO 3166-3, with `until_year`).

    Written by `domain.countries` and `domain.loading` alone. Years are inclusive. `edited_fields` as in
    `Term`.
    """

    LASTING = ("code",)

    code = models.CharField(_("code"), max_length=4, unique=True)
    alpha3 = models.CharField(_("three-letter code"), max_length=3, blank=True)
    name = LabelField(_("name"))
    region = models.CharField(_("region"), max_length=64, help_text=_("A term of the vocabulary of regions."))
    from_year = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("until year"), null=True, blank=True)
    successors = models.JSONField(_("successors"), default=list, blank=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    is_disputed = models.BooleanField(_("disputed"), default=False)
    note = LabelField(_("note"), blank=True)
    is_shipped = models.BooleanField(_("comes with the software"), default=False)
    edited_fields = models.JSONField(_("edited fields"), default=list, blank=True)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(region__in=REGIONS_WITHOUT_COUNTRIES), name="taxonomy_country_has_region"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def label(self, language: str | None = None) -> str:
        return pick_label(self.name, language) or self.code


class UnmappedValue(models.Model):
    """A word that an import met and that no vocabulary knows. Kept, counted, and in the end mapped or set aside.

    `vocabulary` is a Vocabulary or "countries". Written by `domain.unmapped` alone.
    """

    vocabulary = models.CharField(_("vocabulary"), max_length=40)
    value = models.CharField(_("value"), max_length=200)
    key = models.CharField(_("key"), max_length=200)
    count = models.PositiveIntegerField(_("times seen"), default=0)
    first_seen_at = models.DateTimeField(_("first seen"))
    subject_kind = models.CharField(_("kind of the first subject"), max_length=64)
    subject = models.CharField(_("first subject"), max_length=64)
    mapped_to = models.CharField(_("mapped to"), max_length=64, blank=True)
    mapped_at = models.DateTimeField(_("mapped at"), null=True, blank=True)
    set_aside_at = models.DateTimeField(_("set aside at"), null=True, blank=True)

    class Meta:
        verbose_name = _("unmapped value")
        verbose_name_plural = _("unmapped values")
        ordering = ["-count", "id"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "key"], name="taxonomy_unmapped_once"),
            models.CheckConstraint(
                condition=models.Q(mapped_to="", mapped_at__isnull=True)
                | (~models.Q(mapped_to="") & models.Q(mapped_at__isnull=False)),
                name="taxonomy_mapped_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(mapped_to="") | models.Q(set_aside_at__isnull=True),
                name="taxonomy_mapped_is_not_set_aside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vocabulary}: {self.value}"


class Generation(models.Model):
    """The one row whose token changes with every change of the tables; and the digest of the data last
    loaded.

    Other processes look at the token, at most once a second, to learn that their tables are old.
    """

    token = models.CharField(_("token"), max_length=32)
    digest = models.CharField(_("digest of the loaded data"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("generation")
        verbose_name_plural = _("generations")

    def __str__(self) -> str:
        return self.token
