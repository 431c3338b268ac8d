"""Facts beside a text: terms with their values, each in the reader's language and leading to more of its kind."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ifex.instruments.cms.formats import list_text
from ifex.instruments.cms.templatetags.cms import when
from ifex.instruments.taxonomy.enums import INTERNATIONAL, Vocabulary
from ifex.instruments.taxonomy.queries import country_label, country_row, term_label
from ifex.network.archive.domain.facts import without_organisation
from ifex.network.archive.enums import Gender, PlacePrecision
from ifex.network.archive.known_persons import in_script_of
from ifex.network.members.models import Organisation

from .cards import Happened, full_name, happened_of
from .searching import search_link

Facts = dict[str, Any]


@dataclass(frozen=True)
class Value:
    """One value of a fact. `text` may be safe HTML; `note` stands behind it, outside its link."""

    text: Any
    url: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Fact:
    term: str
    texts: list[Value]


@dataclass(frozen=True)
class ShownTarget:
    """Whom or what it hit, in words. `details` is one line."""

    name: str
    url: str | None
    is_pseudonym: bool
    variants: list[str]
    details: str
    gender_factor: str


@dataclass(frozen=True)
class ShownPerpetrator:
    """Who is responsible or said to be: never without the certainty of it."""

    kind: str
    name: str
    certainty: str
    claimed_by: str


@dataclass(frozen=True)
class ShownSource:
    """Who reported it. `differing` are facts that they tell otherwise."""

    name: str
    url: str | None
    original: str | None
    differing: list[Fact] = field(default_factory=list)


def country_values(codes: list[str]) -> list[Value]:
    return [Value(country_label(code), country_url(code)) for code in codes]


def country_url(code: str) -> str | None:
    return _country_path(code.lower(), get_language()) if country_row(code) else None


@cache
def _country_path(code: str, language: str | None) -> str:
    """A page with a map asks for 300 of them; each made anew they took a fifth of its time."""
    return reverse("archive:country-show", args=[code])


def facts_of_alert(facts: Facts) -> list[Fact]:
    """The list beside the text; what is not known is left out, but for the day."""
    happened = happened_of(facts)
    shown = [
        Fact(_("When it happened"), [Value(shown_date(happened))]),
        Fact(_("Where"), _places(facts)),
        Fact(_("Violations"), _violations(facts["violations"])),
        Fact(
            _("Good news"),
            [
                Value(term_label(Vocabulary.POSITIVE_DEVELOPMENTS, slug))
                for slug in facts.get("developments", [])
            ],
        ),
        Fact(
            _("Issues"),
            [Value(term_label(Vocabulary.ISSUE_AREAS, slug), issue_url(slug)) for slug in facts["issues"]],
        ),
        Fact(_("Kind"), _terms(Vocabulary.ALERT_KINDS, facts["kind"])),
        Fact(_("Urgency"), _terms(Vocabulary.URGENCY_LEVELS, facts["urgency"])),
        Fact(_("Link to free expression"), _terms(Vocabulary.EXPRESSION_LINKS, facts["expression_link"])),
        Fact(_("Verification"), _terms(Vocabulary.VERIFICATION_LEVELS, facts["verification"])),
    ]
    return [fact for fact in shown if fact.texts]


def shown_date(happened: Happened) -> Any:
    return when(happened.start, happened.precision, happened.until)


def issue_url(slug: str) -> str:
    return reverse("archive:issue-show", args=[slug])


def _terms(vocabulary: str, slug: str | None) -> list[Value]:
    return [Value(term_label(vocabulary, slug))] if slug else []


def _violations(slugs: list[str]) -> list[Value]:
    values = []
    for place, slug in enumerate(slugs):
        note = _("primary: totals count this one") if place == 0 and len(slugs) > 1 else ""
        label = term_label(Vocabulary.VIOLATION_TYPES, slug)
        values.append(Value(label, search_link(violation=slug), note))
    return values


def _places(facts: Facts) -> list[Value]:
    values = country_values(facts["countries"])
    if facts.get("international"):
        values = [Value(term_label(Vocabulary.REGIONS, INTERNATIONAL), search_link(region=INTERNATIONAL))]
    place = facts.get("place")
    if place and place["name"]:
        precision = dict(PlacePrecision.choices).get(place["precision"], "")
        values.append(
            Value(_("%(place)s (%(precision)s)") % {"place": place["name"], "precision": precision})
        )
    return values


def shown_targets(
    facts: Facts, organisations: dict[str, Organisation], *, language: str
) -> list[ShownTarget]:
    """Each called as the script of `language` writes it, where that is known."""
    return [_shown_target(target, organisations, language) for target in facts["targets"]]


def _shown_target(target: Facts, organisations: dict[str, Organisation], language: str) -> ShownTarget:
    organisation = organisations.get(target.get("organisation") or "")
    if organisation is not None and organisation.is_hidden:
        target = without_organisation(target)
    url = None
    if target.get("person"):
        url = reverse("archive:person-show", args=[target["person"]])
    elif target.get("organisation") and organisation is not None:
        url = organisation_url(organisation)
    details = [group_of_target(target["kind"])]
    if target["gender"] not in ("", Gender.UNKNOWN):
        details.append(str(dict(Gender.choices).get(target["gender"], "")))
    details += [country_label(target["nationality"])] if target.get("nationality") else []
    details += [target["outlet"]] if target.get("outlet") else []
    factor = target.get("gender_factor") or "unknown"
    names = [target["name"], *(target.get("variants") or [])]
    name = in_script_of(language, names) or target["name"]
    return ShownTarget(
        name=name or _("Not named"),
        url=url,
        is_pseudonym=bool(target.get("is_pseudonym")),
        variants=[other for other in names if other and other != name],
        details=" · ".join(part for part in details if part),
        gender_factor="" if factor in ("unknown", "no") else term_label(Vocabulary.GENDER_FACTORS, factor),
    )


def group_of_target(slug: str) -> str:
    """Vocabularies name groups ("Bloggers"): of one person they say to which they belong."""
    return _("Group: %(group)s") % {"group": term_label(Vocabulary.TARGET_KINDS, slug)}


def organisation_url(organisation: Organisation) -> str:
    return reverse("archive:organisation-show", args=[organisation.uid])


def shown_perpetrators(facts: Facts) -> list[ShownPerpetrator]:
    return [
        ShownPerpetrator(
            kind=term_label(Vocabulary.PERPETRATOR_KINDS, row["kind"]),
            name=row["name"] or "",
            certainty=term_label(Vocabulary.PERPETRATOR_CERTAINTY, row["certainty"]),
            claimed_by=row["claimed_by"] or "",
        )
        for row in facts["perpetrators"]
    ]


def shown_sources(facts: Facts, organisations: dict[str, Organisation], network: str) -> list[ShownSource]:
    """A hidden member's report is the network's own."""
    shown = []
    for source in facts["sources"]:
        organisation = organisations.get(source.get("organisation") or "")
        differing = [
            Fact(str(key), [Value(_plain(value))]) for key, value in (source.get("facts") or {}).items()
        ]
        if organisation is None:
            shown.append(ShownSource(source["name"] or network, None, source["url"], differing))
        elif organisation.is_hidden:
            shown.append(ShownSource(network, None, None))
        else:
            url = organisation_url(organisation)
            shown.append(ShownSource(full_name(organisation), url, source["url"], differing))
    return shown


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return list_text(_plain(item) for item in value)
    if isinstance(value, dict):
        return list_text(f"{key}: {_plain(item)}" for key, item in value.items())
    return str(value)


@dataclass(frozen=True)
class Addressee:
    """To whom, with every way of reaching them."""

    name: str
    post: str
    lines: list[Value]


@dataclass(frozen=True)
class ShownAction:
    """What the reader can do. Once closed it says so and offers nothing to click."""

    kind: str
    text: str
    closes: date | None
    is_closed: bool
    to: list[Addressee]
    copies: list[Addressee]


def shown_actions(facts: Facts, *, language: str, today: date) -> list[ShownAction]:
    actions = []
    for action in facts["actions"]:
        closes = date.fromisoformat(action["closes"]) if action["closes"] else None
        texts = action["text"] or {}
        actions.append(
            ShownAction(
                kind=term_label(Vocabulary.RECOMMENDED_ACTIONS, action["kind"]),
                text=texts.get(language) or next(iter(texts.values()), ""),
                closes=closes,
                is_closed=closes is not None and closes < today,
                to=[_addressee(row) for row in action["to"]],
                copies=[_addressee(row) for row in action["copies"]],
            )
        )
    return actions


def _addressee(row: Facts) -> Addressee:
    lines = [Value(part) for part in str(row.get("address") or "").splitlines() if part.strip()]
    if row.get("phone"):
        lines.append(Value(pgettext("addressee", "Tel. %(number)s") % {"number": row["phone"]}))
    if row.get("fax"):
        lines.append(Value(pgettext("addressee", "Fax %(number)s") % {"number": row["fax"]}))
    if row.get("email"):
        lines.append(Value(row["email"], f"mailto:{row['email']}" if "@" in str(row["email"]) else None))
    if row.get("url"):
        lines.append(Value(row["url"], row["url"] if is_web_address(row["url"]) else None))
    return Addressee(str(row.get("name") or ""), str(row.get("post") or ""), lines)


def is_web_address(url: Any) -> bool:
    return str(url).startswith(("https://", "http://"))
