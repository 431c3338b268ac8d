"""Of what people can be told: each room declares its purposes when the house opens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from .enums import Rhythm


@dataclass(frozen=True)
class Told:
    """A sentence in the active language, and where it leads. Nothing of what must not stand in a mail."""

    words: str
    url: str


@dataclass(frozen=True)
class Purpose:
    """`tell(**about)` words one notice, None where the thing is gone; `concerns(user)`: whether it is ever theirs."""

    slug: str
    title: str | Promise
    default: Rhythm
    tell: Callable[..., Told | None]
    concerns: Callable[[Any], bool]


_purposes: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> None:
    _purposes[purpose.slug] = purpose


def find_purpose(slug: str) -> Purpose | None:
    return _purposes.get(slug)


def purposes_for(user: Any) -> list[Purpose]:
    """Those of which they can be told, in the order in which they were declared."""
    return [purpose for purpose in _purposes.values() if purpose.concerns(user)]
