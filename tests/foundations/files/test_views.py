from importlib import import_module

import pytest
from django.apps import apps

from ifex.foundations.accounts.models import User
from ifex.foundations.core.caching import FOR_AN_HOUR
from ifex.foundations.files import readers
from ifex.foundations.files.domain.destroying import destroy_file
from ifex.foundations.files.domain.upload import publish_file, withdraw_file
from ifex.foundations.files.models import StoredFile

pytestmark = pytest.mark.django_db


def test_serve_file_gives_the_cleaned_copy(client, store, photo):
    stored, cleaned = store(photo, "صورة.jpg")
    publish_file(stored, by="test")

    response = client.get(stored.get_absolute_url())

    assert b"".join(response) == cleaned
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == FOR_AN_HOUR
    assert response["Content-Disposition"].startswith("inline")
    assert not response.cookies


def test_serve_file_offers_documents_for_download(client, store):
    stored, _ = store(b"a,b\n", "a.csv")
    publish_file(stored, by="test")

    response = client.get(stored.get_absolute_url())

    assert response["Content-Disposition"] == f'attachment; filename="table-{stored.sha256[:8]}.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert b"".join(response) == b"a,b\n"


def test_serve_file_answers_304(client, store):
    stored, _ = store(b"text", "a.txt")
    publish_file(stored, by="test")

    response = client.get(stored.get_absolute_url(), headers={"If-None-Match": f'"{stored.cleaned_sha256}"'})

    assert (response.status_code, response.content) == (304, b"")


def test_serve_file_hides_what_is_not_published(client, store):
    stored, _ = store(b"leaked", "a.txt")

    assert client.get(stored.get_absolute_url()).status_code == 404


def test_serve_file_shows_what_is_not_published_to_who_may_see_what_it_belongs_to(client, store, monkeypatch):
    stored, _ = store(b"leaked", "a.txt")
    reader = User.objects.create_user("e@example.org", is_staff=True)
    client.force_login(reader)
    assert client.get(stored.get_absolute_url()).status_code == 404
    monkeypatch.setattr(readers, "_rooms", [lambda user, file: (user, file) == (reader, stored)])

    response = client.get(stored.get_absolute_url())

    assert b"".join(response) == b"leaked"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["a.txt", "—", "1/picture.x"])
def test_whoever_holds_what_was_destroyed_learns_nothing_of_it(client, store, name):
    stored, _ = store(b"leaked", "a.txt")
    destroy_file(stored, by="test")

    assert client.get(f"/files/{stored.sha256}/{name}").status_code == 404


def test_serve_file_says_that_it_was_withdrawn(client, store):
    stored, _ = store(b"text", "a.txt")
    publish_file(stored, by="test")
    withdraw_file(stored, by="test")

    assert client.get(stored.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("path", ["/files/{1}/a.txt", "/files/../sealed/{0}", "/files/{0}/"])
def test_serve_file_finds_nothing_else(client, store, path):
    stored, _ = store(b"text", "a.txt")
    publish_file(stored, by="test")

    assert client.get(path.format(stored.sha256, "0" * 64)).status_code == 404


def test_a_name_that_a_file_had_once_leads_to_its_own(client, store):
    stored, _ = store(b"text", "a.txt")
    older = f"/files/{stored.sha256}/from-somebody.txt"

    assert client.get(older).status_code == 404
    publish_file(stored, by="test")
    moved = client.get(older)

    assert (moved.status_code, moved["Location"]) == (301, stored.get_absolute_url())
    withdraw_file(stored, by="test")
    assert client.get(older).status_code == 410


def test_unpublished_files_get_neutral_names_at_an_upgrade(store, photo):
    unpublished, _ = store(photo, "a.jpg")
    published, _ = store(b"text", "a.txt")
    publish_file(published, by="test")
    StoredFile.objects.update(name="from-somebody.jpg")
    migration = import_module("ifex.foundations.files.migrations.0004_neutral_names")

    migration.give_neutral_names(apps, None)

    assert StoredFile.objects.get(pk=unpublished.pk).name == f"picture-{unpublished.sha256[:8]}.jpg"
    assert StoredFile.objects.get(pk=published.pk).name == "from-somebody.jpg"
