"""What each command does in a data folder that holds nothing, or an older version's tables."""

import json
import sqlite3

import pytest

pytestmark = pytest.mark.crash
ALERT = {
    "uid": "first-alert",
    "countries": ["TN"],
    "violations": ["arrest"],
    "versions": {"en": {"title": "T"}},
}


def test_import_and_export_make_the_tables_themselves(newcomer):
    (newcomer.folder / "alerts.jsonl").write_text(json.dumps(ALERT))

    code, output = newcomer.run("import", str(newcomer.folder / "alerts.jsonl"))
    again_code, again = newcomer.run("export", "-", "--full")

    assert code == 0, output
    assert "Bringing the database up to date" in output
    assert "1  new alert" in output
    assert again_code == 0
    assert "Bringing" not in again
    assert '"uid":"first-alert"' in again


def test_check_and_backup_say_that_nothing_is_installed(newcomer):
    check_code, check = newcomer.run("check")
    backup_code, backup = newcomer.run("backup", str(newcomer.folder / "b.tar.gz"))

    assert (check_code, backup_code) == (1, 1)
    assert check == f"BAD  Nothing is installed in {newcomer.folder} yet: run `ifex serve`.\n"
    assert "there is nothing to back up" in backup


def test_commands_leave_an_older_versions_tables_alone(operator):
    with sqlite3.connect(operator.folder / "ifex.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'jobs'")

    code, output = operator.run("user", "list")

    assert code == 1
    assert "run `ifex migrate`" in output
