"""A chapter's blocks as the simple HTML of a document: what is drawn on the site is a table here."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.rich_text import expand_db_html

from ifex.faces.home.blocks.asking import newest_in, numbers_in
from ifex.faces.home.blocks.chart import YEAR
from ifex.foundations.core.html import clean_html
from ifex.foundations.documents.document import Picture
from ifex.instruments.cms.formats import date_text, number_text, year_text
from ifex.instruments.cms.live import find_number
from ifex.network.archive.facets import GROUP
from ifex.network.archive.views.answers import reader_language

from .notes import Notes

LARGEST_PICTURE = (1_600, 1_600)


@dataclass
class Setting:
    """What setting the chapters gathers on its way."""

    notes: Notes = field(default_factory=Notes)
    pictures: dict[str, Picture] = field(default_factory=dict)

    def chapter(self, blocks: Iterable[Any]) -> str:
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Any) -> str:
        setter = _SETTERS.get(block.block_type)
        return setter(self, block.value) if setter else ""


def _prose(setting: Setting, value: Any) -> str:
    html = clean_html(expand_db_html(value.source))
    return setting.notes.take(html, lambda number: f" [{number}]")


def _heading(setting: Setting, value: Any) -> str:
    return f"<h3>{escape(value)}</h3>"


def _quotation(setting: Setting, value: Any) -> str:
    who = f"<p>— {escape(value['who'])}</p>" if value["who"] else ""
    return f"<blockquote><p>{escape(value['words'])}</p>{who}</blockquote>"


def _number(setting: Setting, value: Any) -> str:
    named = find_number(value["of"])
    found = named.count(value["search"] or "", reader_language()) if named else None
    if found is None:
        return ""
    dates = _dates(found.until, found.known_at.date())
    return (
        f"<p><strong>{number_text(found.value)}</strong> {escape(value['words'])}</p><p>{escape(dates)}</p>"
    )


def _chart(setting: Setting, value: Any) -> str:
    numbers = numbers_in(value["search"])
    if not numbers:
        return ""
    if value["by"] == YEAR:
        counts = [(year_text(year), count) for year, count in sorted(numbers.result.histogram.items())]
        heading = _("Year")
    else:
        counts = [(label, count) for _value, label, count in numbers.labelled(value["by"], leaving_out=GROUP)]
        heading = ""
    title = f"<h4>{escape(value['title'])}</h4>" if value["title"] else ""
    rows = [[label, number_text(count)] for label, count in counts if count]
    return title + _table_of([heading, _("Alerts")], rows)


def _alerts(setting: Setting, value: Any) -> str:
    newest = newest_in(value["search"], value["at_most"])
    if newest is None:
        return ""
    items = "".join(_card(card) for card in newest.cards)
    return f"<ul>{items}</ul>" if items else ""


def _card(card: Any) -> str:
    url = escape(settings.IFEX_BASE_URL + card.url)
    return f'<li><a href="{url}">{escape(card.title)}</a> ({escape(date_text(card.published))})</li>'


def _table(setting: Setting, value: Any) -> str:
    rows = [list(row["cells"]) for row in value["rows"]]
    return f"<h4>{escape(value['title'])}</h4>" + _table_of(list(value["columns"]), rows)


def _timeline(setting: Setting, value: Any) -> str:
    title = f"<h4>{escape(value['title'])}</h4>" if value["title"] else ""
    items = "".join(
        f"<li><strong>{escape(moment['when'])}</strong> {escape(moment['words'])}</li>"
        for moment in value["moments"]
    )
    return f"{title}<ul>{items}</ul>"


def _facts(setting: Setting, value: Any) -> str:
    title = f"<h4>{escape(value['title'])}</h4>" if value["title"] else ""
    return title + _table_of([], [[fact["name"], fact["value"]] for fact in value["facts"]])


def _photograph(setting: Setting, value: Any) -> str:
    photograph = value["photograph"]
    if photograph is None:
        return ""
    key = f"picture-{len(setting.pictures) + 1}"
    setting.pictures[key] = Picture(_as_jpeg(photograph), photograph.default_alt_text)
    caption = f"<p><em>{escape(value['caption'])}</em></p>" if value["caption"] else ""
    return f'<img src="{key}">{caption}'


def _as_jpeg(photograph: Any) -> bytes:
    target = io.BytesIO()
    with photograph.get_rendition("max-1600x1600").file.open("rb") as file, Image.open(file) as image:
        image.convert("RGB").save(target, "JPEG", quality=85)
    return target.getvalue()


def _table_of(heads: list[str], rows: Iterable[list[str]]) -> str:
    head = f"<tr>{''.join(f'<th>{escape(one)}</th>' for one in heads)}</tr>" if any(heads) else ""
    return f"<table>{head}{''.join(_rows(rows))}</table>"


def _rows(rows: Iterable[list[str]]) -> Iterator[str]:
    for row in rows:
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"


def _dates(until: Any, known: Any) -> str:
    return _("Events until %(until)s, as known on %(known)s.") % {
        "until": date_text(until),
        "known": date_text(known),
    }


_SETTERS: dict[str, Callable[[Setting, Any], str]] = {
    "prose": _prose,
    "heading": _heading,
    "quotation": _quotation,
    "number": _number,
    "chart": _chart,
    "alerts": _alerts,
    "table": _table,
    "timeline": _timeline,
    "facts": _facts,
    "photograph": _photograph,
}
"""One for each of `CHAPTER_BLOCKS`: a test compares."""
