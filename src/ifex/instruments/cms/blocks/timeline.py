"""What happened when, in the editor's order."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class MomentBlock(blocks.StructBlock):
    when = blocks.CharBlock(label=_("When"))
    words = blocks.TextBlock(label=_("What happened"), rows=2)

    class Meta:
        icon = "date"
        label = _("Moment")


class TimelineBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, default="")
    moments = blocks.ListBlock(MomentBlock(), label=_("Moments"))

    class Meta:
        icon = "history"
        label = _("Timeline")
        template = "cms/blocks/timeline.html"
