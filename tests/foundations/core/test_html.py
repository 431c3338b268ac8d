"""Foreign HTML: what a parser would take minutes to read is read in a moment, and its words stay."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.foundations.core.html import ALLOWED_TAGS, DEEPEST, MOST_CHARACTERS, clean_html, html_to_text

BOMBS = {
    "quotations": "<blockquote>",
    "lists": "<ul><li>",
    "tables": "<table><tr><td>",
    "tables in quotations": "<blockquote><table></blockquote>",
    "bold without end": "<p>x <b>",
    "bold of many kinds": "<p><b class={}>",
    "closed in the wrong order": "<blockquote><i></blockquote>",
    "other endings": "<blockquote></b></div>",
    "open brackets": "<",
    "open tags": "<a ",
    "unknown": "<x{}>",
    "paragraphs without end": "<p>",
    "items without end": "<li>",
    "lines": "\n \n",
    "bold that is written again in every block": "".join(f"<b c={number}>" for number in range(200))
    + "<p>x" * 400_000,
    "a name without end": "<p>" * 400 + "<" + "a" * 400_000 + "{}",
}


@pytest.mark.parametrize("name", BOMBS)
def test_clean_html_reads_any_bomb_in_a_moment_and_keeps_its_words(name):
    piece = BOMBS[name]
    count = MOST_CHARACTERS // (len(piece) + 8) or 1
    bomb = "".join(piece.format(number) for number in range(count)) if "{}" in piece else piece * count
    started = time.process_time()

    cleaned = clean_html(f"<p>Before</p>{bomb}> after")
    words = html_to_text(cleaned)
    assert len(cleaned) < 10 * MOST_CHARACTERS

    assert time.process_time() - started < 10
    assert words.startswith("Before")
    assert "after" in words


def test_clean_html_keeps_what_is_nested_as_people_nest_it():
    depth = DEEPEST - 1
    quoted = "<blockquote>" * depth + "<p>first</p>" + "</blockquote>" * depth

    assert clean_html(quoted).count("<blockquote>") == depth
    assert clean_html("<p>one</p>" * 2_000).count("<p>") == 2_000
    assert clean_html("<p>one<li>two" * 2_000).count("<li>") == 2_000


@given(st.text(alphabet="<>/abp \n&;ltscri=\"'"))
def test_clean_html_leaves_no_tag_but_ours(text):
    names = re.findall(r"<[^>]*?([a-z0-9]+)", clean_html(text * 300))

    assert set(names) <= ALLOWED_TAGS
