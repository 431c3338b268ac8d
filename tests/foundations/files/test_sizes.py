import io
from pathlib import Path

import pytest
from PIL import Image
from tests.streams import leave

from ifex.foundations.accounts.models import User
from ifex.foundations.core.caching import FOR_AN_HOUR
from ifex.foundations.files import readers
from ifex.foundations.files.domain import sizes
from ifex.foundations.files.domain.sizes import sized_copy, widths_of
from ifex.foundations.files.domain.upload import publish_file, withdraw_file
from ifex.foundations.files.models import StoredFile
from ifex.foundations.files.places import cleaned_path

pytestmark = pytest.mark.django_db


def status_of(client, url, **headers):
    response = client.get(url, headers=headers)
    leave(response)
    return response.status_code


def address(stored, width, ending):
    return f"/files/{stored.sha256}/{width}/picture.{ending}"


@pytest.fixture
def public(store, makers):
    """`public(size, kind="JPEG")`: a published picture."""

    def make(size=(1000, 600), kind="JPEG", **options):
        stored, _ = store(makers.draw(kind, size=size, **options), f"picture.{kind.lower()}")
        publish_file(stored, by="test")
        return stored

    return make


@pytest.mark.parametrize(
    ("width", "expected"), [(3000, [400, 800, 1200]), (1000, [400, 800, 1000]), (90, [90]), (400, [400])]
)
def test_widths_of_never_exceed_the_picture(width, expected):
    assert widths_of(width) == expected


@pytest.mark.parametrize(
    ("ending", "kind", "media_type"),
    [("avif", "AVIF", "image/avif"), ("webp", "WEBP", "image/webp"), ("jpg", "JPEG", "image/jpeg")],
)
def test_serve_size_gives_the_width_and_format(client, public, ending, kind, media_type):
    response = client.get(address(public(), 400, ending))

    picture = Image.open(io.BytesIO(b"".join(response)))
    assert (picture.format, picture.size) == (kind, (400, 240))
    assert response["Content-Type"] == media_type
    assert response["Cache-Control"] == FOR_AN_HOUR
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("width", "ending"), [(401, "webp"), (1200, "webp"), (0, "jpg"), (400, "gif"), (400, "html")]
)
def test_serve_size_knows_no_others(client, public, width, ending):
    assert status_of(client, address(public(), width, ending)) == 404


def test_serve_size_leaves_moving_pictures_and_documents_alone(client, public, store):
    text, _ = store(b"text", "a.txt")
    publish_file(text, by="test")

    assert status_of(client, address(public(kind="GIF"), 400, "jpg")) == 404
    assert status_of(client, address(text, 0, "jpg")) == 404


def test_serve_size_hides_what_is_not_published_and_forgets_what_is_withdrawn(
    client, store, makers, data_folder, django_capture_on_commit_callbacks
):
    stored, _ = store(makers.draw("JPEG", size=(500, 300)), "a.jpg")
    url = address(stored, 400, "webp")
    assert status_of(client, url) == 404

    publish_file(stored, by="test")
    assert status_of(client, url) == 200
    assert list((data_folder / "sizes").rglob("*.webp"))

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_file(stored, by="test")
    assert status_of(client, url) == 410
    assert not list((data_folder / "sizes").rglob("*.webp"))


def test_serve_size_shows_what_is_not_published_to_who_may_see_what_it_belongs_to(
    client, store, makers, monkeypatch
):
    stored, _ = store(makers.draw("JPEG", size=(500, 300)), "a.jpg")
    client.force_login(User.objects.create_user("e@example.org", is_staff=True))
    monkeypatch.setattr(readers, "_rooms", [lambda user, file: file == stored])

    response = client.get(address(stored, 500, "jpg"))
    leave(response)

    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_serve_size_answers_304(client, public):
    url = address(public(), 400, "avif")
    first = client.get(url)
    leave(first)
    etag = first["ETag"]

    assert status_of(client, url, **{"If-None-Match": etag}) == 304
    assert status_of(client, url.replace("avif", "webp"), **{"If-None-Match": etag}) == 200


def test_serve_size_without_its_file_finds_nothing(client, public):
    stored = public()
    cleaned_path(stored.cleaned_sha256).unlink()

    assert status_of(client, address(stored, 400, "jpg")) == 404


def test_sized_copy_is_made_once(public):
    stored = public()
    path, _format = sized_copy(stored, width=400, ending="webp")
    made_at = path.stat().st_mtime_ns
    cleaned_path(stored.cleaned_sha256).unlink()

    again, _format = sized_copy(stored, width=400, ending="webp")

    assert again.stat().st_mtime_ns == made_at


def test_sized_copy_puts_transparent_drawings_on_white(store):
    out = io.BytesIO()
    Image.new("RGBA", (600, 400), (0, 0, 0, 0)).save(out, "PNG")
    stored, _ = store(out.getvalue(), "line.png")

    path, _format = sized_copy(stored, width=400, ending="jpg")

    assert Image.open(path).getpixel((10, 10)) == (255, 255, 255)


def test_a_size_made_while_its_file_is_withdrawn_does_not_stay(client, public, settings, monkeypatch):
    stored = public()
    make = sizes._make

    def make_meanwhile(*arguments):
        withdraw_file(StoredFile.objects.get(pk=stored.pk), by="test")
        make(*arguments)

    monkeypatch.setattr(sizes, "_make", make_meanwhile)

    assert status_of(client, address(stored, 400, "webp")) == 404
    assert [path for path in (Path(settings.IFEX_DATA) / "sizes").rglob("*") if path.is_file()] == []
