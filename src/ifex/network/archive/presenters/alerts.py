"""An alert with everything around it: read in a few queries, then put into words."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ifex import __version__
from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_TABLE
from ifex.instruments.cms.formats import date_text
from ifex.instruments.cms.styles import stylesheet_url
from ifex.instruments.taxonomy.tables import current_tables
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.findable import publication_date
from ifex.network.archive.models import Publication
from ifex.network.archive.queries import all_publications, mentions_of, publications_of_both
from ifex.network.members.models import Organisation

from .cards import Card, card_of, organisations_of
from .facts import shown_sources
from .history import Entry, languages_behind, log_of
from .words import Words

MOST_OF_A_CASE = 1_000
MOST_UPDATES = 20
_ANY_UID = "0000000000"


@dataclass
class PlaceInCase:
    """Where the alert stands in its case; `number` counts from the oldest."""

    case: Publication
    number: int
    total: int
    previous: str | None
    next: str | None


@dataclass
class AlertInContext:
    """What the database knows of a published alert and its neighbours."""

    publication: Publication
    organisations: dict[str, Organisation] = field(default_factory=dict)
    neighbours: dict[tuple[str, str], Publication] = field(default_factory=dict)
    case_uids: list[str] = field(default_factory=list)
    updated_by: list[str] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)

    def alert(self, uid: str | None) -> Publication | None:
        return self.neighbours.get((SubjectKind.ALERT, uid)) if uid else None

    @property
    def place_in_case(self) -> PlaceInCase | None:
        uid = self.publication.uid
        case = self.neighbours.get((SubjectKind.CASE, self.publication.facts.get("case") or ""))
        if case is None or uid not in self.case_uids:
            return None
        place = self.case_uids.index(uid)
        before = self.case_uids[place - 1] if place else None
        after = self.case_uids[place + 1] if place + 1 < len(self.case_uids) else None
        return PlaceInCase(case, place + 1, len(self.case_uids), before, after)

    @property
    def last_changed(self) -> datetime:
        """The newest of the publication and what stands around it."""
        moments = [row.valid_from for row in self.neighbours.values()]
        moments += [row.changed_at for row in self.organisations.values()]
        return max([self.publication.valid_from, *moments])


def read_alert(publication: Publication) -> AlertInContext:
    """Five queries at most, whatever the data."""
    uid, facts = publication.uid, publication.facts
    in_context = AlertInContext(publication)
    if facts.get("case"):
        newest_first = mentions_of("case", [facts["case"]]).values_list("uid", flat=True)
        in_context.case_uids = list(newest_first[:MOST_OF_A_CASE])[::-1]
    in_context.updated_by = list(mentions_of("alert", [uid]).values_list("uid", flat=True)[:MOST_UPDATES])
    wanted = {facts.get("updates"), *in_context.updated_by}
    if uid in in_context.case_uids:
        place = in_context.case_uids.index(uid)
        wanted.update(in_context.case_uids[max(0, place - 1) : place + 2])
    wanted -= {None, uid}
    if wanted or facts.get("case"):
        in_context.neighbours = publications_of_both(wanted, [facts.get("case") or ""])
    in_context.organisations = organisations_of([publication, *in_context.neighbours.values()])
    in_context.publications = [publication]
    if publication.number > 1:
        in_context.publications = all_publications(SubjectKind.ALERT, uid)
    return in_context


def etag_of(in_context: AlertInContext, *, language: str, extra: str = "") -> str:
    """Changes with the alert, its neighbours, the vocabularies, the program, and each day (closing dates)."""
    parts = [
        language, extra, __version__, stylesheet_url(), current_tables().token, clock.today().isoformat(),
        str(in_context.publication.pk), in_context.last_changed.isoformat(), *in_context.case_uids,
        *(str(row.pk) for row in in_context.neighbours.values()), *in_context.updated_by,
    ]  # fmt: skip
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


@dataclass(frozen=True)
class LanguageTab:
    """One language of the record, as `cms/components/tabs.html` shows it."""

    title: str
    url: str
    is_current: bool
    language: str
    direction: str
    badge: str


def tabs_of(publication: Publication, words: Words, behind: set[str]) -> list[LanguageTab]:
    tabs = []
    for row in LANGUAGE_TABLE:
        if row.code in publication.texts:
            url = address_in(row.code, publication)
            badge = gettext("out of date") if row.code in behind else ""
            is_current = row.code == words.language.code
            tabs.append(LanguageTab(row.name, url, is_current, row.code, row.direction, badge))
    return tabs


def address_in(code: str, publication: Publication) -> str:
    """The path of the record's page in a language."""
    before, after = _around_uid(code, publication.kind)
    return f"{before}{publication.uid}{after}"


@cache
def _around_uid(code: str, kind: str) -> tuple[str, str]:
    """What stands before and after an identifier in an address: an export asks for a million of them."""
    with translation.override(code):
        before, _, after = reverse(f"archive:{kind}-show", args=[_ANY_UID]).partition(_ANY_UID)
    return before, after


def citation_of(publication: Publication, words: Words, organisations: dict[str, Organisation]) -> SafeString:
    """One line with an absolute date and the address that stays, in the reader's language."""
    sources = shown_sources(publication.facts, organisations, settings.IFEX_NAME)
    return _citation(publication, words, [source.name for source in sources if source.name])


def citation_of_case(publication: Publication, words: Words) -> SafeString:
    return _citation(publication, words, [])


def _citation(publication: Publication, words: Words, authors: list[str]) -> SafeString:
    """HTML: each part keeps its own direction, or the date moves into an English title on an Arabic page."""
    names = list(dict.fromkeys([*authors, settings.IFEX_NAME]))
    parts = {
        "authors": " / ".join(names),
        "title": words.title,
        "date": date_text(publication_date(publication)),
        "address": settings.IFEX_BASE_URL + address_in(words.language.code, publication),
    }
    isolated = {name: format_html("<bdi>{}</bdi>", text) for name, text in parts.items()}
    pattern = str(escape(gettext("%(authors)s: “%(title)s”. %(date)s. %(address)s")))
    return mark_safe(pattern % isolated)  # noqa: S308  the pattern and every part are escaped


def cards_by_uid(in_context: AlertInContext, uids: Sequence[str | None], *, language: str) -> list[Card]:
    rows = [row for row in (in_context.alert(uid) for uid in uids) if row is not None]
    return [card_of(row, language=language, organisations=in_context.organisations) for row in rows]


def log_summary(in_context: AlertInContext, language: str) -> list[Entry]:
    """The corrections, newest first, without what they changed word for word."""
    return [
        entry for entry in log_of(in_context.publications, language, with_texts=False) if entry.number > 1
    ]


def behind(in_context: AlertInContext) -> set[str]:
    return languages_behind(in_context.publications)
