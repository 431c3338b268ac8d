"""Reads of the register."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from .enums import STANDINGS_IN_THE_NETWORK, MandateKind
from .models import Mandate, Organisation, Standing


def running_on(day: date, *, of: str = "") -> Q:
    """Rows with `from_on` and `until_on` that hold on `day`; `of` names a relation that leads to them."""
    path = f"{of}__" if of else ""
    is_open_ended = Q(**{f"{path}until_on": None}) | Q(**{f"{path}until_on__gt": day})
    return Q(**{f"{path}from_on__lte": day}) & is_open_ended


def standing_on(organisation: Organisation, day: date) -> Standing | None:
    return Standing.objects.filter(running_on(day), organisation=organisation).first()


def mandates_of(user: Any, day: date) -> QuerySet[Mandate]:
    """What the user may do that day; nothing for an organisation whose access is frozen."""
    rows: QuerySet[Mandate] = Mandate.objects.filter(
        running_on(day), user=user, organisation__frozen_at=None, organisation__merged_into__frozen_at=None
    )
    return rows.select_related("organisation__merged_into").order_by("pk")


def mandates_on(user: Any, organisation: Organisation, day: date) -> QuerySet[Mandate]:
    """The user's mandates for the organisation, or for one that has been merged into it."""
    own = Q(organisation=organisation) | Q(organisation__merged_into=organisation)
    return mandates_of(user, day).filter(own)


def delegates_of(organisation: Organisation, day: date) -> list[Any]:
    """The people who act for it that day, each once; nobody where its access is frozen."""
    rows = Mandate.objects.filter(
        running_on(day),
        Q(organisation=organisation) | Q(organisation__merged_into=organisation),
        kind=MandateKind.DELEGATE,
        user__is_active=True,
        organisation__frozen_at=None,
    ).exclude(organisation__merged_into__frozen_at__isnull=False)
    return list(dict.fromkeys(row.user for row in rows.select_related("user").order_by("pk")))


def members_on(day: date) -> QuerySet[Organisation]:
    """The organisations that are in the network on `day`."""
    running: QuerySet[Standing] = Standing.objects.filter(
        running_on(day), status__in=STANDINGS_IN_THE_NETWORK
    )
    members: QuerySet[Organisation] = Organisation.objects.filter(merged_into=None)
    return members.filter(pk__in=running.values("organisation"))


def organisations_by_uid(uids: Iterable[str]) -> dict[str, Organisation]:
    """Each uid with its organisation, or with the one it has been merged into; who is hidden stays who they are."""
    rows = Organisation.objects.filter(uid__in=set(uids)).select_related("merged_into")
    return {row.uid: row if row.is_hidden else row.merged_into or row for row in rows}


def uids_of_organisation(uid: str) -> list[str]:
    """Its own and those of everything merged into it."""
    known: QuerySet[Organisation] = Organisation.objects.filter(Q(uid=uid) | Q(merged_into__uid=uid))
    return list(known.values_list("uid", flat=True))
