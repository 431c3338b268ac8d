"""The parameters of a question, cleaned. Nothing raises; whatever is dropped or capped becomes a notice."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_CODES
from ifex.foundations.core.uids import is_uid

from .notices import ApiNotice, shown

PAGE_SIZE = 20
LARGEST_PAGE = 200
_MOST_REPORTED = 5
_MOST_VALUES = 50
_LONGEST_VALUE = 100


def language_of(request: HttpRequest) -> str:
    """The asker's language: `?lang=`, else what the browser accepts."""
    wanted = request.GET.get("lang", "").strip().lower().split("-")[0]
    if wanted in LANGUAGE_CODES:
        return wanted
    active = (get_language() or DEFAULT_LANGUAGE).split("-")[0]
    return active if active in LANGUAGE_CODES else DEFAULT_LANGUAGE


class Asked:
    """One request's parameters. `names` are those that the address knows; others are reported."""

    def __init__(self, request: HttpRequest, names: Iterable[str]) -> None:
        self.request = request
        self.params = request.GET
        self.names = tuple(names)
        self.language = language_of(request)
        self.notices: list[ApiNotice] = []
        for name in [name for name in self.params if name not in self.names][:_MOST_REPORTED]:
            self.notices.append(ApiNotice("parameter_unknown", {"name": shown(name)}))
        self.one_of("lang", LANGUAGE_CODES)
        self.labels = self.one_of("labels", LANGUAGE_CODES)

    def text(self, name: str) -> str:
        """The last value, "" where there is none."""
        return self.params.get(name, "").strip()

    def _refuse(self, name: str, value: str) -> None:
        if sum(notice.code == "parameter_unread" for notice in self.notices) < _MOST_REPORTED:
            self.notices.append(ApiNotice("parameter_unread", {"name": name, "value": shown(value)}))

    def one_of(self, name: str, allowed: Collection[str], default: str = "") -> str:
        value = self.text(name).lower()
        if not value:
            return default
        if value not in allowed:
            self._refuse(name, self.text(name))
            return default
        return value

    def some_of(self, name: str, allowed: Collection[str], *, upper: bool = False) -> list[str]:
        """The values among `allowed`, each once; also as a list with commas."""
        kept: dict[str, None] = {}
        raws = [part.strip() for raw in self.params.getlist(name) for part in raw[:10_000].split(",")]
        for raw in [raw for raw in raws if raw][:_MOST_VALUES]:
            value = raw.upper() if upper else raw.lower()
            if value in allowed:
                kept[value] = None
            else:
                self._refuse(name, raw)
        return list(kept)

    def uids(self, name: str) -> list[str]:
        """The values that may be identifiers."""
        raws = [part.strip().lower() for raw in self.params.getlist(name) for part in raw[:10_000].split(",")]
        kept: dict[str, None] = {}
        for raw in [raw for raw in raws if raw][:_MOST_VALUES]:
            if is_uid(raw):
                kept[raw] = None
            else:
                self._refuse(name, raw)
        return list(kept)

    def number(self, name: str, default: int, *, most: int) -> int:
        """From 1 to `most`."""
        text = self.text(name)
        if not text:
            return default
        if not (text.isascii() and text.isdigit()) or not text.strip("0"):
            self._refuse(name, text)
            return default
        if len(text.lstrip("0")) > 12 or int(text) > most:
            self.notices.append(ApiNotice("parameter_capped", {"name": name, "most": most}))
            return most
        return int(text)

    @property
    def limit(self) -> int:
        return self.number("limit", PAGE_SIZE, most=LARGEST_PAGE)

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        found = _day_of(text)
        if found is None:
            self._refuse(name, text)
        return found

    def moment(self, name: str) -> datetime | None:
        """A moment; a day means its end. Without a zone it is UTC."""
        text = self.text(name)
        if not text:
            return None
        day = _day_of(text)
        found = end_of(day) if day else _moment_of(text)
        if found is None:
            self._refuse(name, text)
        return found

    def cursor(self, pattern: Any) -> str:
        """The cursor, where it looks like one of ours."""
        text = self.text("cursor")
        if text and not pattern.fullmatch(text):
            self.notices.append(ApiNotice("cursor_unknown"))
            return ""
        return text

    def next_address(self, cursor: str) -> str | None:
        """This question's next page as an absolute address."""
        if not cursor:
            return None
        left_out = {"cursor", "page"}
        pairs = [
            (name, value)
            for name in self.names
            if name not in left_out
            for value in self.params.getlist(name)
            if value
        ]
        query = urlencode([*pairs, ("cursor", cursor)], errors="replace")
        return f"{settings.IFEX_BASE_URL}{self.request.path}?{query}"

    def notice_dicts(self, further: Iterable[Any] = ()) -> list[dict[str, Any]]:
        """Each once, in the asker's language."""
        found: list[dict[str, Any]] = []
        for notice in [*self.notices, *further]:
            told = notice.as_dict()
            if told not in found:
                found.append(told)
        return found


def end_of(day: date) -> datetime:
    """The last instant of the day in UTC."""
    return datetime.combine(day, time.max, tzinfo=UTC)


def start_of_next(day: date) -> datetime:
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC)


def _day_of(text: str) -> date | None:
    if len(text) != 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment_of(text: str) -> datetime | None:
    try:
        # A plus in an address is read as a space.
        moment = parse_datetime(
            text[:_LONGEST_VALUE].replace(" ", "+") if "T" in text else text[:_LONGEST_VALUE]
        )
        if moment is None:
            return None
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
