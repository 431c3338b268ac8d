"""A consistent copy of the database while it is in use, and back."""

import os
import pkgutil
import shutil
import sqlite3
import subprocess
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

SQLITE_NAME = "database.sqlite3"
POSTGRES_NAME = "database.pgdump"


def copy_name() -> str:
    """The name of the database's copy in a backup; it tells the kind of database."""
    return SQLITE_NAME if connection.vendor == "sqlite" else POSTGRES_NAME


def database_files() -> list[Path]:
    """SQLite's files that are there; none where PostgreSQL keeps the data."""
    if connection.vendor != "sqlite":
        return []
    name = settings.DATABASES["default"]["NAME"]
    return [path for ending in ("", "-wal", "-shm") if (path := Path(f"{name}{ending}")).exists()]


def copy_database(target: Path) -> None:
    """Write a copy as of one moment, while readers and writers go on."""
    if connection.vendor == "sqlite":
        _copy_sqlite(Path(settings.DATABASES["default"]["NAME"]), target)
    else:
        _run_tool("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def is_database_empty() -> bool:
    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["NAME"]).exists():
        return True
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def applied_migrations() -> list[str]:
    """Every change that this database has had, as `app.name`."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def unknown_migrations(applied: list[str]) -> list[str]:
    """Those of `applied` that a newer version of an installed room has made."""
    rooms = {row.label: _migrations_of(row) for row in apps.get_app_configs()}
    named = (name.partition(".")[::2] for name in applied)
    return [f"{room}.{change}" for room, change in named if room in rooms and change not in rooms[room]]


def _migrations_of(room: AppConfig) -> set[str]:
    """By the names of their files. To load them would not do: some of a library ask the database, which makes one."""
    spec = find_spec(f"{room.name}.migrations") if room.module else None
    folders = list(spec.submodule_search_locations or []) if spec else []
    return {module.name for module in pkgutil.iter_modules(folders)}


def put_database_back(copy: Path) -> None:
    """Put the copy in the place of the present database. The caller has made sure that nobody uses it."""
    connections.close_all()
    if connection.vendor == "sqlite":
        for left_over in database_files():
            left_over.unlink()
        shutil.move(copy, settings.DATABASES["default"]["NAME"])
    else:
        _run_tool(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
            "--exit-on-error", f"--dbname={_postgres_name()}", str(copy),
        )  # fmt: skip


def _copy_sqlite(source: Path, target: Path) -> None:
    # In one step: stepwise copies begin again with every write from another process, for ever on a busy
    # machine. Under WAL it holds nobody up.
    reading = sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)
    writing = sqlite3.connect(target)
    try:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode=DELETE")
    finally:
        writing.close()
        reading.close()


def _postgres_name() -> str:
    return str(connection.get_connection_params().get("dbname", ""))


def _run_tool(program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise CommandError(f"{program} is not installed: install PostgreSQL's client programs.")
    known = connection.get_connection_params()
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    given = {variable: str(known[name]) for name, variable in names.items() if known.get(name)}
    # The password goes through the environment: arguments are visible to everybody on the machine.
    ended = subprocess.run(  # noqa: S603
        [program, *arguments], env={**os.environ, **given}, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise CommandError(f"{program} failed: {ended.stderr.strip()[-500:]}")
