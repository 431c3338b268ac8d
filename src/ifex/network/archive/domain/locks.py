"""One editor at a time: a lease that is renewed while the form is open and ends by itself."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.locks import BaseLock

from ifex.foundations.core import clock
from ifex.network.archive.models import Alert, Case, EditLock

from .publication import kind_of

LEASE = timedelta(minutes=15)


class BeingEdited(BaseLock):
    """Wagtail's view of somebody else's lease."""

    def __init__(self, record: Alert | Case, lease: EditLock) -> None:
        super().__init__(record)
        self.lease = lease

    def for_user(self, user: Any) -> bool:
        return bool(self.lease.user_id != user.pk)

    def get_message(self, user: Any) -> Any:
        if not self.for_user(user):
            return None
        return _(
            "%(name)s is editing this. It is free again when they leave it, at the latest at %(time)s UTC."
        ) % {
            "name": self.lease.user,
            "time": self.lease.until.strftime("%H:%M"),
        }


def take_lease(record: Alert | Case, *, by: Any) -> EditLock:
    """Take or renew the lease for `by`, unless somebody else holds it. Returns the lease that runs."""
    moment = clock.now()
    with transaction.atomic():
        EditLock.objects.filter(kind=kind_of(record), uid=record.uid, until__lte=moment).delete()
        lease, _created = EditLock.objects.select_for_update().get_or_create(
            kind=kind_of(record), uid=record.uid, defaults={"user": by, "until": moment + LEASE}
        )
        if lease.user_id == by.pk:
            lease.until = moment + LEASE
            lease.save(update_fields=["until"])
    return lease


def release_lease(record: Alert | Case, *, by: Any) -> None:
    EditLock.objects.filter(kind=kind_of(record), uid=record.uid, user=by).delete()


def lock_of(record: Alert | Case) -> BeingEdited | None:
    """The running lease as a lock, or None. It binds everybody but its holder."""
    if record.pk is None:
        return None
    lease = (
        EditLock.objects.filter(kind=kind_of(record), uid=record.uid, until__gt=clock.now())
        .select_related("user")
        .first()
    )
    return BeingEdited(record, lease) if lease else None
