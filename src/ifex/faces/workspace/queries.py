"""Reads of the members' desk."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import term_label
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.presenters.cards import Card, cards_of
from ifex.network.archive.presenters.facts import organisation_url
from ifex.network.archive.queries import mentions_of, publications_in_order
from ifex.network.archive.views.answers import reader_language
from ifex.network.members.enums import STANDINGS_IN_THE_NETWORK
from ifex.network.members.models import Organisation
from ifex.network.members.permissions import can_hide, can_sign, can_submit, can_vote
from ifex.network.members.queries import mandates_of, standing_on, uids_of_organisation

NEWEST_SHOWN = 5


@dataclass(frozen=True)
class Desk:
    """What somebody has before them for one organisation. `url` is None where readers see no page of it."""

    name: str
    url: str | None
    mandates: list[str]
    standing: str
    may_submit: bool
    may_sign: bool
    may_vote: bool
    is_hidden: bool
    hide_url: str | None
    newest: list[Card]
    alerts_total: int


def desks_of(person: User) -> list[Desk]:
    """One for each organisation for which the person has a mandate today."""
    kinds: dict[Organisation, list[str]] = {}
    for row in mandates_of(person, clock.today()):
        kinds.setdefault(row.organisation.merged_into or row.organisation, []).append(row.get_kind_display())
    return [_desk_of(person, organisation, mandates) for organisation, mandates in kinds.items()]


def _desk_of(person: User, organisation: Organisation, mandates: list[str]) -> Desk:
    moment = clock.now()
    standing = standing_on(organisation, moment.date())
    reported = mentions_of("source", uids_of_organisation(organisation.uid))
    uids = list(reported.values_list("uid", flat=True)[:NEWEST_SHOWN])
    is_shown = (
        standing is not None and standing.status in STANDINGS_IN_THE_NETWORK and organisation.may_be_named
    )
    return Desk(
        name=str(organisation),
        url=organisation_url(organisation) if is_shown else None,
        mandates=mandates,
        standing=term_label(Vocabulary.MEMBERSHIP_STATUSES, standing.status) if standing else "",
        may_submit=can_submit(person, organisation, moment),
        may_sign=can_sign(person, organisation, moment),
        may_vote=can_vote(person, organisation, moment),
        is_hidden=not organisation.may_be_named,
        hide_url=_hide_url(person, organisation, moment),
        newest=cards_of(publications_in_order(SubjectKind.ALERT, uids), language=reader_language()),
        alerts_total=reported.count(),
    )


def _hide_url(person: User, organisation: Organisation, moment: datetime) -> str | None:
    if not organisation.may_be_named or not can_hide(person, organisation, moment):
        return None
    return reverse("workspace:organisation-hide", args=[organisation.uid])
