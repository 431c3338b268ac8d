import hashlib
import os
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.files.domain.upload import publish_file, store_upload, withdraw_file
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path, forget_abandoned_uploads, sealed_path
from ifex.foundations.files.refusal import FileRefused

pytestmark = pytest.mark.django_db


def test_store_upload_seals_the_original(store, photo, data_folder):
    stored, cleaned = store(photo, "evidence.jpg")

    original = sealed_path(stored.sha256)
    assert stored.sha256 == hashlib.sha256(photo).hexdigest()
    assert original.read_bytes() == photo
    assert original.stat().st_mode & 0o777 == 0o600
    assert stored.cleaned_sha256 == hashlib.sha256(cleaned).hexdigest()
    assert (stored.size, stored.cleaned_size) == (len(photo), len(cleaned))
    assert not list((data_folder / "sealed" / "incoming").iterdir())


def test_store_upload_knows_the_same_file_again(store, photo):
    first, _ = store(photo, "one.jpg")
    publish_file(first, by="test")
    second, _ = store(photo, "two.jpg")

    assert second.pk == first.pk
    assert second.state == FileState.PUBLIC
    assert AuditLine.objects.filter(act="file-stored").count() == 1


def test_store_upload_mends_a_lost_copy(store, photo):
    stored, cleaned = store(photo, "one.jpg")
    cleaned_path(stored.cleaned_sha256).unlink()

    assert store(photo, "one.jpg")[1] == cleaned
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"told", "document-{}.txt"), (b"%PDF-", "document-{}.pdf"), (b"\xff\xd8", "picture-{}.jpg")],
)
def test_store_upload_names_the_file_by_what_it_is(store, photo, makers, content, name):
    """What its first sender called it is no part of an address under which somebody else may publish it."""
    whole = {b"%PDF-": makers.make_pdf(), b"\xff\xd8": photo}.get(content, content)

    stored, _ = store(whole, "../../from Dalia.exe")

    assert stored.name == name.format(stored.sha256[:8])


def test_store_upload_refuses_the_empty_and_the_large(settings):
    settings.IFEX_UPLOAD_MEGABYTES = 1
    for content, words in ((b"", "empty"), (b"x" * (1024 * 1024 + 1), "1 MB")):
        with pytest.raises(FileRefused, match=words):
            store_upload(ContentFile(content, name="a.txt"), by="test")
    assert not StoredFile.objects.exists()


def test_store_upload_leaves_nothing_of_a_refused_file(data_folder):
    with pytest.raises(FileRefused):
        store_upload(ContentFile(b"\0\1\2", name="a.bin"), by="test")

    assert [path for path in data_folder.rglob("*") if path.is_file()] == []


def test_forget_abandoned_uploads_leaves_the_fresh(store, data_folder):
    store(b"text", "a.txt")
    desk: Path = data_folder / "sealed" / "incoming"
    (desk / "old").touch()
    (desk / "new").touch()
    two_days_ago = time.time() - 2 * 86400
    os.utime(desk / "old", (two_days_ago, two_days_ago))

    assert forget_abandoned_uploads() == 1
    assert [path.name for path in desk.iterdir()] == ["new"]


def test_withdraw_file_is_audited_once(store):
    stored, _ = store(b"text", "a.txt")
    withdraw_file(stored, by="test")
    withdraw_file(stored, by="test")

    assert StoredFile.objects.get().state == FileState.WITHDRAWN
    assert AuditLine.objects.filter(act="file-withdrawn").count() == 1
