"""Which fields hold what could harm a person, and for how long. A test counts that every field is declared.

Each room has a `privacy.py` that calls `declare` once for each model. The nightly retention job
(`forget_what_is_due`) then keeps the promise.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models

from . import clock
from .sealed import unsealed


@dataclass(frozen=True)
class Keep:
    """How long a personal value stays. `after` counts from the moment in the field `since`; None is for ever.

    `whole_row` deletes the row, else the field is emptied. `why` is shown in the reference documentation.
    """

    why: str
    after: timedelta | None = None
    since: str = ""
    whole_row: bool = False


PUBLIC_RECORD = Keep("published facts of a violation: kept for ever, removed by de-naming or erasure only")
WORKING_RECORD = Keep(
    "facts of a violation as the network knows them: kept with the record, removed by erasure"
)
WHILE_THE_ACCOUNT_LIVES = Keep("needed to sign in and to say who did what: until the account is erased")


@dataclass(frozen=True)
class Declaration:
    model: type[models.Model]
    personal: Mapping[str, Keep]
    impersonal: frozenset[str]


_declarations: dict[type[models.Model], Declaration] = {}


def declare(
    model: type[models.Model], *, personal: Mapping[str, Keep] | None = None, impersonal: Iterable[str] = ()
) -> None:
    """Say of every concrete field of `model` (but its primary key) whether it is personal."""
    _declarations[model] = Declaration(model, dict(personal or {}), frozenset(impersonal))


def all_declarations() -> list[Declaration]:
    return list(_declarations.values())


def undeclared_fields(model: type[models.Model]) -> set[str]:
    """The fields of `model` that its declaration misses, and the declared names that are no fields."""
    names = {field.name for field in model._meta.concrete_fields if not field.primary_key}
    declaration = _declarations.get(model)
    if declaration is None:
        return names
    return names ^ (set(declaration.personal) | declaration.impersonal)


def forget_what_is_due() -> dict[str, int]:
    """Delete or empty what is past its time. Returns the number of rows for each `model.field`."""
    forgotten: dict[str, int] = {}
    for declaration in all_declarations():
        for name, keep in declaration.personal.items():
            if keep.after is not None:
                # Retention is a door of its own to models that are otherwise written by their domain alone.
                with unsealed(declaration.model):
                    count = _forget_field(declaration.model, name, keep)
                if count:
                    forgotten[f"{declaration.model._meta.label}.{name}"] = count
    return forgotten


def _forget_field(model: type[models.Model], name: str, keep: Keep) -> int:
    assert keep.after is not None
    due = model._default_manager.filter(**{f"{keep.since}__lt": clock.now() - keep.after})
    if keep.whole_row:
        return due.delete()[0]
    field: Any = model._meta.get_field(name)
    empty = None if field.null else field.get_default()
    return due.exclude(**{name: empty}).update(**{name: empty})
