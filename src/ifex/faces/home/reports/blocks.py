"""What a chapter holds: only what can be set in a document too."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ifex.faces.home.blocks.alerts import AlertsBlock
from ifex.faces.home.blocks.chart import ChartBlock
from ifex.faces.home.blocks.number import NumberBlock
from ifex.instruments.cms.blocks.facts import FactsBlock
from ifex.instruments.cms.blocks.heading import HeadingBlock
from ifex.instruments.cms.blocks.photograph import PhotographBlock
from ifex.instruments.cms.blocks.prose import ProseBlock
from ifex.instruments.cms.blocks.quotation import QuotationBlock
from ifex.instruments.cms.blocks.table import TableBlock
from ifex.instruments.cms.blocks.timeline import TimelineBlock

CHAPTER_BLOCKS = [
    ("prose", ProseBlock(help_text=_("A note stands ((in double brackets)) where its number is to be."))),
    ("heading", HeadingBlock()),
    ("quotation", QuotationBlock()),
    ("number", NumberBlock()),
    ("chart", ChartBlock()),
    ("alerts", AlertsBlock()),
    ("table", TableBlock()),
    ("timeline", TimelineBlock()),
    ("facts", FactsBlock()),
    ("photograph", PhotographBlock()),
]
"""Names as they are stored: never rename one."""


class ChapterBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    body = blocks.StreamBlock(CHAPTER_BLOCKS, label=_("Text"))

    class Meta:
        icon = "doc-full"
        label = _("Chapter")
