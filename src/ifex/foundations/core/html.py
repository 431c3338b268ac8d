"""Foreign HTML becomes the small set that our pages and our editor know. Nothing else ever reaches a template."""

import html
import re
from collections import Counter
from urllib.parse import unquote

import nh3

ALLOWED_TAGS = frozenset(
    ["p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "a", "strong", "em"]
)
_RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "div": "p", "tr": "p"}
_RENAME = re.compile(r"<(/?)(" + "|".join(_RENAMED) + r")(?=[\s/>])", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*+>")
_STRAY_TAG = re.compile(
    r"</?(?:abbr|a|article|big|blockquote|body|br|b|center|cite|code|div|em|figure|font|h[1-6]|hr|iframe|img|i|li"
    r"|mark|noscript|object|ol|pre|p|q|script|section|small|span|strong|style|sub|sup|svg|s|table|tbody|td|th|tr|tt"
    r"|ul|u|video)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
# Whatever HTML has: of a tag with another name, or with words that are no attributes, readers see the words.
_OWN_TAG = re.compile(
    r"</?(?:abbr|address|article|aside|a|audio|bdi|bdo|big|blockquote|body|br|button|b|caption|center|cite|code|col"
    r"|colgroup|dd|del|details|dfn|div|dl|dt|embed|em|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|iframe|img"
    r"|input|ins|i|kbd|label|li|link|main|mark|meta|nav|noscript|object|ol|option|picture|pre|p|q|ruby|rt|samp|script"
    r"|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|s|table|tbody|td|template|textarea|tfoot"
    r"|thead|th|time|title|track|tr|tt|u|ul|var|video|wbr)(?:\s[^<>]*=[^<>]*)?\s*/?>|<!--|<!doctype|<\?",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)
_ENDLESS_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}+;?")
_BLOCK_END = re.compile(r"</(?:p|h[2-4]|li|blockquote)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\f\v]+")
_ADDRESS = re.compile(r"""\bhref\s*=\s*(?:"([^"<>]*+)"|'([^'<>]*+)')""", re.IGNORECASE)
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;)*</p>")
_ANY_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*+)[^<>]*+>", re.IGNORECASE)
# Each of these closes the one before it, or holds nothing.
_NEVER_DEEPER = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "area",
        "br",
        "col",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "wbr",
    ]
)
MOST_CHARACTERS = 2_000_000
DEEPEST = 256
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
MOST_REPEATED = 20_000
_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
    clean_content_tags={"script", "style", "template", "iframe", "object", "svg", "math", "noscript"},
)


class HtmlTooLong(ValueError):
    """The text is longer than MOST_CHARACTERS: an accident or an attack, never an alert."""


def clean_html(text: str) -> str:
    """Only paragraphs, headings 2–4, lists, quotations, links, strong and em remain; the words of all else too.

    Links keep http, https and mailto addresses. Of what lies deeper than DEEPEST elements, which a parser would take
    minutes to read, the words alone remain. Raises HtmlTooLong.
    """
    if len(text) > MOST_CHARACTERS:
        raise HtmlTooLong(len(text))
    if "<" not in text:
        return plain_text_to_html(unescape(text)) if text.strip() else ""
    if text.count("<") > DEEPEST and _lies_too_deep(text):
        return plain_text_to_html(unescape(_ANY_TAG.sub(" ", _BLOCK_END.sub("\n\n", text))))
    renamed = _RENAME.sub(lambda m: f"<{m[1]}{_RENAMED[m[2].lower()]}", _CELL.sub(" ", text))
    return _EMPTY_PARAGRAPH.sub("", _CLEANER.clean(renamed)).strip()


def unescape(text: str) -> str:
    """As `html.unescape`, which raises at numbers without end."""
    return html.unescape(_ENDLESS_NUMBER.sub("\ufffd", text))


def _lies_too_deep(text: str) -> bool:
    open_now: Counter[str] = Counter()
    depth = repeated = formatting = 0
    for closes, name in _ANY_TAG.findall(text.lower()):
        if name not in _FORMATTING and not closes:
            # A parser writes what is bold and was not ended again in every block that follows.
            repeated += formatting
        if repeated > MOST_REPEATED:
            return True
        if name in _NEVER_DEEPER:
            continue
        if name in _FORMATTING:
            formatting = max(formatting + (-1 if closes else 1), 0)
        if not closes:
            open_now[name] += 1
            depth += 1
        elif open_now[name]:
            open_now[name] -= 1
            depth -= 1
        if depth > DEEPEST:
            return True
    return False


def plain_text_to_html(text: str) -> str:
    """Paragraphs at blank lines, line breaks kept, everything escaped."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(
        "<p>" + html.escape(part.strip(), quote=False).replace("\n", "<br>") + "</p>"
        for part in paragraphs
        if part.strip()
    )


def plain_words(text: str) -> str:
    """A text that should hold no HTML, without the tags and entities that it does hold; all words stay.

    Only HTML's own tags go: "<name withheld>" is somebody's words.
    """
    if "<" in text:
        text = _SPACES.sub(" ", _STRAY_TAG.sub(" ", text)).strip()
    return _ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def html_to_text(text: str) -> str:
    """The words of cleaned HTML: one line for each block, entities resolved."""
    if "<" in text:
        text = _TAG.sub("", _BLOCK_END.sub("\n", text))
    lines = _SPACES.sub(" ", unescape(text)).split("\n")
    return "\n".join([stripped for line in lines if (stripped := line.strip())])


def with_strange_tags_open(text: str) -> str:
    """As long as it was: "<Samira Ben Yedder>" is a tag for a program alone, where a text is shown as it is."""
    return _TAG.sub(lambda tag: tag[0] if _OWN_TAG.match(tag[0]) else f" {tag[0][1:-1]} ", text)


def words_and_addresses(text: str) -> list[str]:
    """What `text` says to whoever looks for a name: its words, then the addresses of its links, all of them decoded."""
    text = with_strange_tags_open(text)
    addresses = [unescape(one or other) for one, other in _ADDRESS.findall(text)] if "<" in text else []
    return [unquote(one) for one in (html_to_text(text), *addresses)]
