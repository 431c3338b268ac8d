"""XLIFF out and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.instruments.translation import xliff
from ifex.instruments.translation.models import TranslationWork
from ifex.instruments.translation.segments.units import Unit
from ifex.instruments.translation.xliff import NotXliff, read_xliff, write_xliff

WORK = TranslationWork(kind="alert", uid="a1", language="fr", source_language="en")
UNITS = [
    Unit("title", 0, "Held & beaten", "Arrêté & battu", is_approved=True),
    Unit("body", 0, "See {1}the {2}report{/2}{/1} {3/} now.", ""),
    Unit("body", 1, "Odd {1}marks{/2} {/1}.", "Marques {1}drôles{/2}."),
]


def test_write_xliff_is_read_again_unchanged():
    content = write_xliff(WORK, UNITS)

    assert b'srcLang="en" trgLang="fr"' in content
    assert b'<pc id="1">the <pc id="2">report</pc></pc> <ph id="3" />' in content
    imported = read_xliff(content, WORK, UNITS)
    assert imported.targets == {0: "Arrêté & battu", 2: "Marques {1}drôles{/2}."}
    assert imported.moved == []


def test_read_xliff_takes_nothing_whose_source_has_moved():
    content = write_xliff(WORK, UNITS)
    moved = [Unit("title", 0, "Freed"), *UNITS[1:]]

    imported = read_xliff(content, WORK, moved)

    assert (0 in imported.targets, imported.moved) == (False, ["u1"])


@pytest.mark.parametrize(
    "content",
    [
        b"", b"words", b"<xliff/>", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>',
        write_xliff(WORK, UNITS).replace(b'trgLang="fr"', b'trgLang="es"'),
        write_xliff(WORK, UNITS).replace(b"alert.a1", b"alert.a2"),
        write_xliff(WORK, UNITS).replace(b"document:2.0", b"document:1.2"),
        b"x" * (xliff.LARGEST + 1),
    ],
)  # fmt: skip
def test_read_xliff_refuses_what_is_none_or_anothers(content):
    with pytest.raises(NotXliff):
        read_xliff(content, WORK, UNITS)


@pytest.mark.parametrize("depth", [2_000, 200_000])
def test_read_xliff_refuses_marks_that_lie_too_deep(depth):
    content = write_xliff(WORK, UNITS)
    deep = b'<pc id="1">' * depth + b"x" + b"</pc>" * depth

    with pytest.raises(NotXliff):
        read_xliff(content.replace(b"Odd ", deep), WORK, UNITS)


_MARKED = st.text(alphabet="ab {}/12&<", max_size=30)


@given(_MARKED, _MARKED)
def test_xliff_keeps_any_words(source, target):
    units = [Unit("body", 0, source, target.strip())]

    imported = read_xliff(write_xliff(WORK, units), WORK, units)

    assert imported.targets == ({0: target.strip()} if target.strip() else {})
