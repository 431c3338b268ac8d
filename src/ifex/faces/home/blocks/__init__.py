"""Blocks that gather live things, one a file; with the neutral ones of `cms` they are what a page's body holds."""

from ifex.instruments.cms.blocks import NEUTRAL_BLOCKS

from .alerts import AlertsBlock
from .chart import ChartBlock
from .gathered import GatheredBlock
from .map import MapBlock
from .members import MembersBlock
from .number import NumberBlock
from .sign_up import SignUpBlock

BODY_BLOCKS = [
    *NEUTRAL_BLOCKS,
    ("alerts", AlertsBlock()),
    ("number", NumberBlock()),
    ("chart", ChartBlock()),
    ("map", MapBlock()),
    ("members", MembersBlock()),
    ("sign_up", SignUpBlock()),
    ("gathered", GatheredBlock()),
]
"""Names as they are stored: never rename one."""
