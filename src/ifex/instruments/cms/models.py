"""Photographs: with who took them, under which licence, and what they show, in every language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from ifex.foundations.core.labels import LabelField, pick_label


class Photograph(AbstractImage):
    """A picture of the site. Its file is kept without its metadata: where and by whose camera it was taken."""

    alternative_text = LabelField(
        _("alternative text"),
        blank=True,
        help_text=_("What it shows, for those who do not see it. In every language of the site."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who took it"))
    licence = models.CharField(
        _("licence"), max_length=200, blank=True, help_text=_("For instance CC BY 4.0")
    )

    admin_form_fields = (
        "title", "file", "alternative_text", "credit", "licence", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    @property
    def default_alt_text(self) -> str:
        """In the reader's language; "" where nobody has described it (a title is no description)."""
        return pick_label(self.alternative_text)


class PhotographRendition(AbstractRendition):
    """One size and format of a photograph; made when first shown, made again when lost."""

    image = models.ForeignKey(Photograph, on_delete=models.CASCADE, related_name="renditions")

    class Meta(AbstractRendition.Meta):
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        unique_together = (("image", "filter_spec", "focal_point_key"),)
