"""What waits in the newsroom, on the desk's first page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ifex.instruments.cms.editing.tiles import TileLine, count_in_words, show_tile

from .enums import ReportState
from .models import ReaderReport
from .permissions import can_answer_reports


def show_reports(request: HttpRequest, _thing: Any) -> str:
    if not can_answer_reports(request.user):
        return ""
    count = count_in_words(ReaderReport.objects.filter(state=ReportState.NEW))
    line = TileLine(_("wait for an answer"), count, reverse("newsroom_reports:index"))
    return show_tile(_("Reports of readers"), [line] if count else [])
