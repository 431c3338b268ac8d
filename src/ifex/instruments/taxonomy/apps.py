from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models.signals import post_migrate


class TaxonomyConfig(AppConfig):
    name = "ifex.instruments.taxonomy"
    label = "taxonomy"

    def ready(self):
        post_migrate.connect(load_after_migrate, sender=self)
        from .domain import acts  # noqa: F401, PLC0415 - models are ready only now


def load_after_migrate(*, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Every migrated database has its vocabularies; quick when the data files are those last loaded."""
    from .domain.loading import is_loaded, load_vocabularies  # noqa: PLC0415 - models are ready only now

    # `migrate taxonomy zero`, or a single room migrated alone, leaves tables missing.
    needed = {"taxonomy_term", "taxonomy_generation", "audit_auditline"}
    if using != DEFAULT_DB_ALIAS or not needed.issubset(connection.introspection.table_names()):
        return
    if not is_loaded():
        load_vocabularies(by="migrate")
