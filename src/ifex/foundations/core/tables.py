"""Whether the database has its tables, and the base of every command that needs them."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def count_missing_changes() -> int:
    """How many migrations this database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_database_new() -> bool:
    """Whether no migration has ever run here."""
    return not MigrationExecutor(connection).loader.applied_migrations


def migrate(out: OutputWrapper) -> None:
    """Bring the database up to date; says so if there was anything to do."""
    missing = count_missing_changes()
    if missing:
        out.write(f"Bringing the database up to date: {missing} changes.")
        call_command("migrate", interactive=False, verbosity=0)


class TableCommand(BaseCommand):
    """A command that reads or writes rows: it makes the tables of a new installation itself.

    Those of an older version it leaves alone: whoever upgrades takes a backup first.
    """

    requires_migrations_checks = True

    def check_migrations(self) -> None:
        if is_database_new():
            # Not on standard output, which may carry an export.
            migrate(self.stderr)
        elif count_missing_changes():
            raise CommandError(
                "The database is of an older version. Make a backup, then run `ifex migrate` (or `ifex serve`)."
            )
