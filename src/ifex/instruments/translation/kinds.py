"""What can be translated: each room declares its kinds when the house opens."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from ifex.foundations.core.enums import VersionState

Words = dict[str, str]
"""Field → text, of one language."""


@dataclass(frozen=True)
class TranslatableField:
    """`is_html`: paragraphs and lists of cleaned HTML; else plain text. `longest` in characters, None for no limit."""

    name: str
    label: str | Promise
    is_html: bool = False
    longest: int | None = None


@dataclass(frozen=True)
class Original:
    """A thing with its texts. `then` has for each language the source's words from which it was last published."""

    uid: str
    title: str
    source_language: str
    texts: Mapping[str, Words]
    states: Mapping[str, VersionState]
    then: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """What the house checklist has against a translation; `passages` may be empty."""

    title: str | Promise
    passages: list[str]


class TargetMoved(Exception):
    """The stored text is not the one from which the translation began."""


@dataclass(frozen=True)
class TranslatableKind:
    """`rows()`: the model's rows, newest change first, with a related name `texts` (language, state), `uid`,
    `source_language` and `changed_at`. `write(uid, language, words, *, state, expected, by, at)` stores a translation
    and raises TargetMoved where the stored words are not `expected`.
    """

    slug: str
    label: str | Promise
    fields: tuple[TranslatableField, ...]
    rows: Callable[[], QuerySet[Any]]
    read: Callable[[str], Original | None]
    write: Callable[..., None]
    edit_url: Callable[[Any], str]
    check: Callable[[str, str, Words], Iterable[Finding]] = lambda uid, language, words: ()

    def field_of(self, name: str) -> TranslatableField:
        return next(one for one in self.fields if one.name == name)


_kinds: dict[str, TranslatableKind] = {}


def register_translatable(kind: TranslatableKind) -> None:
    _kinds[kind.slug] = kind


def translatable_kinds() -> list[TranslatableKind]:
    return list(_kinds.values())


def find_kind(slug: str) -> TranslatableKind | None:
    return _kinds.get(slug)
