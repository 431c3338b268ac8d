"""Pages go out and come down at the times that editors have set for them, each by itself."""

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page, Revision

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core import clock
from ifex.foundations.core.events import emit


def follow_schedules_of_pages() -> str:
    """How many came down, went out, were refused. What is refused stays a draft without a time, and is told of."""
    down = out = refused = 0
    for page in Page.objects.filter(live=True, expire_at__lte=clock.now()).order_by("expire_at").specific():
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        down += 1
    due = Revision.page_revisions.filter(approved_go_live_at__lte=clock.now())
    for revision in due.order_by("approved_go_live_at"):
        if _publish(revision):
            out += 1
        else:
            refused += 1
    return f"down {down}, out {out}, refused {refused}"


def _publish(revision: Revision) -> bool:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError:
        _refuse(revision)
        return False
    return True


def _refuse(revision: Revision) -> None:
    number = str(revision.object_id)
    with transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        record_act("publication-refused", by="schedule", subject_kind="page", subject=number,
                   reason="ValidationError")  # fmt: skip
        emit("publication_refused", kind="page", uid=number)
