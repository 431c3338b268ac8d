"""What other rooms have to show at a place; nothing while they have nothing."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ifex.instruments.cms.live import gathered_at, gathering_choices


class GatheredBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, default="")
    place = blocks.ChoiceBlock(choices=gathering_choices, label=_("What"))

    class Meta:
        icon = "snippet"
        label = _("Live from the network")
        template = "home/blocks/gathered.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        request = context.get("request")
        return {**context, "gathered": gathered_at(value["place"], request) if request else ""}
