"""The pages below the one that has this block, as cards."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PagesBelowBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, default="")

    class Meta:
        icon = "folder-open-inverse"
        label = _("Pages below this one")
        template = "cms/blocks/pages_below.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        page = context.get("page")
        return {**context, "pages": page.get_children().live().specific() if page else []}
