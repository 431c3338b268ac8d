"""What happens to alerts after their publication: corrections, stale translations, attached files, withdrawals."""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from typing import Any

from django.core.files import File
from django.db import transaction

from ifex.faces.demo.domain.pictures import draw_facsimile, draw_street
from ifex.faces.demo.world.tables import notes
from ifex.foundations.core import clock
from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.labels import Labels
from ifex.foundations.files.domain.upload import store_upload
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.enums import RecordState, SubjectKind
from ifex.network.archive.models import Alert, AlertAttachment, Publication

EACH = 3
_AMONG_THE_NEWEST = 80
_ONE_IN = 3
_LATER = timedelta(days=3)


def add_aftermath(*, by: Any) -> None:
    """A few of each, among the newest alerts outside cases; all at once and only once."""
    with transaction.atomic():
        if Publication.objects.filter(kind=SubjectKind.ALERT, number__gt=1).exists():
            return
        alerts = Alert.objects.filter(state=RecordState.PUBLISHED, case=None).prefetch_related("texts")
        pool = list(alerts.order_by("-published_at", "uid")[:_AMONG_THE_NEWEST:_ONE_IN])
        leading = pool[:EACH]
        translated = [alert for alert in pool[EACH:] if len(alert.texts.all()) > 1][:EACH]
        rest = iter([alert for alert in pool[EACH:] if alert not in translated])
        change: Callable[[Alert, Any], None]
        for change, alerts_of_change in (
            (_add_to_the_original, translated),
            (_give_lead, leading),
            (_attach_picture, list(islice(rest, EACH))),
            (_confirm, list(islice(rest, EACH))),
            (_withdraw, list(islice(rest, EACH))),
        ):
            for alert in alerts_of_change:
                change(alert, by)


def _add_to_the_original(alert: Alert, by: Any) -> None:
    """The translations are stale from then on."""
    text = alert.texts.get(language=alert.source_language)
    text.body += f"<p>{_words('paragraph')[text.language]}</p>"
    text.state = VersionState.READY
    text.save(update_fields=["body", "state"])
    publish(alert, by=by, at=_later(alert), note=_words("paragraph_note"))


def _attach_picture(alert: Alert, by: Any) -> None:
    stored = store_upload(File(draw_facsimile(alert.uid), name="facsimile.png"), by=by)
    AlertAttachment.objects.create(
        alert=alert,
        file=stored,
        caption=_words("caption"),
        alternative_text=_words("alternative_text"),
        credit="demo",
    )
    publish(alert, by=by, at=_later(alert), note=_words("picture_note"))


def _give_lead(alert: Alert, by: Any) -> None:
    stored = store_upload(File(draw_street(alert.uid), name="street.jpg"), by=by)
    AlertAttachment.objects.create(
        alert=alert, file=stored, is_lead=True, caption=_words("street_caption"),
        alternative_text=_words("street"), credit="demo", licence="CC0 1.0",
    )  # fmt: skip
    publish(alert, by=by, at=_later(alert), note=_words("street_note"))


def _confirm(alert: Alert, by: Any) -> None:
    alert.verification = "likely" if alert.verification == "confirmed" else "confirmed"
    alert.save(update_fields=["verification", "changed_at"])
    publish(alert, by=by, at=_later(alert), note=_words("verification_note"))


def _withdraw(alert: Alert, by: Any) -> None:
    withdraw(alert, by=by, at=_later(alert), note=_words("withdrawal_note"))


def _later(alert: Alert) -> Any:
    assert alert.published_at is not None
    return min(alert.published_at + _LATER, clock.now())


def _words(what: str) -> Labels:
    return dict(notes()["aftermath"][what])
