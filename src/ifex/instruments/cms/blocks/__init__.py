"""What pages are made of: one block a file, each with its template in `templates/cms/blocks`.

These are neutral: they show what an editor has written. Blocks that gather live things are in `faces/home/blocks`.
"""

from .call import CallBlock
from .cards import CardsBlock
from .documents import DocumentsBlock
from .facts import FactsBlock
from .heading import HeadingBlock
from .notice import NoticeBlock
from .pages_below import PagesBelowBlock
from .photograph import PhotographBlock
from .prose import ProseBlock
from .questions import QuestionsBlock
from .quotation import QuotationBlock
from .table import TableBlock
from .timeline import TimelineBlock

NEUTRAL_BLOCKS = (
    ("heading", HeadingBlock()),
    ("text", ProseBlock()),
    ("photograph", PhotographBlock()),
    ("quotation", QuotationBlock()),
    ("notice", NoticeBlock()),
    ("call", CallBlock()),
    ("cards", CardsBlock()),
    ("pages", PagesBelowBlock()),
    ("questions", QuestionsBlock()),
    ("facts", FactsBlock()),
    ("timeline", TimelineBlock()),
    ("table", TableBlock()),
    ("documents", DocumentsBlock()),
)
"""Names as they are stored: never rename one."""
