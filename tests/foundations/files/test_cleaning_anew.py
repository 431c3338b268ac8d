"""A copy that was cleaned by fewer rules is made anew; what today is refused stays, and the trail says so."""

import pytest

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.files.checks import check_copies
from ifex.foundations.files.domain import cleaning_anew
from ifex.foundations.files.domain.cleaning_anew import clean_anew
from ifex.foundations.files.domain.destroying import destroy_file
from ifex.foundations.files.domain.upload import publish_file, withdraw_file
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path, hash_file, sealed_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def older(store, docx, data_folder):
    """A published document whose copy says more than it would today."""
    stored, cleaned = store(docx, "a.docx")
    publish_file(stored, by="test")
    spare = data_folder / "older"
    spare.write_bytes(cleaned + b"A. Witness")
    return with_copy(stored, spare)


def with_copy(stored, path):
    told = hash_file(path)
    path.rename(cleaned_path(told))
    cleaned_path(stored.cleaned_sha256).unlink()
    StoredFile.objects.filter(pk=stored.pk).update(cleaned_sha256=told, rules=1)
    stored.refresh_from_db()
    return stored


def test_an_older_copy_is_made_anew(older, client):
    address = older.get_absolute_url()
    assert b"Witness" in b"".join(client.get(address))

    assert (clean_anew(), clean_anew()) == (1, 0)

    answer = client.get(address)
    assert b"Witness" not in b"".join(answer)
    assert not cleaned_path(older.cleaned_sha256).exists()
    assert list(AuditLine.objects.filter(act="file-cleaned-anew").values_list("subject", flat=True)) == [
        older.sha256
    ]
    older.refresh_from_db()
    assert (older.rules, older.state) == (2, "public")


def test_what_is_refused_today_keeps_its_copy(older, makers):
    sealed_path(older.sha256).chmod(0o600)
    sealed_path(older.sha256).write_bytes(b"no document")

    assert (clean_anew(), clean_anew()) == (0, 0)

    assert cleaned_path(older.cleaned_sha256).exists()
    assert AuditLine.objects.filter(act="file-not-cleaned-anew").count() == 1
    finding = check_copies()
    assert (finding.level, older.get_absolute_url() in finding.sentence) == ("warning", True)
    withdraw_file(older, by="test")
    assert check_copies().level == "good"


def test_what_is_new_or_destroyed_or_a_picture_is_left(store, docx, photo, older):
    store(photo, "a.jpg")
    destroy_file(older, by="test")

    assert clean_anew() == 0
    assert AuditLine.objects.filter(act__contains="cleaned-anew").count() == 0


def test_a_file_that_is_destroyed_meanwhile_gets_no_copy(older, monkeypatch):
    def destroy_meanwhile(*arguments):
        clean(*arguments)
        destroy_file(older, by="test")

    clean = cleaning_anew.clean_file
    monkeypatch.setattr(cleaning_anew, "clean_file", destroy_meanwhile)

    assert clean_anew() == 0
    assert list(cleaned_path("x").parent.iterdir()) == []
