"""Uploads: the original sealed, a copy without metadata to show. One row for each content."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .enums import FileState


class StoredFile(models.Model):
    """A file known by the hash of its original. `domain.upload`, `carrying` and `destroying` alone make it,
    `domain.cleaning_anew` renews its copy; `upload` and `destroying` alone move `state`.

    Only the cleaned copy is ever served, and to the public only while `state` is public: else whoever holds
    a leaked document could ask by its hash whether somebody had sent it to the network.
    """

    sha256 = models.CharField(_("SHA-256 of the original"), max_length=64, unique=True)
    media_type = models.CharField(
        _("type"), max_length=100, help_text=_("Found in the content, not in the name")
    )
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveBigIntegerField(_("size of the original"))
    width = models.PositiveIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True)
    cleaned_sha256 = models.CharField(_("SHA-256 of the cleaned copy"), max_length=64)
    cleaned_size = models.PositiveBigIntegerField(_("size of the cleaned copy"))
    rules = models.PositiveSmallIntegerField(_("rules by which the copy was cleaned"), default=1)
    state = models.CharField(_("state"), max_length=12, choices=FileState.choices, default=FileState.STORED)
    stored_at = models.DateTimeField(_("stored at"))
    stored_by = models.CharField(_("stored by"), max_length=64, help_text=_("user:<id>, or system:<name>"))

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="files_storedfile_state"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:file-serve", args=[self.sha256, self.name])

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")
