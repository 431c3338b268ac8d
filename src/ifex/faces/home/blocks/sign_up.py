"""The way to the weekly updates. The box itself is the subscribers' room's; without it the block shows nothing."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SignUpBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, default="")
    words = blocks.TextBlock(label=_("Words"), required=False, default="", rows=2)

    class Meta:
        icon = "mail"
        label = _("Sign up for weekly updates")
        template = "home/blocks/sign_up.html"
