"""What the newsroom tells the rooms below it when the house opens."""

import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act
from ifex.foundations.core.panels import fill_panel
from ifex.foundations.files.readers import register_readers
from ifex.foundations.jobs.periodic import register_periodic
from ifex.foundations.mail.domain.inbound import route_inbound
from ifex.instruments.cms.styles import register_sheet
from ifex.network.archive.domain.safety import register_kept_out

from .boxes import way_to_report
from .domain.alerts_by_mail import take_alert
from .domain.answers_by_mail import take_answer
from .domain.polling import poll_due_feeds
from .domain.submissions import take_back_forgotten_drafts
from .links import REPLY_PATTERN
from .permissions import can_read_sent_file
from .queries import organisations_kept_out
from .telling import register_telling
from .tiles import show_reports, show_what_members_sent, show_what_to_write


def register() -> None:
    register_sheet(Path(__file__).resolve().parent / "static" / "newsroom" / "newsroom.css")
    fill_panel("desk.tiles", show_what_members_sent, order=4)
    fill_panel("desk.tiles", show_reports, order=5)
    fill_panel("cms.footer", way_to_report, order=200)
    fill_panel("workspace.tiles", show_what_to_write, order=10)
    route_inbound(REPLY_PATTERN, take_answer)
    route_inbound(re.escape(settings.IFEX_MAIL_ALERTS), take_alert)
    register_periodic(
        "forgotten-drafts", every=timedelta(days=1), function=take_back_forgotten_drafts, at_hour=3
    )
    register_telling()
    register_readers(can_read_sent_file)
    register_kept_out(organisations_kept_out)
    register_periodic("member-feeds", every=timedelta(minutes=1), function=poll_due_feeds)
    present_act("feed-entered", _("%(actor)s entered feed %(subject)s"))
    present_act("feed-ended", _("%(actor)s ended feed %(subject)s"))
    present_act("report-sent", _("A reader sent report %(subject)s"))
    present_act("report-answered", _("%(actor)s answered report %(subject)s"))
    present_act("report-set-aside", _("%(actor)s closed report %(subject)s without an answer"))
    present_act("submission-begun", _("%(actor)s began alert %(subject)s (%(door)s)"))
    present_act("submission-saved", _("%(actor)s wrote on alert %(subject)s: %(fields)s"))
    present_act("submission-sent", _("%(actor)s sent alert %(subject)s to the editors"))
    present_act("submission-sent-again", _("%(actor)s sent alert %(subject)s again, with answers"))
    present_act("submission-withdrawn", _("%(actor)s took alert %(subject)s back"))
    present_act("submission-assigned", _("%(actor)s gave alert %(subject)s to user %(to)s"))
    present_act("submission-returned", _("%(actor)s asked about alert %(subject)s"))
    present_act("submission-declined", _("%(actor)s declined alert %(subject)s"))
    present_act("submission-accepted", _("%(actor)s accepted %(subject)s: alert %(alert)s (%(outcome)s)"))
    present_act("submission-file-added", _("%(actor)s added a file to alert %(subject)s"))
    present_act("submission-file-removed", _("%(actor)s removed a file from alert %(subject)s"))
