"""Files to take along."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class DocumentsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, default="")
    documents = blocks.ListBlock(DocumentChooserBlock(), label=_("Files"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Files")
        template = "cms/blocks/documents.html"
