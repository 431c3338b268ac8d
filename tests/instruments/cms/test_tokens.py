"""WCAG contrast of the colours that meet each other, computed from the stylesheet itself."""

import re
from itertools import pairwise

import pytest

from ifex.instruments.cms.styles import FOLDER

TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})")
DARK = "prefers-color-scheme: dark"

TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "paper-sunk"),
    ("ink-soft", "paper"),
    ("ink-soft", "paper-sunk"),
    ("link", "paper"),
    ("link", "paper-sunk"),
    ("link-visited", "paper"),
    ("link-visited", "paper-sunk"),
    ("red", "paper"),
    ("red", "paper-sunk"),
    ("on-red", "red"),
    ("on-mark", "mark"),
    ("on-sun", "sun"),
    ("good", "paper"),
    ("good", "paper-sunk"),
    ("warn", "paper"),
    ("paper", "ink"),
]
EDGE_PAIRS = [
    ("line-strong", "paper"),
    ("link", "paper"),
    ("q3", "paper"),
    ("ink", "q0"),
    ("ink-soft", "paper"),
]


def tokens(scheme):
    light, dark = (FOLDER / "tokens.css").read_text().split(DARK)
    found = dict(TOKEN.findall(light))
    return found | dict(TOKEN.findall(dark)) if scheme == "dark" else found


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_tokens_text_has_contrast_of_aa(scheme, front, back):
    colours = tokens(scheme)
    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), EDGE_PAIRS)
def test_tokens_edges_and_shapes_are_seen(scheme, front, back):
    colours = tokens(scheme)
    assert contrast(colours[front], colours[back]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tokens_map_classes_run_from_the_paper_away(scheme):
    colours = tokens(scheme)
    distances = [contrast(colours[f"q{i}"], colours["paper"]) for i in range(1, 6)]
    assert distances == sorted(distances)
    assert all(b / a > 1.15 for a, b in pairwise(distances))


def test_contrast_of_black_and_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
