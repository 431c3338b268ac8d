import gzip
import io
import json
import sqlite3
import tarfile

import pytest

pytestmark = pytest.mark.crash


def fill(operator) -> None:
    for name, content in {
        "files/cleaned/aa": b"copy",
        "sealed/bb": b"original",
        "sealed/incoming/cc": b"half",
    }.items():
        path = operator.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    say(operator, "before")


def say(operator, word: str) -> None:
    database = sqlite3.connect(operator.folder / "ifex.sqlite3")
    with database:
        database.execute(
            "insert into core_limitwindow (key, count, until) values (?, 1, '2026-01-01')", (word,)
        )
    database.close()


def words(operator) -> list[str]:
    database = sqlite3.connect(operator.folder / "ifex.sqlite3")
    found = [row[0] for row in database.execute("select key from core_limitwindow order by id")]
    database.close()
    return found


def repack(source, target, change) -> None:
    """Write the archive anew; `change(name, content)` gives other content, or None to leave the member
    out.
    """
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for row in old:
            content = change(row.name, old.extractfile(row).read())
            if content is not None:
                row.size = len(content)
                new.addfile(row, io.BytesIO(content))


def test_backup_restores_on_an_empty_machine(operator, newcomer, tmp_path):
    fill(operator)
    archive = tmp_path / "b.tar.gz"
    made = operator.run("backup", str(archive))
    restored = newcomer.run("restore", str(archive))

    assert (made[0], restored[0]) == (0, 0), made[1] + restored[1]
    assert archive.stat().st_mode & 0o777 == 0o600
    assert words(newcomer) == ["before"]
    for name in ("files/cleaned/aa", "sealed/bb", "secret-key"):
        assert (newcomer.folder / name).read_bytes() == (operator.folder / name).read_bytes()
    assert (newcomer.folder / "secret-key").stat().st_mode & 0o077 == 0
    assert not (newcomer.folder / "sealed" / "incoming").exists()
    assert newcomer.run("check", "--quick")[1].count("BAD ") == 1  # only the worker, which does not run


def test_restore_refuses_an_installation_unless_told(operator, tmp_path):
    fill(operator)
    archive = tmp_path / "b.tar.gz"
    operator.run("backup", str(archive))
    say(operator, "after")

    refused = operator.run("restore", str(archive))
    assert (refused[0], words(operator)) == (1, ["before", "after"])
    assert "--replace" in refused[1]

    replaced = operator.run("restore", str(archive), "--replace")
    assert (replaced[0], words(operator)) == (0, ["before"])
    [aside] = operator.folder.glob("replaced-*")
    assert (aside / "ifex.sqlite3").exists()


@pytest.mark.parametrize(
    "damage", ["changed file", "missing file", "cut off", "no manifest", "foreign path", "noise"]
)
def test_restore_refuses_a_damaged_archive_and_changes_nothing(operator, newcomer, tmp_path, damage):
    fill(operator)
    whole, bad = tmp_path / "b.tar.gz", tmp_path / "bad.tar.gz"
    operator.run("backup", str(whole))
    changes = {
        "changed file": lambda name, content: b"forged" if name == "sealed/bb" else content,
        "missing file": lambda name, content: None if name == "files/cleaned/aa" else content,
        "no manifest": lambda name, content: None if name == "manifest.json" else content,
    }
    if damage in changes:
        repack(whole, bad, changes[damage])
    elif damage == "foreign path":
        with tarfile.open(bad, "w:gz") as archive:
            archive.addfile(tarfile.TarInfo("files/../../evil"), io.BytesIO())
    else:
        bad.write_bytes(whole.read_bytes()[:-200] if damage == "cut off" else b"noise" * 100)

    code, output = newcomer.run("restore", str(bad))

    assert (code, "Nothing was changed" in output) == (1, True), output
    assert sorted(path.name for path in newcomer.folder.iterdir()) in (["run", "secret-key"], ["secret-key"])
    assert not (tmp_path / "evil").exists()


def test_backup_is_listed_by_its_manifest(operator, tmp_path):
    fill(operator)
    archive = tmp_path / "b.tar.gz"
    operator.run("backup", str(archive))

    with tarfile.open(archive) as opened:
        names = opened.getnames()
        manifest = json.loads(opened.extractfile("manifest.json").read())
    assert names[-1] == "manifest.json"
    assert sorted(manifest["entries"]) == sorted(names[:-1])
    assert "database.sqlite3" in names
    with gzip.open(archive) as raw:
        assert raw.read(1)


def test_restore_refuses_what_a_newer_version_made(operator, newcomer, tmp_path):
    archive = tmp_path / "b.tar.gz"
    database = sqlite3.connect(operator.folder / "ifex.sqlite3")
    with database:
        database.execute(
            "insert into django_migrations (app, name, applied) values ('core', '0999_of_tomorrow', '2030-01-01')"
        )
    database.close()
    operator.run("backup", str(archive))

    code, output = newcomer.run("restore", str(archive))

    assert (code, "core.0999_of_tomorrow" in output) == (1, True)
    assert not (newcomer.folder / "ifex.sqlite3").exists()


def test_restore_mends_an_interrupted_one(operator, tmp_path):
    fill(operator)
    archive = tmp_path / "b.tar.gz"
    operator.run("backup", str(archive))
    (operator.folder / "restore-unfinished").touch()
    (operator.folder / "restore-abc").mkdir()

    serving = operator.run("serve")
    restored = operator.run("restore", str(archive))

    assert (serving[0], "restore" in serving[1]) == (1, True)
    assert (restored[0], words(operator)) == (0, ["before"])
    assert not list(operator.folder.glob("restore-*"))


def test_what_was_erased_since_the_backup_is_erased_again_before_anybody_is_served(
    operator, tmp_path, free_port
):
    archive = tmp_path / "b.tar.gz"
    for name in ("amal", "basma"):
        code, said = operator.run("user", "add", f"{name}@example.org", "--name", name)
        assert code == 0, said
    operator.run("backup", str(archive))
    code, said = operator.run("user", "erase", "amal@example.org")
    assert code == 0, said

    operator.run("restore", str(archive), "--replace")
    assert emails(operator) == ["amal@example.org", "basma@example.org"]
    assert "is back" in operator.run("check", "--quick")[1]
    served = operator.start("serve", "--port", str(free_port), "--no-worker")
    operator.wait_until(lambda: operator.get(f"http://127.0.0.1:{free_port}/health/")[0])
    served.terminate()
    said = served.communicate(timeout=60)[0]

    assert "Erased or hidden again, as it was since the backup that was restored: 1." in said
    assert emails(operator) == ["basma@example.org", "erased-1@erased.invalid"]
    assert "is back" not in operator.run("check", "--quick")[1]


def emails(operator) -> list[str]:
    database = sqlite3.connect(operator.folder / "ifex.sqlite3")
    found = [row[0] for row in database.execute("select email from accounts_user order by email")]
    database.close()
    return found
