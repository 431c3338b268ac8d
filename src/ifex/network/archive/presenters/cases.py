"""A case: its persons with their dated situations, its alerts, and both in one line of time."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ifex.foundations.core.labels import pick_label
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.enums import HELD_SITUATIONS, JUSTICE_DONE
from ifex.network.archive.models import Publication

from .cards import Card, day_or_none
from .facts import Fact, Value, country_values
from .words import words_for


@dataclass(frozen=True)
class ShownSituation:
    """Where a person stood, from a day until (not including) another."""

    name: str
    start: date
    until: date | None
    precision: str
    country: str
    source: str
    is_held: bool
    person: str = ""
    person_url: str | None = None


@dataclass(frozen=True)
class ShownPerson:
    name: str
    url: str | None
    is_pseudonym: bool
    situations: list[ShownSituation]

    @property
    def now(self) -> ShownSituation | None:
        """The last situation that is known."""
        return self.situations[-1] if self.situations else None


@dataclass(frozen=True)
class Moment:
    """One entry of the timeline, as `cms/components/timeline.html` shows it."""

    when: date | None
    precision: str
    until: date | None
    title: str
    url: str | None
    text: str
    is_key: bool
    language: str = ""
    direction: str = "auto"
    language_name: str = ""


def shown_persons(facts: dict[str, Any]) -> list[ShownPerson]:
    return [_shown_person(row) for row in facts["persons"]]


def name_of_person(row: dict[str, Any]) -> str:
    return row.get("pseudonym") or pick_label(row.get("names")) or _("Not named")


def _shown_person(row: dict[str, Any]) -> ShownPerson:
    name = name_of_person(row)
    url = reverse("archive:person-show", args=[row["person"]]) if row.get("person") else None
    situations = [shown_situation(span, person=name, url=url) for span in row["situations"]]
    return ShownPerson(name, url, bool(row.get("pseudonym")), situations)


def shown_situation(span: dict[str, Any], *, person: str = "", url: str | None = None) -> ShownSituation:
    return ShownSituation(
        name=term_label(Vocabulary.PERSON_SITUATIONS, span["situation"]),
        start=date.fromisoformat(span["from"]),
        until=day_or_none(span["until"]),
        precision=span["precision"],
        country=country_label(span["country"]) if span.get("country") else "",
        source=span.get("source") or "",
        is_held=span["situation"] in HELD_SITUATIONS,
        person=person,
        person_url=url,
    )


def days_without_justice(facts: dict[str, Any], today: date) -> int | None:
    """From the crime until somebody was fully held to account, or until today. None where no crime is dated."""
    violated = day_or_none(facts.get("violated"))
    if violated is None or violated > today:
        return None
    done = facts.get("accountability") in JUSTICE_DONE
    end = day_or_none(facts.get("accountability_on")) if done else today
    return max(0, (end - violated).days) if end else None


def has_justice(facts: dict[str, Any]) -> bool:
    return facts.get("accountability") in JUSTICE_DONE


def axes_of(facts: dict[str, Any]) -> list[Fact]:
    """The three axes, which move independently: the file, the persons, accountability."""
    persons = [
        Value(_("%(name)s: %(situation)s") % {"name": person.name, "situation": person.now.name}, person.url)
        for person in shown_persons(facts)
        if person.now
    ]
    accountability = facts.get("accountability")
    shown = [
        Fact(_("The file"), [Value(term_label(Vocabulary.CASE_STATUSES, facts["status"]))]),
        Fact(_("The persons"), persons),
        Fact(
            _("Accountability"),
            [Value(term_label(Vocabulary.ACCOUNTABILITY_STATUSES, accountability))] if accountability else [],
        ),
        Fact(_("Where"), country_values(facts["countries"])),
    ]
    return [fact for fact in shown if fact.texts]


def timeline_of(
    cards: list[Card], persons: list[ShownPerson], *, since: date | None = None, before: date | None = None
) -> list[Moment]:
    """Alerts and the beginnings of situations by date, oldest first. Situations of [since, before) only.

    A situation that began on the day of an alert stands with the alert.
    """
    moments = sorted((moment_of_card(card) for card in cards), key=_by_date)
    of_day = {
        moment.when: place
        for place, moment in reversed(list(enumerate(moments)))
        if moment.precision == "day"
    }
    for person in persons:
        for span in person.situations:
            if (since is None or span.start >= since) and (before is None or span.start < before):
                moment = _moment_of_situation(span)
                place = of_day.get(span.start) if span.precision == "day" else None
                if place is None:
                    moments.append(moment)
                else:
                    moments[place] = _joined(moments[place], moment)
    return sorted(moments, key=_by_date)


def _joined(alert: Moment, situation: Moment) -> Moment:
    """What the alert tells and where the person stood from that day on, in one entry."""
    lines = [alert.text, " · ".join(part for part in (situation.title, situation.text) if part)]
    return replace(alert, text="\n".join(line for line in lines if line), is_key=True)


def moment_of_card(card: Card) -> Moment:
    """An alert stands at the day of its event; unknown days at that of publication."""
    start = card.happened_on.start
    return Moment(
        when=start or card.published.date(),
        precision=card.happened_on.precision if start else "day",
        until=card.happened_on.until,
        title=card.title,
        url=card.url,
        text="" if start else _("Day of publication; the day of the event is not known."),
        is_key=False,
        language=card.language,
        direction=card.direction,
        language_name=card.language_name,
    )


def _moment_of_situation(span: ShownSituation) -> Moment:
    words = {"name": span.person, "situation": span.name}
    details = [part for part in (span.country, span.source) if part]
    return Moment(
        when=span.start,
        precision=span.precision,
        until=None,
        title=_("%(name)s: %(situation)s") % words,
        url=span.person_url,
        text=" · ".join(details),
        is_key=True,
    )


def _by_date(moment: Moment) -> tuple[date, bool]:
    return moment.when or date.min, not moment.is_key


@dataclass(frozen=True)
class CaseCard:
    """One case of a list, as `cms/components/case_card.html` shows it."""

    url: str
    title: str
    language: str
    direction: str
    country_names: list[str]
    status_name: str
    status_tone: str
    persons: list[str]
    opened: date | None
    days_without_justice: int | None


def case_card_of(publication: Publication, *, language: str, today: date) -> CaseCard:
    facts, words = publication.facts, words_for(publication, language)
    return CaseCard(
        url=reverse("archive:case-show", args=[publication.uid]),
        title=words.title or publication.uid,
        language=words.language.code,
        direction=words.language.direction,
        country_names=[country_label(code) for code in facts["countries"]],
        status_name=term_label(Vocabulary.CASE_STATUSES, facts["status"]),
        status_tone="",
        persons=[name_of_person(row) for row in facts["persons"]],
        opened=day_or_none(facts.get("opened")),
        days_without_justice=None if has_justice(facts) else days_without_justice(facts, today),
    )
