"""What the machine says to `ifex check`: database, migrations, disk."""

import shutil
import threading
from pathlib import Path

from django.conf import settings
from django.db import connection

from ifex.foundations.core.erasures import ledger_path
from ifex.foundations.core.soundness import Finding, bad, good, register_check, warning
from ifex.foundations.core.tables import count_missing_changes

from .restoring import has_erasures_to_repeat, has_unfinished_restore

_up_to_date = threading.Event()
LEAST_FREE = 200 * 1024**2
LITTLE_FREE = 2 * 1024**3


def check_database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as refused:
        return bad(f"The database cannot be reached ({type(refused).__name__}). Is DATABASE_URL right?")
    return good(f"Reachable ({connection.vendor}).")


def check_migrations() -> Finding:
    # Asking takes 20 ms; the code of a running process does not change, and the database only moves forward.
    if _up_to_date.is_set():
        return good("Up to date.")
    missing = count_missing_changes()
    if missing:
        return bad(f"{missing} changes are not applied: run `ifex migrate` or restart `ifex serve`.")
    _up_to_date.set()
    return good("Up to date.")


def check_database_file() -> Finding:
    """SQLite's own look at its file; slow, so never asked by `/health/`."""
    if connection.vendor != "sqlite":
        return good("Left to PostgreSQL.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        answer = cursor.fetchone()[0]
    return good("Sound.") if answer == "ok" else bad(f"SQLite says: {answer}. Restore the last backup.")


def check_disk() -> Finding:
    free = shutil.disk_usage(settings.IFEX_DATA).free
    megabytes = f"{free // 1024**2:,} MB are free in the data folder."
    if free < LEAST_FREE:
        return bad(f"Only {megabytes} Make room at once: nothing can be saved soon.")
    return warning(f"Only {megabytes}") if free < LITTLE_FREE else good(megabytes)


def check_data_folder() -> Finding:
    if has_unfinished_restore():
        return bad("A restore was interrupted: run `ifex restore` again.")
    if has_erasures_to_repeat() and ledger_path().exists():
        return bad(
            "What was erased since the restored backup is back: start `ifex serve`, which erases it again."
        )
    secret = Path(settings.IFEX_DATA) / "secret-key"
    if secret.exists() and secret.stat().st_mode & 0o077:
        return bad("Others on this machine can read the file secret-key: run `chmod 600` on it.")
    return good("As it should be.")


register_check("database", check_database)
register_check("migrations", check_migrations)
register_check("database file", check_database_file, is_quick=False)
register_check("disk", check_disk)
register_check("data folder", check_data_folder)
