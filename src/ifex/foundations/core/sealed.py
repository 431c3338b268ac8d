"""Models that refuse to be written except through their domain function (publications, standings, votes …)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

_open: ContextVar[frozenset[type]] = ContextVar("unsealed_models", default=frozenset())


class Sealed(RuntimeError):
    """A sealed model was written outside its domain."""


@contextmanager
def unsealed(*kinds: type[models.Model]) -> Iterator[None]:
    """Within this block, and only in a domain function, rows of `kinds` may be written."""
    token = _open.set(_open.get() | frozenset(kinds))
    try:
        yield
    finally:
        _open.reset(token)


def demand_unsealed(kind: type) -> None:
    if kind not in _open.get():
        raise Sealed(f"{kind.__name__} is written by its domain functions only")


class SealedQuerySet(models.QuerySet):
    def update(self, **kwargs: Any) -> int:
        demand_unsealed(self.model)
        return super().update(**kwargs)

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        demand_unsealed(self.model)
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> Any:
        demand_unsealed(self.model)
        return super().bulk_update(*args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        demand_unsealed(self.model)
        return super().delete()


class SealedModel(models.Model):
    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        demand_unsealed(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        demand_unsealed(type(self))
        return super().delete(*args, **kwargs)
