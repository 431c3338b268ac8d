"""The words that were asked for, marked in a found text."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ifex.instruments.search.highlight import Passage, best_passages, mark_text

PASSAGES = 2
WIDTH = 180


def marked_title(title: str, q: str, *, language: str) -> SafeString:
    """`language` is the text's, not the reader's."""
    return _marked(mark_text(title, q, language=language))


def marked_passage(text: str, q: str, *, language: str) -> SafeString | None:
    """The one or two passages that show most of what was asked for; None for a text without a match."""
    passages = best_passages(text, q, language=language, most=PASSAGES, width=WIDTH)
    if not any(passage.matches for passage in passages):
        return None
    pieces: list[SafeString | str] = ["… "] if passages[0].is_cut_before else []
    for passage, following in zip(passages, [*passages[1:], None], strict=True):
        pieces.append(_marked(passage))
        if passage.is_cut_after or following:
            pieces.append(" … " if following else " …")
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def words_of_text(summary: str, body: str) -> str:
    """Summary and body; the body alone where it begins with its summary, as foreign archives have it."""
    return body if body.startswith(summary) else f"{summary} {body}".strip()


def _marked(passage: Passage) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", piece) if is_match else piece,)
            for piece, is_match in passage.pieces
        ),
    )
