"""What happened, before any language tells it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from .organisations import Organisation
from .outlets import Outlet
from .people import Person
from .tables import City, Country, Event

ABOUT_PERSON = "person"
ABOUT_OUTLET = "outlet"
ABOUT_WORK = "work"
ABOUT_LAW = "law"
ABOUT_PUBLIC = "public"


@dataclass(slots=True, eq=False)
class Facts:
    """One incident. `dice` are random bits: each choice of words takes its own, the same in every language."""

    event: Event
    about: str
    day: date
    published: datetime
    country: Country
    city: City
    organisation: Organisation
    dice: int
    topic: dict[str, Any]
    piece: str
    agent: str
    scene: int
    charge: dict[str, Any]
    term: dict[str, Any]
    sum: dict[str, Any]
    precision: str = "day"
    until: date | None = None
    person: Person | None = None
    second: Person | None = None
    outlet: Outlet | None = None
    law: dict[str, Any] | None = None
    work: dict[str, Any] | None = None
    work_title: dict[str, str] | None = None
    author: Person | None = None
    link: str = "clear"
    first_day: date | None = None
    piece_on: date | None = None
    further_sources: list[Any] = field(default_factory=list)
    has_differing_accounts: bool = False
    closes: date | None = None
    languages: tuple[str, ...] = ()

    @property
    def before(self) -> date:
        return self.day - timedelta(days=3 + self.dice % 12)

    @property
    def after(self) -> date:
        return self.day + timedelta(days=9 + self.dice % 25)

    @property
    def piece_day(self) -> date:
        return self.piece_on or self.day - timedelta(days=1 + (self.dice >> 4) % 20)

    @property
    def mood(self) -> str:
        return str(self.event.facts["mood"])

    def pick(self, choices: Any, salt: int) -> Any:
        """One of `choices`, the same for the same salt."""
        return choices[((self.dice >> (salt % 40)) ^ (self.dice * (2 * salt + 1) >> 7)) % len(choices)]
