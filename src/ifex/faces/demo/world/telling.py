"""An incident told in one language: headline, summary, body, motive, justification."""

from collections.abc import Callable
from typing import Any

from . import grammar
from .facts import ABOUT_OUTLET, ABOUT_PERSON, ABOUT_WORK, Facts
from .people import full_mention, short_mention, title_mention
from .tables import Telling, phrases, shared

_AND_NETWORK = {"en": "network", "fr": "réseau", "es": "red", "ar": "الشبكة"}


FEWEST_WORDS = 135


class Words(dict[str, str]):
    """The slots of one incident in one language; each is made when a sentence first asks for it."""

    def __init__(self, facts: Facts, language: str) -> None:
        super().__init__()
        self.facts = facts
        self.language = language

    def __missing__(self, slot: str) -> str:
        value = _SLOTS[slot](self.facts, self.language)
        self[slot] = value
        return value


Slot = Callable[[Facts, str], str]


def _person(facts: Facts) -> Any:
    return facts.person


def _outlet(facts: Facts, language: str) -> str:
    assert facts.outlet is not None
    return facts.outlet.mention[language]


def _law(facts: Facts, language: str) -> str:
    assert facts.law is not None
    return str(facts.law[language])


def _work(facts: Facts, language: str) -> str:
    assert facts.work is not None
    assert facts.work_title is not None
    title = facts.work_title[language]
    quoted = {"en": f"“{title}”", "fr": f"«\u00a0{title}\u00a0»", "es": f"«{title}»", "ar": f"«{title}»"}
    return str(facts.work[language]).format(quoted[language])


def _author(facts: Facts, language: str) -> str:
    assert facts.author is not None
    return facts.author.name.full(language)


def _on(facts: Facts, language: str) -> str:
    if facts.precision == "day":
        return grammar.on_day(facts.day, language)
    if facts.precision == "month":
        return grammar.in_month(facts.day, language)
    if facts.precision == "year":
        return grammar.in_year(facts.day, language)
    if facts.precision == "range" and facts.until is not None:
        return grammar.between_days(facts.day, facts.until, language)
    return grammar.UNKNOWN_DAY[language]


def _since(facts: Facts, language: str) -> str:
    if facts.precision in ("month", "year", "unknown"):
        return grammar.bare_month(facts.day, language)
    return grammar.since_day(facts.day, language)


def _by(facts: Facts, language: str) -> str:
    return {"en": "by ", "fr": "par ", "es": "por ", "ar": "على يد "}[language] + _agent(facts, language)


def _agent(facts: Facts, language: str) -> str:
    agents = phrases()["agents"]
    return str(agents.get(facts.agent, agents["unknown"])[language])


def _piece(facts: Facts, language: str) -> str:
    template = phrases()["pieces"][facts.piece][language]
    return str(template.format(t=facts.topic[language], d=grammar.on_day(facts.piece_day, language)))


def _scene(facts: Facts, language: str) -> str:
    telling: Telling = phrases()["scenes"][facts.scene]
    agreement = facts.person.agreement if facts.person is not None else "m"
    text = telling[language].fill({}, agreement)
    return text if language == "ar" else text[0].lower() + text[1:]


def _first(facts: Facts, language: str) -> str:
    return grammar.on_day(facts.first_day or facts.day, language)


def _closes(facts: Facts, language: str) -> str:
    return grammar.since_day(facts.closes or facts.after, language)


_SLOTS: dict[str, Slot] = {
    "who": lambda f, c: full_mention(_person(f), c),
    "of_who": lambda f, c: grammar.of(full_mention(_person(f), c), c),
    "to_who": lambda f, c: grammar.to(full_mention(_person(f), c), c),
    "rn": lambda f, c: title_mention(_person(f), c),
    "rn_bare": lambda f, c: title_mention(_person(f), c),
    "of_rn": lambda f, c: grammar.of(title_mention(_person(f), c), c),
    "to_rn": lambda f, c: grammar.to(title_mention(_person(f), c), c),
    "last": lambda f, c: short_mention(_person(f), c),
    "of_last": lambda f, c: grammar.of(short_mention(_person(f), c), c),
    "to_last": lambda f, c: grammar.to(short_mention(_person(f), c), c),
    "city": lambda f, c: f.city.names[c],
    "in_city": lambda f, c: f.city.in_[c],
    "of_city": lambda f, c: f.city.of_[c],
    "country": lambda f, c: f.country.names[c] if c == "fr" else f.country.the[c],
    "country_title": lambda f, c: f.country.names[c],
    "the_country": lambda f, c: f.country.the[c],
    "in_country": lambda f, c: f.country.in_[c],
    "of_country": lambda f, c: f.country.of_[c],
    "outlet": _outlet,
    "of_outlet": lambda f, c: grammar.of(_outlet(f, c), c),
    "to_outlet": lambda f, c: grammar.to(_outlet(f, c), c),
    "law": _law,
    "work": _work,
    "author": _author,
    "by": _by,
    "agent": _agent,
    "on": _on,
    "since": _since,
    "before": lambda f, c: grammar.on_day(f.before, c),
    "next": lambda f, c: grammar.on_day(f.after, c),
    "next_day": lambda f, c: grammar.bare_day(f.after, c),
    "au_next": lambda f, c: grammar.to(grammar.since_day(f.after, c), c),
    "scene": _scene,
    "charge": lambda f, c: str(f.charge[c]),
    "term": lambda f, c: str(f.term[c]),
    "of_term": lambda f, c: grammar.of(str(f.term[c]), c),
    "sum": lambda f, c: str(f.sum[c]),
    "topic": lambda f, c: str(f.topic[c]),
    "piece": _piece,
    "first": _first,
    "closes": _closes,
    "of_closes": lambda f, c: grammar.of(_closes(f, c), c),
    "au_closes": lambda f, c: grammar.to(_closes(f, c), c),
    "org": lambda f, c: f.organisation.names[c],
    "to_org": lambda f, c: grammar.to(f.organisation.names[c], c),
    "org_city": lambda f, c: f.organisation.city.names[c],
}
SLOT_NAMES = frozenset(_SLOTS) | {"name", "of_name"}


class Teller:
    """Tells one incident in one language."""

    def __init__(self, facts: Facts, language: str) -> None:
        self.facts = facts
        self.language = language
        self.words = Words(facts, language)
        self.about = _agreement(facts, language)

    def say(self, telling: Telling) -> str:
        return telling[self.language].fill(self.words, self.about, self.facts.organisation.arabic_gender)

    def pick(self, key: str, salt: int) -> str:
        return self.say(self.facts.pick(shared()[key], salt))

    def tell(self, *, is_source: bool) -> dict[str, str]:
        """The version; a translation may be shorter than its source, as translations of alerts are."""
        facts, event = self.facts, self.facts.event
        lead = facts.dice & 1
        reaction = self._reaction()
        is_full = is_source or facts.pick((True, False), 31)
        paragraphs = [self._opening(event.leads[lead]), self._details(reaction, is_full)]
        paragraphs += [self._link(), self._stance(is_full)]
        if is_full:
            paragraphs.append(self._context())
        if is_source and sum(text.count(" ") for text in paragraphs) < FEWEST_WORDS:
            paragraphs[-1] += " " + self._further_context()
        closing = self._closing()
        if closing:
            paragraphs.append(closing)
        return {
            "title": self._title(),
            "summary": self.say(event.leads[1 - lead]),
            "body": "".join(f"<p>{text}</p>" for text in paragraphs if text),
            "motive": self._motive(),
            "justification": "" if facts.mood == "violent" or self._is_silence(reaction) else reaction,
        }

    def _title(self) -> str:
        title = self.say(self.facts.pick(self.facts.event.titles, 3))
        # An English headline opens without its article.
        if self.language == "en" and self.facts.about == ABOUT_OUTLET and title.startswith("The "):
            return grammar.capitalise(title[4:])
        return title

    def _opening(self, lead: Telling) -> str:
        acronym = self.facts.organisation.acronym
        text = f"({acronym}/{_AND_NETWORK[self.language]}) – {self.say(lead)}"
        if self.facts.second is not None:
            text += " " + self._second_person()
        return text

    def _second_person(self) -> str:
        second = self.facts.second
        assert second is not None
        telling: Telling = shared()["second"][0]
        return telling[self.language].fill({"who": full_mention(second, self.language)}, second.agreement)

    def _details(self, reaction: str, is_full: bool) -> str:
        facts = self.facts
        details = list(facts.event.details) if is_full else [facts.pick(facts.event.details, 5)]
        if facts.dice & 2:
            details.reverse()
        sentences = [self.say(telling) for telling in details]
        if facts.first_day is not None and facts.first_day != facts.day:
            key = "background" if facts.about == ABOUT_PERSON else "background_outlet"
            sentences.insert(0, self.pick(key, 9))
        if reaction:
            sentences.append(reaction)
        return " ".join(sentences)

    def _reaction(self) -> str:
        key = f"reaction_{self.facts.mood}"
        if key not in shared() or "reaction" in self.facts.event.facts or not self.facts.dice & 12:
            return ""
        return self.pick(key, 11)

    def _is_silence(self, reaction: str) -> bool:
        pool = shared().get(f"reaction_{self.facts.mood}")
        return pool is None or reaction == self.say(pool[0])

    def _link(self) -> str:
        facts = self.facts
        if facts.mood == "law":
            return self.pick("law_link", 15)
        if facts.about not in (ABOUT_PERSON, ABOUT_OUTLET) or "piece" in self.words:
            return ""
        if "is_no_reprisal" in facts.event.facts:
            return ""
        key = "good_link" if facts.mood == "good" else facts.link
        return self.pick(key, 17) if key in shared() else ""

    def _stance(self, is_full: bool) -> str:
        stance = self.pick(f"stance_{self.facts.mood}", 19)
        if not is_full:
            return stance
        key = "effect_good" if self.facts.mood == "good" else "effect"
        return f"{stance} {self.pick(key, 23)}"

    def _context(self) -> str:
        text = self.pick(f"context_{self.facts.country.region}", 27)
        if self.facts.has_differing_accounts:
            text += " " + self.pick("differing", 0)
        return text

    def _further_context(self) -> str:
        pool = shared()[f"context_{self.facts.country.region}"]
        known = self.facts.pick(pool, 27)
        return " ".join(self.say(telling) for telling in pool if telling is not known)

    def _closing(self) -> str:
        parts = []
        if self.facts.closes is not None:
            parts.append(self.pick("call", 29))
        if self.facts.published.year < 2013:
            parts.append(self.pick("contact", 0))
        return " ".join(parts)

    def _motive(self) -> str:
        facts = self.facts
        if "is_no_reprisal" in facts.event.facts:
            return ""
        if facts.about in (ABOUT_PERSON, ABOUT_OUTLET) and facts.link in ("clear", "probable"):
            return "" if facts.mood == "good" else self.say(shared()["motive"][0])
        return ""


def _agreement(facts: Facts, language: str) -> str:
    if facts.about == ABOUT_PERSON and facts.person is not None:
        return facts.person.agreement
    if facts.about == ABOUT_OUTLET and facts.outlet is not None:
        return facts.outlet.gender[language]
    if facts.about == ABOUT_WORK and facts.work is not None:
        return str(facts.work.get(f"g_{language}", "m"))
    return "m"
