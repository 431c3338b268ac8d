"""A person in words, on a page of their own or in a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.enums import Gender
from ifex.network.archive.known_persons import KnownPerson, NamedPerson, named_persons, persons_of
from ifex.network.archive.models import Publication

from .cases import ShownSituation, shown_situation
from .facts import Fact, Value, group_of_target

MOST_OTHER_NAMES = 3


@dataclass(frozen=True)
class PersonLine:
    """One person of a list, as `archive/components/person_line.html` shows it."""

    name: str
    url: str
    other_names: list[str]
    details: str


def person_lines(uids: list[str], *, language: str) -> list[PersonLine]:
    """In the order of `uids`; those who may not be named any more are left out."""
    named = named_persons(uids)
    return [_line_of(named[uid], language) for uid in uids if uid in named]


def _line_of(person: NamedPerson, language: str) -> PersonLine:
    known = person.known
    kinds = [group_of_target(slug) for slug in known.kinds[:1]]
    countries = [country_label(code) for code in known.countries[:2]]
    return PersonLine(
        name=known.name(language) or _("Not named"),
        url=reverse("archive:person-show", args=[person.uid]),
        other_names=[name for _row, name in known.other_names(language)][:MOST_OTHER_NAMES],
        details=" · ".join([*kinds, *known.outlets[:1], *countries]),
    )


def situations_of_person(uids: list[str], cases: Iterable[Publication]) -> list[ShownSituation]:
    spans = [span for case in cases for row in persons_of(case.facts, uids) for span in row["situations"]]
    return sorted((shown_situation(span) for span in spans), key=lambda span: span.start)


def facts_of_person(known: KnownPerson) -> list[Fact]:
    genders = [slug for slug in known.genders if slug != Gender.UNKNOWN]
    shown = [
        Fact(_("Group"), [Value(term_label(Vocabulary.TARGET_KINDS, slug)) for slug in known.kinds]),
        Fact(_("Gender"), [Value(dict(Gender.choices).get(slug, slug)) for slug in genders]),
        Fact(_("Nationality"), [Value(country_label(code)) for code in known.nationalities]),
        Fact(_("Outlet"), [Value(name) for name in known.outlets]),
    ]
    return [fact for fact in shown if fact.texts]
