"""Many rows at once. What costs time is done before the transaction, so that the write lock is held for writing alone.

    numbers.give(Alert, alerts)             # before: keys of their own, so that rows may point at each other
    prepared = prepare_rows(Alert, alerts)  # before: values as the database takes them
    with transaction.atomic():
        write_rows(prepared)                # one statement, however many rows

Django's `bulk_create` compiles a statement for every few dozen rows, inside the transaction.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

from .sealed import SealedModel, demand_unsealed

Row = models.Model
Read = Callable[[Row], Any]
_TAKEN_AS_THEY_ARE = frozenset([
    "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "FloatField", "IntegerField",
    "PositiveIntegerField", "PositiveSmallIntegerField", "SlugField", "TextField",
])  # fmt: skip


@dataclass(frozen=True)
class Conflict:
    """What to do with a row that is there already: one with the same values in `unique` (field names) has those
    of `renewed` overwritten; with nothing to renew the row is passed over.
    """

    unique: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()


@dataclass(frozen=True)
class PreparedRows:
    """Rows of one model, ready to be written; empty where there are none."""

    model: type[Row]
    statement: str
    values: list[tuple[Any, ...]]


def insert_rows(model: type[Row], rows: Iterable[Row], *, conflict: Conflict | None = None) -> None:
    """Prepare and write in one go. Rows without a key are given one by the database, and do not learn it."""
    write_rows(prepare_rows(model, rows, conflict=conflict))


def prepare_rows(model: type[Row], rows: Iterable[Row], *, conflict: Conflict | None = None) -> PreparedRows:
    """Either all rows have a key or none. A row that points at another takes the key that this one has now."""
    rows = list(rows)
    if not rows:
        return PreparedRows(model, "", [])
    has_key = rows[0].pk is not None
    fields = [field for field in model._meta.concrete_fields if has_key or not field.primary_key]
    readers = [_reader_of(field) for field in fields]
    values = [tuple([read(row) for read in readers]) for row in rows]
    return PreparedRows(model, _statement(model, fields, conflict), values)


def write_rows(*prepared: PreparedRows) -> None:
    """In the order given; call it in a transaction. A sealed model must be unsealed."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        for rows in prepared:
            if not rows.values:
                continue
            if issubclass(rows.model, SealedModel):
                demand_unsealed(rows.model)
            cursor.executemany(rows.statement, rows.values)


def _statement(model: type[Row], fields: list[Any], conflict: Conflict | None) -> str:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    # Every name is one of our own models'.
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    if conflict is None:
        return statement
    if not conflict.renewed:
        return f"{statement} ON CONFLICT DO NOTHING"
    columns_of = {field.name: quote(field.column) for field in fields}
    unique = ", ".join(columns_of[name] for name in conflict.unique)
    renewed = [columns_of[name] for name in conflict.renewed]
    renewals = ", ".join(f"{column} = excluded.{column}" for column in renewed)
    return f"{statement} ON CONFLICT ({unique}) DO UPDATE SET {renewals}"


def _reader_of(field: Any) -> Read:
    """A function from a row to the value that the database takes for this field."""
    connection = connections[DEFAULT_DB_ALIAS]
    name, kind = field.attname, field.get_internal_type()
    if field.remote_field:
        return partial(_key_of, field.name, name)
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return lambda row: _adapted_moment(field.pre_save(row, True))
    if kind in _TAKEN_AS_THEY_ARE:
        return lambda row: row.__dict__[name]
    if kind == "DateTimeField":
        return partial(_unless_none, _adapted_moment, name)
    if kind == "DateField":
        return partial(_unless_none, connection.ops.adapt_datefield_value, name)
    if kind == "JSONField":
        adapt, encoder = connection.ops.adapt_json_value, field.encoder
        return lambda row: adapt(row.__dict__[name], encoder)
    return lambda row: field.get_db_prep_save(row.__dict__[name], connection)


def _unless_none(adapt: Callable[[Any], Any], name: str, row: Row) -> Any:
    value = row.__dict__[name]
    return None if value is None else adapt(value)


@lru_cache(maxsize=4_096)
def _adapted_moment(moment: datetime) -> Any:
    """The rows of one thing share their moments."""
    return connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(moment)


def _key_of(name: str, attname: str, row: Row) -> Any:
    """The key of the row pointed at; it may have been given after this row was made."""
    other = row._state.fields_cache.get(name)
    return row.__dict__[attname] if other is None else other.pk


class Numbers:
    """Keys given to rows before they are stored: taken from the database's own sequences, many at a time.

    Keys that are never used leave a gap, which harms nothing. Ask outside a transaction: one that is rolled
    back would give the same keys again.
    """

    def __init__(self, at_once: int = 1_000) -> None:
        self._at_once = at_once
        self._free: dict[type[Row], list[int]] = {}

    def give(self, model: type[Row], rows: Iterable[Row]) -> None:
        free = self._free.setdefault(model, [])
        for row in rows:
            if not free:
                free += reversed(reserve_numbers(model, self._at_once))
            row.pk = free.pop()


def reserve_numbers(model: type[Row], count: int) -> list[int]:
    """`count` keys, rising, that nobody else will get."""
    connection = connections[DEFAULT_DB_ALIAS]
    table, column = model._meta.db_table, model._meta.pk.column
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, count],
            )
            return [number for (number,) in cursor.fetchall()]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone()
    return list(range(last - count + 1, last + 1))
