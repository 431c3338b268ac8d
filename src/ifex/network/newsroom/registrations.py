"""What the newsroom tells the rooms below it when the house opens."""

from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act
from ifex.foundations.core.panels import fill_panel

from .boxes import way_to_report
from .tiles import show_reports


def register() -> None:
    fill_panel("desk.tiles", show_reports, order=5)
    fill_panel("cms.footer", way_to_report, order=200)
    present_act("report-sent", _("A reader sent report %(subject)s"))
    present_act("report-answered", _("%(actor)s answered report %(subject)s"))
    present_act("report-set-aside", _("%(actor)s closed report %(subject)s without an answer"))
