"""What publications say of their own past: the correction log, translations that fell behind, differences."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.html import html_to_text
from ifex.foundations.core.labels import pick_label
from ifex.foundations.core.languages import LANGUAGE_TABLE, Language
from ifex.network.archive.domain.naming import find_names
from ifex.network.archive.enums import PublicationReason
from ifex.network.archive.models import Publication
from ifex.network.archive.queries import withheld_before

MOST_WORDS_COMPARED = 2_000
MOST_WORDS_OF_A_PAGE = 20_000

PART_NAMES = {
    "title": _("headline"),
    "summary": _("summary"),
    "body": _("text"),
    "motive": _("probable motive"),
    "justification": _("official justification"),
    "state_reply": _("reply of the State"),
    "outcome": _("outcome"),
}
FACT_NAMES = {
    "kind": _("kind"),
    "urgency": _("urgency"),
    "happened": _("date of the event"),
    "countries": _("countries"),
    "international": _("international"),
    "place": _("place"),
    "issues": _("issues"),
    "violations": _("violations"),
    "developments": _("positive developments"),
    "targets": _("targets"),
    "perpetrators": _("perpetrators"),
    "expression_link": _("link to free expression"),
    "verification": _("verification"),
    "sources": _("sources"),
    "actions": _("recommended action"),
    "case": _("case"),
    "updates": _("earlier alert"),
    "attachments": _("attachments"),
    "status": _("state of the file"),
    "opened": _("opening of the file"),
    "violated": _("date of the crime"),
    "accountability": _("accountability"),
    "accountability_on": _("accountability"),
    "persons": _("persons and their situations"),
}


@dataclass(frozen=True)
class TextChange:
    """One part of one language that reads otherwise than before. `marked` is safe HTML with ins and del."""

    language: Language
    part: Any
    marked: SafeString | None


@dataclass(frozen=True)
class Entry:
    """One line of the correction log."""

    number: int
    at: datetime
    reason: str
    reason_name: str
    note: str
    note_language: str
    fact_names: list[Any] = field(default_factory=list)
    changes: list[TextChange] = field(default_factory=list)
    added: list[Language] = field(default_factory=list)
    is_withheld: bool = False
    is_note_withheld: bool = False

    @property
    def anchor(self) -> str:
        return f"n{self.number}"


def log_of(
    publications: list[Publication],
    language: str,
    *,
    with_texts: bool = True,
    page: tuple[int, int] = (0, 1_000),
) -> list[Entry]:
    """The log, newest first. `publications` is every publication of the record, oldest first; `page` is
    (which from 0, how many).

    An earlier text that gives a name which the newest publication does not give is never shown again: a name may
    have been taken back to protect somebody. Of what is withdrawn no text is shown at all: it may hold names that
    no fact gives.
    """
    hidden = names_taken_back(publications)
    is_withdrawn = bool(publications) and publications[-1].reason == PublicationReason.WITHDRAWAL
    comparing = Comparing(MOST_WORDS_OF_A_PAGE if with_texts else 0)
    pairs = list(zip([None, *publications], publications, strict=False))[::-1]
    start, size = page[0] * page[1], page[1]
    first_shown = withheld_before((row.number, row.withholds_earlier) for row in publications)
    entries = [
        _without_earlier(_entry(before, after, language, hidden, comparing), first_shown)
        for before, after in pairs[start : start + size]
    ]
    return [replace(entry, changes=[]) for entry in entries] if is_withdrawn else entries


def _without_earlier(entry: Entry, first_shown: int) -> Entry:
    """Without the note of a publication before `first_shown`, and without comparison with the text of one."""
    if entry.number > first_shown or not first_shown:
        return entry
    is_note_withheld = bool(entry.note) and entry.number < first_shown
    return replace(
        entry,
        note="" if is_note_withheld else entry.note,
        is_note_withheld=is_note_withheld,
        changes=[replace(change, marked=None) for change in entry.changes],
        is_withheld=True,
    )


def _entry(
    before: Publication | None, after: Publication, language: str, hidden: set[str], comparing: "Comparing"
) -> Entry:
    note = after.note or {}
    entry = Entry(
        number=after.number,
        at=after.valid_from,
        reason=after.reason,
        reason_name=str(PublicationReason(after.reason).label),
        note=pick_label(note, language),
        note_language=language if note.get(language) else next(iter(note), language),
    )
    # A withdrawal has no words: nothing can be compared with it.
    withdrawal = PublicationReason.WITHDRAWAL
    if before is None or withdrawal in (before.reason, after.reason):
        return entry
    is_withheld = gives_any(before, hidden) or gives_any(after, hidden)
    return replace(
        entry,
        fact_names=facts_changed(before, after),
        changes=list(text_changes(before, after, None if is_withheld else comparing)),
        added=[row for row in LANGUAGE_TABLE if row.code in after.texts and row.code not in before.texts],
        is_withheld=is_withheld,
    )


def facts_changed(before: Publication, after: Publication) -> list[Any]:
    """The names of the facts that differ, each once."""
    keys = [key for key in FACT_NAMES if before.facts.get(key) != after.facts.get(key)]
    return list({str(FACT_NAMES[key]): None for key in keys})


def text_changes(
    before: Publication, after: Publication, comparing: "Comparing | None"
) -> Iterator[TextChange]:
    """What reads otherwise, with the differences where `comparing` may show and can afford them."""
    for language in LANGUAGE_TABLE:
        old, new = before.texts.get(language.code), after.texts.get(language.code)
        if old is None or new is None:
            continue
        for part, name in PART_NAMES.items():
            if old.get(part, "") != new.get(part, ""):
                marked = comparing.differences(old.get(part, ""), new.get(part, "")) if comparing else None
                yield TextChange(language, name, marked)


def names_taken_back(publications: list[Publication]) -> set[str]:
    """The names of people that some earlier publication gives and the newest one does not."""
    if not publications:
        return set()
    earlier = set().union(*(names_given(row.facts) for row in publications[:-1]))
    return earlier - names_given(publications[-1].facts)


def names_given(facts: dict[str, Any]) -> set[str]:
    names = set()
    for target in facts.get("targets", []):
        names.update([target.get("name"), target.get("outlet"), *(target.get("variants") or [])])
    names.update(row.get("name") for row in facts.get("perpetrators", []))
    for person in facts.get("persons", []):
        names.update([*(person.get("names") or {}).values(), person.get("pseudonym")])
    return {name.casefold() for name in names if name}


def gives_any(publication: Publication, names: set[str]) -> bool:
    if not names:
        return False
    if names & names_given(publication.facts):
        return True
    pieces = [html_to_text(part) for text in publication.texts.values() for part in text.values()]
    words = " ".join(pieces).casefold()
    return any(name in words for name in names) or find_names(names, pieces).is_whole


class Comparing:
    """Compares texts until a page has had its share of words: comparing costs their square."""

    def __init__(self, most: int) -> None:
        self._left = most

    def differences(self, old: str, new: str) -> SafeString | None:
        """Both texts in one, word for word; None where that would cost too much."""
        before, after = html_to_text(old).split(), html_to_text(new).split()
        size = len(before) + len(after)
        if size > min(MOST_WORDS_COMPARED, self._left):
            return None
        self._left -= size
        return mark_differences(before, after)


def mark_differences(before: list[str], after: list[str]) -> SafeString:
    pieces = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(format_html("{}", _shortened(before[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(format_html("<del>{}</del>", " ".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(format_html("<ins>{}</ins>", " ".join(after[j1:j2])))
    return format_html_join(" ", "{}", ((piece,) for piece in pieces))


def _shortened(words: list[str]) -> str:
    """What stayed the same, with its middle left out where it is long."""
    if len(words) <= 40:
        return " ".join(words)
    return f"{' '.join(words[:15])} […] {' '.join(words[-15:])}"


def languages_behind(publications: list[Publication]) -> set[str]:
    """The languages whose text has stayed as it was since the text they were translated from last changed."""
    if not publications or not publications[-1].texts:
        return set()
    current = publications[-1]
    source = current.facts.get("source_language") or ""
    if source not in current.texts:
        return set()
    since = {code: _unchanged_since(publications, code) for code in current.texts}
    return {code for code, number in since.items() if code != source and number < since[source]}


def _unchanged_since(publications: list[Publication], code: str) -> int:
    number = publications[-1].number
    for publication in reversed(publications):
        if publication.texts.get(code) != publications[-1].texts[code]:
            break
        number = publication.number
    return number
