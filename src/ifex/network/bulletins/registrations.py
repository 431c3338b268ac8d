"""What the subscribers' room tells the rooms below it when the house opens."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act
from ifex.foundations.core.erasures import register_erasure
from ifex.foundations.core.panels import fill_panel
from ifex.instruments.cms.styles import register_sheet

from .boxes import box_at_the_foot, box_of_a_page
from .domain.subscribers import ERASED, erase_subscriber_again


def register() -> None:
    fill_panel("cms.footer", box_at_the_foot, order=10)
    fill_panel("home.sign_up", box_of_a_page)
    present_act("subscriber-confirmed", _("Subscriber %(subject)s confirmed their address"))
    register_erasure(ERASED, erase_subscriber_again)
    present_act(ERASED, _("Subscriber %(subject)s left and was erased"))
    register_sheet(Path(__file__).resolve().parent / "static" / "bulletins" / "bulletins.css")
