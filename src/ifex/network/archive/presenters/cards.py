"""Alerts among others: what a list, a feed or a neighbour's link shows of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from ifex.foundations.core.labels import pick_label
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import term_label
from ifex.network.archive.findable import publication_date
from ifex.network.archive.models import Publication
from ifex.network.members.models import Organisation
from ifex.network.members.queries import organisations_by_uid

from .attached import ShownAttachment, attachments_of
from .words import Words, place_labels, words_for

URGENT = ("flash", "urgent")


@dataclass(frozen=True)
class Happened:
    """When it happened, as exactly as it is known."""

    start: date | None
    precision: str
    until: date | None


@dataclass
class Card:
    """One alert of a list, as `cms/components/alert_card.html` shows it."""

    uid: str
    url: str
    words: Words
    published: datetime
    happened_on: Happened
    country_names: list[str]
    kind_name: str
    sources: list[str]
    urgency_name: str = ""
    title_marked: SafeString | None = None
    passage: SafeString | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.words.title or self.uid

    @property
    def summary(self) -> str:
        return self.words.summary

    @property
    def language(self) -> str:
        return self.words.language.code

    @property
    def direction(self) -> str:
        return self.words.language.direction

    @property
    def language_name(self) -> str:
        """Only where it is not the reader's."""
        return self.words.language.name if self.words.is_other else ""

    @property
    def photograph(self) -> ShownAttachment | None:
        return next((row for row in attachments_of(self.facts) if row.is_lead), None)

    @property
    def is_urgent(self) -> bool:
        return bool(self.urgency_name)

    @property
    def happened(self) -> date | None:
        return self.happened_on.start

    @property
    def precision(self) -> str:
        return self.happened_on.precision

    @property
    def until(self) -> date | None:
        return self.happened_on.until


def cards_of(publications: list[Publication], *, language: str) -> list[Card]:
    """Cards of alerts, with one query for the names of all their members."""
    organisations = organisations_of(publications)
    return [card_of(row, language=language, organisations=organisations) for row in publications]


def card_of(publication: Publication, *, language: str, organisations: dict[str, Organisation]) -> Card:
    facts = publication.facts
    return Card(
        uid=publication.uid,
        url=reverse("archive:alert-show", args=[publication.uid]),
        words=words_for(publication, language),
        published=publication_date(publication),
        happened_on=happened_of(facts),
        country_names=place_labels(facts),
        kind_name=term_label(Vocabulary.ALERT_KINDS, facts["kind"]),
        sources=[name for name in (source_name(row, organisations) for row in facts["sources"]) if name],
        urgency_name=urgency_of(facts),
        facts=facts,
    )


def urgency_of(facts: dict[str, Any]) -> str:
    """The short name of what is urgent; "" for the rest."""
    if facts["urgency"] not in URGENT:
        return ""
    return term_label(Vocabulary.URGENCY_LEVELS, facts["urgency"]).split(":")[0].strip()


def happened_of(facts: dict[str, Any]) -> Happened:
    told = facts["happened"]
    return Happened(day_or_none(told["from"]), told["precision"], day_or_none(told["to"]))


def day_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def organisations_of(publications: Iterable[Publication]) -> dict[str, Organisation]:
    """The organisations that report in the alerts or are hit in them, by the uid under which they are named."""
    uids = {
        row.get("organisation")
        for publication in publications
        for row in [*publication.facts.get("sources", []), *publication.facts.get("targets", [])]
    } - {None}
    return organisations_by_uid(uids) if uids else {}


def source_name(source: dict[str, Any], organisations: dict[str, Organisation]) -> str:
    """The member's name today in the reader's language, else as it was published. "" for a hidden one."""
    organisation = organisations.get(source.get("organisation") or "")
    if organisation is None:
        return str(source.get("name") or "")
    return "" if organisation.is_hidden else short_name(organisation)


def short_name(organisation: Organisation) -> str:
    return organisation.acronym or pick_label(organisation.names) or organisation.uid


def full_name(organisation: Organisation) -> str:
    """`Lantern Press Watch (LPW)`."""
    name = pick_label(organisation.names)
    if name and organisation.acronym and name != organisation.acronym:
        return f"{name} ({organisation.acronym})"
    return name or organisation.acronym or organisation.uid
