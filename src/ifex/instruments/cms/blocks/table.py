"""A small table of words. The first column names the rows."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class RowBlock(blocks.StructBlock):
    cells = blocks.ListBlock(blocks.CharBlock(required=False, default="", label=_("Cell")), label=_("Cells"))

    class Meta:
        icon = "table"
        label = _("Row")


class TableBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    columns = blocks.ListBlock(
        blocks.CharBlock(label=_("Heading")), label=_("Headings"), min_num=2, max_num=8
    )
    rows = blocks.ListBlock(RowBlock(), label=_("Rows"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "cms/blocks/table.html"

    def clean(self, value):
        cleaned = super().clean(value)
        width = len(cleaned["columns"])
        if any(len(row["cells"]) != width for row in cleaned["rows"]):
            raise blocks.StructBlockValidationError(
                block_errors={"rows": ValidationError(_("Each row needs one cell for each heading."))}
            )
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "rows": [list(row["cells"]) for row in value["rows"]]}
