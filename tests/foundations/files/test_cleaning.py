import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ifex.foundations.files.cleaning import clean_file, images
from ifex.foundations.files.refusal import FileRefused
from ifex.foundations.files.sniffing import sniff

pytestmark = pytest.mark.django_db


def test_clean_image_removes_place_device_and_comment(store, photo):
    stored, cleaned = store(photo, "a.jpg")

    with Image.open(io.BytesIO(cleaned)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.info.get("comment") is None
        # Held upright: the 90° turn that EXIF asked for is now in the pixels.
        assert picture.size == (30, 40)
    assert (stored.width, stored.height) == (30, 40)
    assert b"Secret Camera" in photo
    assert b"witness" in photo
    assert b"Secret Camera" not in cleaned
    assert b"witness" not in cleaned


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "GIF"])
def test_clean_image_removes_metadata_of_every_format(store, makers, kind):
    exif = Image.Exif()
    exif[0x0110] = "Secret Camera 3"
    options = {"comment": b"Secret Camera 3"} if kind == "GIF" else {"exif": exif}
    drawn = makers.draw(kind, **options)
    stored, cleaned = store(drawn, "a.jpg")

    assert b"Secret Camera" in drawn
    assert b"Secret Camera" not in cleaned
    assert stored.media_type == f"image/{kind.lower()}"
    assert (stored.width, stored.height) == (40, 30)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_clean_image_keeps_an_animation(store, kind):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0110] = "Secret Camera 3"
    options = {"comment": b"Secret Camera 3"} if kind == "GIF" else {"exif": exif}
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=200, loop=0, **options)
    assert b"Secret Camera" in out.getvalue()

    _, cleaned = store(out.getvalue(), f"a.{kind.lower()}")

    assert b"Secret Camera" not in cleaned
    with Image.open(io.BytesIO(cleaned)) as picture:
        assert picture.n_frames == 3
        colours = []
        for number in range(3):
            picture.seek(number)
            red, green, blue = picture.convert("RGB").getpixel((10, 10))
            colours.append((red > 200, green > 100, blue > 200))
    assert colours == [(True, False, False), (False, True, False), (False, False, True)]


def test_clean_image_keeps_transparency(store):
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")

    _, cleaned = store(out.getvalue(), "a.png")

    with Image.open(io.BytesIO(cleaned)) as picture:
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0


def test_clean_image_refuses_a_pixel_bomb(store):
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000

    with pytest.raises(FileRefused, match="pixels"):
        store(out.getvalue(), "a.png")


@pytest.mark.parametrize(("kind", "how"), [("AVIF", {"speed": 10}), ("WEBP", {"quality": 1, "method": 0})])
def test_clean_image_refuses_what_takes_a_gigabyte_to_write(store, makers, kind, how):
    with pytest.raises(FileRefused, match="at most 16 million pixels"):
        store(makers.draw(kind, size=(5000, 3500), **how), f"a.{kind.lower()}")


def test_clean_image_refuses_too_many_pixels_over_all_frames(store, monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 1000)
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])

    with pytest.raises(FileRefused, match="pixels"):
        store(out.getvalue(), "a.gif")


def test_clean_image_refuses_a_damaged_picture(store, photo):
    with pytest.raises(FileRefused, match="damaged"):
        store(photo[:300], "a.jpg")


@settings(max_examples=150, deadline=None)
@given(
    head=st.sampled_from(
        [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"%PDF-1.4\n", b"PK\3\4", b"RIFF"]
    ),
    tail=st.binary(max_size=300),
)
def test_clean_file_answers_any_bytes(tmp_path_factory, head, tail):
    """Whatever comes: a cleaned copy or a refusal in words, nothing else."""
    folder = tmp_path_factory.mktemp("any")
    (folder / "in").write_bytes(head + tail)
    try:
        clean_file(folder / "in", folder / "out", sniff(folder / "in", name="x"))
    except FileRefused as refused:
        words = str(refused.reason)
    else:
        words = "cleaned"
    assert words
