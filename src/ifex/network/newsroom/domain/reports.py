"""A reader's report, from its arrival to its answer."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core.sealed import unsealed
from ifex.foundations.mail.domain.outbox import send_mail
from ifex.network.newsroom.enums import ReportKind, ReportState
from ifex.network.newsroom.models import ReaderReport


class ReportAlreadyClosed(Exception):
    """Somebody has answered it or set it aside."""


class NothingToAnswerTo(Exception):
    """The reader has left no address."""


def send_report(
    *, kind: ReportKind, about: str, words: str, address: str, language: str, at: datetime
) -> ReaderReport:
    """Into the queue of the newsroom; with an address its arrival is confirmed by mail."""
    with transaction.atomic(), unsealed(ReaderReport):
        report = ReaderReport(
            kind=kind, about=about, words=words, address=address, language=language, sent_at=at
        )
        report.save()
        record_act("report-sent", by="reader", subject_kind="report", subject=report.pk, kind=kind)
        if address:
            send_mail("newsroom-report-arrived", to=address, language=language, context={"report": report})
    return report


def answer_report(report: ReaderReport, *, answer: str, by: Any, at: datetime) -> None:
    """Mail the answer and close the report. Raises NothingToAnswerTo, ReportAlreadyClosed."""
    if not report.address:
        raise NothingToAnswerTo
    with transaction.atomic():
        _close(report, ReportState.ANSWERED, answer, by=by, at=at)
        context = {"report": report, "answer": answer}
        send_mail("newsroom-report-answered", to=report.address, language=report.language, context=context)


def set_report_aside(report: ReaderReport, *, by: Any, at: datetime) -> None:
    """Close it without an answer. Raises ReportAlreadyClosed."""
    with transaction.atomic():
        _close(report, ReportState.SET_ASIDE, "", by=by, at=at)


def _close(report: ReaderReport, state: ReportState, answer: str, *, by: Any, at: datetime) -> None:
    with unsealed(ReaderReport):
        waiting = ReaderReport.objects.filter(pk=report.pk, state=ReportState.NEW)
        if not waiting.update(state=state, answer=answer, closed_at=at):
            raise ReportAlreadyClosed(report.pk)
    report.refresh_from_db()
    record_act(f"report-{state.value.replace('_', '-')}", by=by, subject_kind="report", subject=report.pk)
