"""How persons, cases and members look among the results of the one search box."""

from django.utils.translation import gettext_lazy as _

from ifex.foundations.core import clock
from ifex.instruments.cms.formats import list_text
from ifex.instruments.cms.found_kinds import FoundKind, FoundLine, register_found_kind
from ifex.instruments.taxonomy.queries import country_label
from ifex.network.members.models import Organisation

from .enums import PERSON, SubjectKind
from .findable_organisations import ORGANISATION
from .presenters.cards import full_name
from .presenters.cases import case_card_of
from .presenters.facts import organisation_url
from .presenters.persons import person_lines
from .queries import publications_in_order


def register_found_kinds() -> None:
    register_found_kind(
        FoundKind(PERSON, _("Persons"), lines_of_persons, "archive:person-list", order=10, at_most=5)
    )
    register_found_kind(
        FoundKind(SubjectKind.CASE.value, _("Cases"), lines_of_cases, "archive:case-list", order=20)
    )
    register_found_kind(FoundKind(ORGANISATION, _("Members"), lines_of_members, order=30))


def lines_of_persons(uids: list[str], language: str) -> list[FoundLine]:
    return [
        FoundLine(
            line.name, line.url, tuple(part for part in (" · ".join(line.other_names), line.details) if part)
        )
        for line in person_lines(uids, language=language)
    ]


def lines_of_cases(uids: list[str], language: str) -> list[FoundLine]:
    rows = publications_in_order(SubjectKind.CASE, uids)
    cards = [case_card_of(row, language=language, today=clock.today()) for row in rows]
    return [
        FoundLine(
            card.title, card.url, (f"{list_text(card.country_names)} · {card.status_name}",), card.language
        )
        for card in cards
    ]


def lines_of_members(uids: list[str], language: str) -> list[FoundLine]:
    found = {row.uid: row for row in Organisation.objects.filter(uid__in=uids, is_hidden=False)}
    rows = [found[uid] for uid in uids if uid in found]
    return [
        FoundLine(full_name(row), organisation_url(row), (country_label(row.country),) if row.country else ())
        for row in rows
    ]
