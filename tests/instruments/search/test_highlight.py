import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.instruments.search.highlight import best_passages, mark_text


def marked(text: str, q: str, language: str = "en") -> str:
    return "".join(
        f"[{piece}]" if is_match else piece
        for piece, is_match in mark_text(text, q, language=language).pieces
    )


@pytest.mark.parametrize(
    ("text", "q", "language", "expected"),
    [
        ("The journalists' arrests", "journalist arrested", "en", "The [journalists]' [arrests]"),
        ("press freedom, press", '"press freedom"', "en", "[press] [freedom], press"),
        ("Journalism and journey", "journ*", "en", "[Journalism] and [journey]"),
        ("the end of the press", "the press", "en", "the end of the [press]"),
        ("press", "-press", "en", "press"),
        ("press", "country:tn", "en", "press"),
        ("L'arrestation à Tunis", "arrestations", "fr", "[L'arrestation] à Tunis"),
        ("اعتقال الصحفيين والصحافيين", "صحفيين", "ar", "اعتقال [الصحفيين] [والصحافيين]"),
        ("北京市民", "京市", "en", "[北京市民]"),
        ("", "press", "en", ""),
        ("press", "", "en", "press"),
    ],
)
def test_mark_text_marks_what_search_matches(text: str, q: str, language: str, expected: str) -> None:
    assert marked(text, q, language) == expected


def test_best_passages_shows_where_most_different_words_stand() -> None:
    text = (
        "press " * 50
        + "nothing here " * 50
        + "the journalist of the press was arrested "
        + "nothing more " * 50
    )
    passage = best_passages(text, "journalist press arrested", language="en", width=80)[0]

    assert {passage.text[start:end] for start, end in passage.matches} == {"journalist", "press", "arrested"}
    assert (passage.is_cut_before, passage.is_cut_after) == (True, True)


def test_best_passages_gives_several_in_the_order_of_the_text() -> None:
    text = "alpha " + "x " * 300 + "beta " + "x " * 300 + "gamma alpha"
    passages = best_passages(text, "alpha beta gamma", language="en", most=2, width=60)

    assert [text.index(passage.text) for passage in passages] == sorted(text.index(p.text) for p in passages)
    assert len(passages) == 2


def test_best_passages_shows_nothing_twice_and_no_stub_at_the_end() -> None:
    text = "alpha " + "x " * 300 + "alpha " + "x " * 300 + "alpha"

    passages = best_passages(text, "alpha", language="en", most=2, width=60)

    assert [passage.matches for passage in passages] == [((0, 5),)]
    assert len(best_passages("x " * 300 + "alpha", "alpha", language="en", width=60)[0].text) > 50


def test_best_passages_without_a_match_is_the_beginning() -> None:
    passage = best_passages(
        "Words of a text that says something else entirely", "press", language="en", width=20
    )[0]

    assert (passage.text, passage.matches, passage.is_cut_after) == ("Words of a text that", (), True)
    assert best_passages("  ", "press", language="en") == []


def test_best_passages_of_an_enormous_text_takes_little_time() -> None:
    text = "press " * 2_000_000
    started = time.process_time()
    best_passages(text, "press " * 30, language="en")

    assert time.process_time() - started < 2


@given(st.text(max_size=200), st.text(max_size=40), st.sampled_from(["en", "fr", "es", "ar", "xx"]))
def test_pieces_are_the_text_whatever_is_asked(text: str, q: str, language: str) -> None:
    assert "".join(piece for piece, _ in mark_text(text, q, language=language).pieces) == text
    for passage in best_passages(text, q, language=language, width=30, most=2):
        assert "".join(piece for piece, _ in passage.pieces) == passage.text
        assert passage.text in text


@given(st.text(alphabet="ab ", min_size=5, max_size=200))
def test_pieces_mark_every_occurrence(text: str) -> None:
    places = mark_text(text, "aa", language="xx").matches

    assert [text[start:end] for start, end in places] == [word for word in text.split() if word == "aa"]
