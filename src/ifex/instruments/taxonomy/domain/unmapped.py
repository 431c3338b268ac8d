"""Values that an import met and no vocabulary knows: kept, counted, and mapped later by an editor."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from ifex.foundations.audit.domain import Actor, record_act
from ifex.foundations.core import clock
from ifex.foundations.core.events import emit
from ifex.instruments.taxonomy.enums import COUNTRIES
from ifex.instruments.taxonomy.keys import match_key
from ifex.instruments.taxonomy.models import UnmappedValue
from ifex.instruments.taxonomy.queries import country_row, term

from .generation import begin_generation

LONGEST_VALUE = 200


class NoSuchTarget(ValueError):
    """What a value is to be mapped to is no term of its vocabulary, and no country."""


@dataclass(frozen=True)
class Sighting:
    """An unknown `value` met in the thing `subject` ("alert", its uid)."""

    vocabulary: str
    value: str
    subject_kind: str
    subject: str


def note_unmapped_value(vocabulary: str, value: str, *, subject_kind: str, subject: object) -> None:
    """Keep and count one unknown value; `vocabulary` may be "countries". Blank values are nothing."""
    note_unmapped_values([Sighting(vocabulary, value, subject_kind, str(subject))])


def note_unmapped_values(sightings: Iterable[Sighting]) -> None:
    """The same for a whole batch: two statements, and one for each distinct value.

    A value that differs only in case, accents or punctuation is the same; the first spelling and subject are
    kept. A value of marks alone ("???") is kept under itself.
    """
    firsts: dict[tuple[str, str], Sighting] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for seen in sightings:
        value = _storable(seen.value)
        if value:
            distinct = seen.vocabulary, match_key(value) or value
            firsts.setdefault(distinct, seen)
            counts[distinct] += 1
    if not firsts:
        return
    moment = clock.now()
    with transaction.atomic():
        UnmappedValue.objects.bulk_create(
            [
                UnmappedValue(
                    vocabulary=vocabulary,
                    key=key,
                    value=_storable(seen.value),
                    first_seen_at=moment,
                    subject_kind=seen.subject_kind[:64],
                    subject=_storable(seen.subject)[:64],
                )
                for (vocabulary, key), seen in firsts.items()
            ],
            ignore_conflicts=True,
        )
        for (vocabulary, key), count in sorted(counts.items()):
            rows = UnmappedValue.objects.filter(vocabulary=vocabulary, key=key)
            rows.update(count=F("count") + count)


def map_value(unmapped: UnmappedValue, *, to: str, by: Actor) -> None:
    """From now on `find_term` and `find_country` know the value as `to` (a slug, or a country's code).

    Emits `vocabulary_mapped(vocabulary, value, slug)`, by which rooms above put it into their rows. May be
    called again with another `to`. Raises NoSuchTarget.
    """
    if unmapped.vocabulary == COUNTRIES:
        country = country_row(to)
        slug = country.code if country else ""
    else:
        slug = to if term(unmapped.vocabulary, to) else ""
    if not slug:
        raise NoSuchTarget(f"{unmapped.vocabulary}: {to}")
    with transaction.atomic():
        unmapped.mapped_to, unmapped.mapped_at, unmapped.set_aside_at = slug, clock.now(), None
        unmapped.save(update_fields=["mapped_to", "mapped_at", "set_aside_at"])
        begin_generation()
        record_act("value-mapped", by=by, subject_kind="unmapped-value", subject=unmapped.pk, slug=slug)
        emit("vocabulary_mapped", vocabulary=unmapped.vocabulary, value=unmapped.value, slug=slug)


class IsMapped(ValueError):
    """A value that means a term does not wait for anybody."""


def set_aside_value(unmapped: UnmappedValue, *, by: Actor) -> None:
    """It means none of our terms: it waits no more. What carries it keeps it. Raises IsMapped."""
    if unmapped.mapped_to:
        raise IsMapped(unmapped.mapped_to)
    _move(unmapped, clock.now(), act="value-set-aside", by=by)


def take_up_value(unmapped: UnmappedValue, *, by: Actor) -> None:
    """It waits again for somebody to say what it means."""
    _move(unmapped, None, act="value-taken-up", by=by)


def _move(unmapped: UnmappedValue, set_aside_at: datetime | None, *, act: str, by: Actor) -> None:
    with transaction.atomic():
        unmapped.set_aside_at = set_aside_at
        unmapped.save(update_fields=["set_aside_at"])
        record_act(act, by=by, subject_kind="unmapped-value", subject=unmapped.pk)


def _storable(text: str) -> str:
    """Without what a database refuses (NUL, lone surrogates), and no longer than the column."""
    plain = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return plain.strip()[:LONGEST_VALUE].strip()
