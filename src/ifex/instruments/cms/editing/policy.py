"""Wagtail's permission checks, answered by a room's own predicates."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Model
from wagtail.permission_policies.base import ModelPermissionPolicy

Predicate = Callable[[Any], bool]


class PredicatePolicy(ModelPermissionPolicy):
    """`may["change"](user)` answers for change. An action that is not named nobody may do, superusers neither."""

    def __init__(self, model: type[Model], may: Mapping[str, Predicate]) -> None:
        super().__init__(model)
        self.may = may

    def user_has_permission(self, user: Any, action: str) -> bool:
        ask = self.may.get(action)
        return bool(ask and user.is_active and ask(user))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
