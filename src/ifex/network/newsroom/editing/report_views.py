"""The queue of what readers report, with a place for the answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ifex.foundations.core import clock
from ifex.instruments.cms.editing.desk_lists import DeskListView, DeskListViewSet
from ifex.network.newsroom.domain.reports import (
    NothingToAnswerTo,
    ReportAlreadyClosed,
    answer_report,
    set_report_aside,
)
from ifex.network.newsroom.enums import ReportState
from ifex.network.newsroom.models import ReaderReport
from ifex.network.newsroom.permissions import can_answer_reports


class ReportsView(DeskListView):
    """GET lists what waits (or `?shown=closed`), the oldest first; POST answers one or closes it."""

    page_title = gettext_lazy("Reports of readers")
    header_icon = "mail"
    template_name = "newsroom/editing/reports.html"
    may_see = can_answer_reports

    def post(self, request: HttpRequest) -> HttpResponse:
        key = request.POST.get("report", "")
        report = get_object_or_404(ReaderReport, pk=key if key.isdigit() and len(key) < 18 else 0)
        try:
            self._close(request, report)
        except ReportAlreadyClosed:
            messages.error(request, _("Somebody has closed this report meanwhile."))
        except NothingToAnswerTo:
            messages.error(request, _("The reader has left no address."))
        return redirect(request.get_full_path())

    def _close(self, request: HttpRequest, report: ReaderReport) -> None:
        answer = request.POST.get("answer", "").strip()
        if request.POST.get("verb") == "aside":
            set_report_aside(report, by=request.user, at=clock.now())
            messages.success(request, _("The report is closed."))
        elif not answer:
            messages.error(request, _("Write an answer first."))
        else:
            answer_report(report, answer=answer, by=request.user, at=clock.now())
            messages.success(request, _("The answer is on its way."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = "closed" if self.request.GET.get("shown") == "closed" else ""
        rows = ReaderReport.objects.order_by("sent_at", "pk")
        rows = (
            rows.exclude(state=ReportState.NEW).order_by("-closed_at")
            if shown
            else rows.filter(state=ReportState.NEW)
        )
        return {**super().get_context_data(**kwargs), "page": self.page_of(rows), "shown": shown}


class ReportsViewSet(DeskListViewSet):
    name = "reports-of-readers"
    url_namespace = "newsroom_reports"
    icon = "mail"
    menu_label = gettext_lazy("Reports of readers")
    menu_order = 150
    add_to_admin_menu = True
    view_class = ReportsView
