"""Attached files travel with a full export, and come back verified."""

import gzip
import io
import json
import os

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image
from tests.network.archive.interchange_samples import ALERT, empty_the_archive, write_lines
from tests.streams import leave

from ifex.foundations.files.domain.carrying import row_of
from ifex.foundations.files.domain.upload import store_upload
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path, sealed_path
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.interchange.lines import line_of
from ifex.network.archive.models import Alert, AlertAttachment


@pytest.fixture(autouse=True)
def machine(settings, tmp_path):
    """`machine("other")` moves to another data folder with an empty archive."""

    def move_to(name):
        settings.IFEX_DATA = tmp_path / name
        settings.IFEX_DATA.mkdir(exist_ok=True)
        empty_the_archive()
        StoredFile.objects.all().delete()

    settings.IFEX_DATA = tmp_path / "first"
    settings.IFEX_DATA.mkdir()
    return move_to


@pytest.fixture
def attach(make_alert):
    """A published alert that shows a picture of this colour; returns alert and file."""

    def make(color, *, is_published=True):
        out = io.BytesIO()
        Image.new("RGB", (4, 4), color).save(out, "PNG", pnginfo=None)
        stored = store_upload(ContentFile(out.getvalue(), name=f"{color}.png"), by="test")
        alert = make_alert(uid=f"alert-{color}")
        AlertAttachment.objects.create(
            alert=alert, file=stored, credit="LPW", caption={"en": color}, is_lead=color == "red",
            alternative_text={"en": f"All {color}"}, licence="CC0 1.0",
        )  # fmt: skip
        if is_published:
            publish(alert, by="test")
        return alert, stored

    return make


def export(path):
    call_command("export", str(path), "--full")
    return path.read_bytes(), (path.with_name(f"{path.name}.files") / "files.jsonl").read_bytes()


def take_in(path, capsys):
    call_command("import", str(path))
    return capsys.readouterr().out


def served(stored):
    """Status and content of its address, asked by a stranger."""
    response = Client().get(stored.get_absolute_url())
    content = response.getvalue() if response.streaming else response.content
    leave(response)
    return response.status_code, content


def rejects_in(settings):
    [path] = (settings.IFEX_DATA / "rejects").glob("00000-*")
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_full_export_with_files_imported_on_an_empty_machine_gives_an_equal_one(
    attach, machine, tmp_path, capsys
):
    _, shown = attach("red")
    _, draft = attach("blue", is_published=False)
    taken_back, withdrawn = attach("green")
    withdraw(taken_back, by="test", note={"en": "False."})
    before = export(tmp_path / "full.jsonl")
    machine("second")

    said = take_in(tmp_path / "full.jsonl", capsys)

    assert "3  new files" in said
    assert export(tmp_path / "again.jsonl") == before
    assert [served(stored)[0] for stored in (shown, draft, withdrawn)] == [200, 404, 410]
    assert sealed_path(shown.sha256).stat().st_mode & 0o777 == 0o600
    assert cleaned_path(shown.cleaned_sha256).read_bytes() == served(shown)[1]


def test_full_export_keeps_its_files_from_others_and_leaves_no_old_ones(attach, tmp_path):
    path = tmp_path / "full.jsonl"
    alert, stored = attach("red", is_published=False)
    export(path)
    folder = tmp_path / "full.jsonl.files"
    modes = {place.stat().st_mode & 0o777 for place in (folder, *folder.rglob("*"))}
    alert.attachments.all().delete()

    export(path)

    assert modes == {0o700, 0o600}
    assert [place.name for place in folder.rglob("*") if place.is_file()] == ["files.jsonl"]
    assert sealed_path(stored.sha256).exists()


def test_full_export_takes_along_what_only_a_former_publication_shows(attach, tmp_path):
    alert, stored = attach("red")
    alert.attachments.all().delete()
    publish(alert, by="test", note={"en": "The picture was of somebody else."})

    export(tmp_path / "full.jsonl")

    assert (tmp_path / "full.jsonl.files" / "sealed" / stored.sha256).exists()


def test_full_export_names_what_it_could_not_take_along(attach, tmp_path):
    _, lost = attach("red")
    _, damaged = attach("blue")
    sealed_path(lost.sha256).unlink()
    cleaned_path(damaged.cleaned_sha256).write_bytes(b"something else")

    with pytest.raises(CommandError, match=r"2 attached files are left out: .*is missing"):
        export(tmp_path / "full.jsonl")


def test_full_export_to_standard_output_says_how_many_files_it_leaves_out(attach, capfdbinary):
    attach("red")
    attach("blue")

    call_command("export", "-", "--full")

    assert b"2 attached files are left out" in capfdbinary.readouterr().err


def test_import_again_changes_nothing(attach, machine, tmp_path, capsys):
    attach("red")
    before = export(tmp_path / "full.jsonl")
    machine("second")
    take_in(tmp_path / "full.jsonl", capsys)

    said = take_in(tmp_path / "full.jsonl", capsys)

    assert "1  files that were here" in said
    assert export(tmp_path / "again.jsonl") == before


def test_import_finds_the_folder_of_a_file_that_was_compressed(attach, machine, tmp_path, capsys):
    _, stored = attach("red")
    whole, _ = export(tmp_path / "full.jsonl")
    (tmp_path / "full.jsonl.gz").write_bytes(gzip.compress(whole))
    machine("second")

    take_in(tmp_path / "full.jsonl.gz", capsys)

    assert served(stored)[0] == 200


def test_import_after_a_kill_between_files_goes_on(attach, machine, tmp_path, capsys, settings):
    """What a killed import leaves: the original in its place without its row, and a copy half made."""
    _, stored = attach("red")
    before = export(tmp_path / "full.jsonl")
    original = sealed_path(stored.sha256).read_bytes()
    machine("second")
    (settings.IFEX_DATA / "sealed" / "incoming").mkdir(parents=True)
    sealed_path(stored.sha256).write_bytes(original)
    (settings.IFEX_DATA / "sealed" / "incoming" / "half").write_bytes(original[:10])

    said = take_in(tmp_path / "full.jsonl", capsys)

    assert "1  new files" in said
    assert export(tmp_path / "again.jsonl") == before
    assert served(stored)[0] == 200


def damage_content(folder, stored):
    path = folder / "cleaned" / stored.cleaned_sha256
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    return "is damaged or another file: its content has another hash"


def cut_content(folder, stored):
    path = folder / "sealed" / stored.sha256
    path.write_bytes(path.read_bytes()[:-1])
    return "does not have the size that the list says"


def lengthen_content(folder, stored):
    path = folder / "sealed" / stored.sha256
    path.write_bytes(path.read_bytes() + b"x" * 10_000)
    return "does not have the size that the list says"


def put_link(folder, stored):
    path = folder / "sealed" / stored.sha256
    path.rename(folder.parent / "elsewhere")
    path.symlink_to(folder.parent / "elsewhere")
    return "cannot be read: Too many levels of symbolic links"


def put_pipe(folder, stored):
    path = folder / "sealed" / stored.sha256
    path.unlink()
    os.mkfifo(path)
    return "cannot be read: not a plain file"


def link_folder(folder, stored):
    (folder / "cleaned").rename(folder.parent / "elsewhere")
    (folder / "cleaned").symlink_to(folder.parent / "elsewhere")
    return "cannot be read: Not a directory"


def remove_content(folder, stored):
    (folder / "sealed" / stored.sha256).unlink()
    return "cannot be read: No such file or directory"


@pytest.mark.parametrize(
    "spoil",
    [damage_content, cut_content, lengthen_content, put_link, put_pipe, link_folder, remove_content],
)
def test_import_refuses_a_file_that_is_not_what_the_list_says(
    spoil, attach, machine, tmp_path, capsys, settings
):
    _, stored = attach("red")
    export(tmp_path / "full.jsonl")
    reason = spoil(tmp_path / "full.jsonl.files", stored)
    machine("second")

    said = take_in(tmp_path / "full.jsonl", capsys)

    assert "1  files refused" in said
    assert "1  alerts name attached files that are not here" in said
    [reject] = rejects_in(settings)
    assert reject["reason"].endswith(reason)
    assert (reject["line"], reject["level"]) == (1, "rejected")
    assert not StoredFile.objects.exists()
    assert [path for path in settings.IFEX_DATA.rglob("*") if path.parent.name in ("sealed", "cleaned")] == [
        settings.IFEX_DATA / "sealed" / "incoming"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "../../secret-key"},
        {"sha256": "A" * 64},
        {"cleaned_sha256": "../../../etc/passwd"},
        {"cleaned_sha256": None},
        {"name": "../x.png"},
        {"name": "x.html"},
        {"name": "a\u202egnp.png"},
        {"name": ["x.png"]},
        {"type": "text/html"},
        {"type": "image/jpeg", "name": "red.jpg"},
        {"size": 10**12},
        {"size": -1},
        {"size": True},
        {"cleaned_size": "80"},
        {"state": "shown"},
        {"stored_at": "yesterday"},
        {"stored_at": "2026-02-30T10:00:00+00:00"},
        {"stored_at": "2026-02-03T10:00:00"},
        {"stored_by": "user:1 <script>"},
        {"width": "wide"},
    ],
    ids=str,
)
def test_import_refuses_a_list_that_no_export_writes(change, attach, machine, tmp_path, capsys, settings):
    attach("red")
    export(tmp_path / "full.jsonl")
    listed = tmp_path / "full.jsonl.files" / "files.jsonl"
    listed.write_bytes(line_of(json.loads(listed.read_bytes()) | change) + b'["no object"]\nnot json\n')
    machine("second")

    said = take_in(tmp_path / "full.jsonl", capsys)

    assert "3  files refused" in said
    assert [row["line"] for row in rejects_in(settings)] == [1, 2, 3]
    assert not StoredFile.objects.exists()


def test_import_attaches_a_file_that_was_refused_once_it_is_mended(attach, machine, tmp_path, capsys):
    _, stored = attach("red")
    before = export(tmp_path / "full.jsonl")
    path = tmp_path / "full.jsonl.files" / "cleaned" / stored.cleaned_sha256
    content = path.read_bytes()
    path.write_bytes(b"damaged")
    machine("second")
    take_in(tmp_path / "full.jsonl", capsys)
    path.write_bytes(content)

    said = take_in(tmp_path / "full.jsonl", capsys)

    assert "not here" not in said
    assert export(tmp_path / "again.jsonl") == before
    assert served(stored)[0] == 200


def test_import_makes_nothing_public_that_no_publication_shows(attach, machine, tmp_path, capsys):
    _, stored = attach("red")
    export(tmp_path / "full.jsonl")
    (tmp_path / "full.jsonl").write_bytes(line_of(ALERT | {"case": None, "targets": [], "sources": []}))
    machine("second")

    take_in(tmp_path / "full.jsonl", capsys)

    assert StoredFile.objects.get().state == FileState.STORED
    assert served(stored)[0] == 404


def test_import_keeps_a_withdrawal_made_here(attach, tmp_path, capsys):
    alert, stored = attach("red")
    export(tmp_path / "full.jsonl")
    withdraw(alert, by="test", note={"en": "False."})

    take_in(tmp_path / "full.jsonl", capsys)

    assert served(stored)[0] == 410


def test_import_withdraws_nothing_that_was_here_before(attach, tmp_path, capsys):
    _, stored = attach("red", is_published=False)
    export(tmp_path / "full.jsonl")
    listed = tmp_path / "full.jsonl.files" / "files.jsonl"
    elsewhere = {"state": "withdrawn", "stored_at": "2004-03-08T10:00:00+00:00"}
    listed.write_bytes(line_of(json.loads(listed.read_bytes()) | elsewhere))

    take_in(tmp_path / "full.jsonl", capsys)

    assert served(stored)[0] == 404


def test_import_refuses_a_folder_whose_export_was_cut_off(attach, machine, tmp_path, capsys):
    attach("red")
    export(tmp_path / "full.jsonl")
    (tmp_path / "full.jsonl.files" / "files.jsonl").unlink()
    machine("second")

    with pytest.raises(CommandError, match="interrupted"):
        take_in(tmp_path / "full.jsonl", capsys)

    assert not Alert.objects.exists()


def test_import_without_its_folder_says_that_files_are_not_here(attach, machine, tmp_path, capsys):
    attach("red")
    export(tmp_path / "full.jsonl")
    (tmp_path / "full.jsonl.files").rename(tmp_path / "moved")
    machine("second")

    said = take_in(tmp_path / "full.jsonl", capsys)

    assert "1  alerts name attached files that are not here" in said


@pytest.fixture
def sealed_file(attach):
    """Nothing public shows it."""
    alert, stored = attach("red", is_published=False)
    alert.delete()
    return stored


def a_strangers_alert(stored):
    return ALERT | {
        "targets": [],
        "case": None,
        "attachments": [{"sha256": stored.sha256, "caption": {"en": "Ours"}}],
    }


def test_import_does_not_bring_out_a_sealed_file_by_its_hash(sealed_file, tmp_path, capsys):
    said = take_in(write_lines(tmp_path / "a.jsonl", a_strangers_alert(sealed_file)), capsys)

    assert "1  alerts name attached files that are not here" in said
    assert not Alert.objects.get(uid="alert-1").attachments.exists()
    assert served(sealed_file)[0] == 404


def test_import_with_a_list_that_has_the_hash_alone_does_not_either(sealed_file, tmp_path, capsys):
    facts = {
        "attachments": [{"sha256": sealed_file.sha256}],
        "countries": ["TN"],
        "targets": [],
        "sources": [],
    }
    history = [{"number": 1, "valid_from": "2004-03-09T10:00:00+00:00", "facts": facts}]
    path = write_lines(
        tmp_path / "a.jsonl",
        a_strangers_alert(sealed_file),
        a_strangers_alert(sealed_file) | {"uid": "alert-2", "publications": history},
    )
    folder = tmp_path / "a.jsonl.files"
    (folder / "sealed").mkdir(parents=True)
    (folder / "files.jsonl").write_bytes(line_of(row_of(sealed_file)))

    take_in(path, capsys)

    assert not AlertAttachment.objects.exists()
    assert served(sealed_file)[0] == 404


def test_import_attaches_what_is_public_here(attach, tmp_path, capsys):
    _, shown = attach("red")

    take_in(write_lines(tmp_path / "a.jsonl", a_strangers_alert(shown)), capsys)

    assert Alert.objects.get(uid="alert-1").attachments.get().file == shown
