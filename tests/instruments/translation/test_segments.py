"""Texts in sentences and back, with their marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.foundations.core.html import clean_html
from ifex.instruments.translation.domain.checking import Lack, lacks_of
from ifex.instruments.translation.domain.rebasing import rebase_units
from ifex.instruments.translation.kinds import TranslatableField
from ifex.instruments.translation.segments.blocks import read_blocks, write_blocks
from ifex.instruments.translation.segments.sentences import split_sentences
from ifex.instruments.translation.segments.units import WHOLE_FIELD, Unit, units_of, words_of

FIELDS = (
    TranslatableField("title", "Headline", longest=300),
    TranslatableField("summary", "Summary"),
    TranslatableField("body", "Text", is_html=True),
)
BODY = (
    '<p>Police held <strong>Samira</strong>. See <a href="https://example.org/">the report</a>.</p>'
    "<h2>Why</h2><ul><li>One.</li><li>Two<br>lines.</li></ul>"
)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He was held. She was freed.", ["He was held.", "She was freed."]),
        ("Dr. Haddad spoke to Mr. J. Smith. He left.", ["Dr. Haddad spoke to Mr. J. Smith.", "He left."]),
        ("At 3 p.m. police came. He was held.", ["At 3 p.m. police came.", "He was held."]),
        ("“Stop!” he said. “Now.” He fell.", ["“Stop!” he said.", "“Now.”", "He fell."]),
        ("Il a dit : « Non ! » Puis il est parti.", ["Il a dit : « Non ! »", "Puis il est parti."]),
        ("¿Quién fue? Nadie lo sabe.", ["¿Quién fue?", "Nadie lo sabe."]),
        ("اعتقلته الشرطة. هل أفرج عنه؟ لا أحد يعلم.", ["اعتقلته الشرطة.", "هل أفرج عنه؟", "لا أحد يعلم."]),
        ("{1}Held.{/1} Freed.", ["{1}Held.{/1}", "Freed."]),
        ("", []),
    ],
)
def test_split_sentences_in_each_language(text, sentences):
    assert split_sentences(text) == sentences


@given(st.text(max_size=200))
def test_split_sentences_loses_no_word(text):
    assert " ".join(split_sentences(text)).split() == text.split()


def test_blocks_come_back_as_they_were():
    structure = read_blocks(BODY)

    assert [block.text for block in structure.blocks] == [
        "Police held {1}Samira{/1}. See {2}the report{/2}.", "Why", "One.", "Two {1/} lines.",
    ]  # fmt: skip
    assert write_blocks(structure, [block.text for block in structure.blocks]).replace(
        " <br> ", "<br>"
    ) == clean_html(BODY)


def test_blocks_bear_lost_and_foreign_marks():
    structure = read_blocks("<p>Held by <strong>them</strong>.</p>")

    assert write_blocks(structure, ["Par {1}eux <script>x</script> {7}"]) == (
        "<p>Par <strong>eux &lt;script&gt;x&lt;/script&gt; {7}</strong></p>"
    )


@given(st.text(alphabet='ab<>/p{}1 &;"=.', max_size=120))
def test_blocks_bear_any_html(text):
    cleaned = clean_html(text)
    structure = read_blocks(cleaned)

    assert write_blocks(structure, [block.text for block in structure.blocks]) is not None


def test_units_stand_beside_each_other_where_sentences_match():
    source = {"title": "Held. Freed", "body": "<p>He was held. She was not.</p>"}
    target = {"title": "Arrêté. Libéré", "body": "<p>Il fut arrêté. Elle non.</p>"}

    units = units_of(FIELDS, source, target)

    assert [(unit.source, unit.target) for unit in units] == [
        ("Held. Freed", "Arrêté. Libéré"), ("He was held.", "Il fut arrêté."), ("She was not.", "Elle non."),
    ]  # fmt: skip
    assert words_of(FIELDS, source, units) == {**target, "summary": ""}


def test_units_fall_back_to_blocks_and_to_the_whole_field():
    source = {"body": "<p>One. Two.</p><p>Three.</p>"}

    blocks = units_of(FIELDS, source, {"body": "<p>Un et deux.</p><p>Trois.</p>"})
    whole = units_of(FIELDS, source, {"body": "<p>Tout ensemble.</p>"})

    assert [unit.target for unit in blocks] == ["Un et deux.", "Trois."]
    assert [unit.block for unit in whole] == [WHOLE_FIELD]
    assert words_of(FIELDS, source, whole)["body"] == "<p>Tout ensemble.</p>"


def test_rebase_units_keeps_what_stayed_and_says_what_changed():
    old = units_of(
        FIELDS, {"body": "<p>He was held on Monday. It rained. Nobody came.</p>"},
        {"body": "<p>Arrêté lundi. Il pleuvait. Personne.</p>"},
    )  # fmt: skip
    fresh = units_of(FIELDS, {"body": "<p>New first. He was held on Tuesday. It rained.</p>"}, {})

    rebased = rebase_units(fresh, old)

    assert [(unit.source, unit.target, unit.was) for unit in rebased] == [
        ("New first.", "", ""),
        ("He was held on Tuesday.", "Arrêté lundi.", "He was held on Monday."),
        ("It rained.", "Il pleuvait.", ""),
    ]
    assert [unit.is_open for unit in rebased] == [True, True, False]


@pytest.mark.parametrize(
    ("source", "target", "lacks"),
    [
        ("Held {1}now{/1} 3 times", "Arrêté {1}ici{/1} 3 fois", []),
        ("Held {1}now{/1}", "Arrêté ici", [Lack.MARKS]),
        ("In 2026, 1,500 copies", "En 2026, 1 500 exemplaires"[:8] + "1.500 exemplaires", []),
        ("On 8 March", "Le 9 mars", [Lack.NUMBERS]),
        ("In 2026", "في ٢٠٢٦", []),
        ("One two three four", "One two three four", [Lack.SAME]),
        ("Anything 5", "", []),
    ],
)
def test_lacks_of_a_translation(source, target, lacks):
    assert lacks_of(Unit("body", 0, source, target)) == lacks
