"""Pictures drawn for the demonstration: nobody is seen in them."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

_DUSKS = (
    ("#23395b", "#e8a87c"), ("#2d3047", "#e0777d"), ("#1b3a4b", "#f2c57c"), ("#3a2e4f", "#d98e73"),
)  # fmt: skip
_STREET = (1600, 900)


def draw_facsimile(uid: str) -> BytesIO:
    """A page nobody can read, with the number of its alert."""
    page = Image.new("RGB", (620, 440), "#f4f1ea")
    pen = ImageDraw.Draw(page)
    pen.text((40, 24), uid, fill="#33302a")
    for row in range(12):
        pen.rectangle((40, 60 + row * 28, 580 - (row * 97) % 240, 72 + row * 28), fill="#8d877a")
    return _saved(page, "PNG")


def draw_street(uid: str) -> BytesIO:
    """A street at dusk, with a shuttered newspaper kiosk below a lit window; another for each alert."""
    chance = Random(uid)  # noqa: S311  a picture is no secret
    above, below = chance.choice(_DUSKS)
    width, height = _STREET
    street = _sky(above, below)
    pen = ImageDraw.Draw(street)
    edge = -40
    while edge < width:
        house = chance.randint(150, 300)
        roof = chance.randint(160, 420)
        _draw_house(pen, chance, (edge, roof, edge + house, height - 120))
        edge += house
    pen.rectangle((0, height - 120, width, height), fill="#14161d")
    _draw_kiosk(pen, chance.randint(250, 1050), height - 120)
    return _saved(street.filter(ImageFilter.GaussianBlur(0.6)), "JPEG")


def _sky(above: str, below: str) -> Image.Image:
    shade = Image.linear_gradient("L").resize(_STREET)
    return Image.composite(Image.new("RGB", _STREET, below), Image.new("RGB", _STREET, above), shade)


def _draw_house(pen: ImageDraw.ImageDraw, chance: Random, walls: tuple[int, int, int, int]) -> None:
    start, roof, end, ground = walls
    shade = chance.randint(24, 44)
    pen.rectangle(walls, fill=(shade, shade + 4, shade + 16))
    for top in range(roof + 40, ground - 90, 90):
        for side in range(start + 30, end - 50, 70):
            is_lit = chance.random() < 0.12
            pen.rectangle((side, top, side + 34, top + 50), fill="#f4c95d" if is_lit else (18, 20, 30))


def _draw_kiosk(pen: ImageDraw.ImageDraw, start: int, ground: int) -> None:
    pen.rectangle((start, ground - 230, start + 300, ground), fill="#5b2333")
    pen.polygon(
        [
            (start - 30, ground - 230),
            (start + 330, ground - 230),
            (start + 290, ground - 290),
            (start + 10, ground - 290),
        ],
        fill="#7b2d43",
    )
    for top in range(ground - 200, ground - 40, 16):
        pen.rectangle((start + 24, top, start + 276, top + 10), fill="#b9b4a7")


def _saved(picture: Image.Image, kind: str) -> BytesIO:
    file = BytesIO()
    picture.save(file, kind)
    file.seek(0)
    return file
