"""Charts as SVG, drawn while the page is made: no script, no style attribute, a table behind."""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, gettext, pgettext

from .formats import number_text, year_text

HEIGHT = 100
FEW_YEARS = 5
"""So few bars keep their width, each with its year below, and do not fill the column."""
MOST_YEARS = 400
"""Beyond so many years a chart shows the newest: a date such as 0203 must not make a page of 1,800 bars."""

Text = str | Promise


@dataclass(frozen=True)
class Bar:
    """One line of a bar list. `url` may be None."""

    label: str
    count: int
    url: str | None = None
    is_chosen: bool = False


def year_histogram(
    counts: Mapping[int, int],
    *,
    title: Text,
    url_for_year: Callable[[int], str] | None = None,
    chosen: Iterable[int] = (),
) -> SafeString:
    """Bars from the first year to the last, years without anything included. "" where there is no year.

    With `url_for_year` every bar is a link. In a right-to-left language time runs from right to left.
    """
    if not counts:
        return SafeString("")
    last = max(counts)
    years = range(max(min(counts), last - MOST_YEARS + 1), last + 1)
    most = max(counts.values()) or 1
    marked = set(chosen)
    bars = []
    for place, year in enumerate(years):
        count = counts.get(year, 0)
        x = (len(years) - 1 - place) * 10 if get_language_bidi() else place * 10
        bars.append(_year_bar(year, count, x, most, url_for_year, is_chosen=year in marked))
    svg = (
        f'<svg class="chart__years" viewBox="0 0 {len(years) * 10} {HEIGHT}" preserveAspectRatio="none"'
        f' role="group" aria-label="{escape(str(title))}">{"".join(bars)}</svg>'
    )
    axis = "".join(f"<span>{year_text(year)}</span>" for year in _labelled_years(years))
    rows = [
        (year_text(year), counts[year], url_for_year and url_for_year(year))
        for year in sorted(counts)
        if counts[year]
    ]
    return figure(
        title,
        f'{svg}<div class="chart__axis" aria-hidden="true">{axis}</div>',
        numbers_table(title, gettext("Year"), rows),
        kind=f" chart--{len(years)}" if len(years) <= FEW_YEARS else "",
    )


def _year_bar(
    year: int, count: int, x: int, most: int, url_for_year: Callable[[int], str] | None, *, is_chosen: bool
) -> str:
    height = max(round(count * HEIGHT / most, 1), 1.5) if count else 0
    name = escape(gettext("%(year)s: %(count)s") % {"year": year_text(year), "count": number_text(count)})
    shapes = (
        f'<title>{name}</title><rect class="hit" x="{x}" y="0" width="10" height="{HEIGHT}"/>'
        f'<rect class="bar" x="{x + 1}" y="{HEIGHT - height:g}" width="8" height="{height:g}"/>'
    )
    chosen = ' class="is-chosen"' if is_chosen else ""
    if url_for_year and count:
        return f'<a href="{escape(url_for_year(year))}" aria-label="{name}"{chosen}>{shapes}</a>'
    return f"<g{chosen}>{shapes}</g>"


def _labelled_years(years: range) -> list[int]:
    """The first, the last, and what stands evenly between: five at most."""
    if len(years) <= FEW_YEARS:
        return list(years)
    return [years[round(step * (len(years) - 1) / 4)] for step in range(5)]


def bar_list(bars: Sequence[Bar], *, title: Text) -> SafeString:
    """Names, numbers and a bar for each, in the order given; the list is its own table. "" without bars."""
    if not bars:
        return SafeString("")
    most = max(bar.count for bar in bars) or 1
    lines = []
    for bar in bars:
        width = round(bar.count * 100 / most, 1)
        x = 100 - width if get_language_bidi() else 0
        chosen = ' class="is-chosen"' if bar.is_chosen else ""
        name = f"<bdi>{escape(bar.label)}</bdi>"
        if bar.url:
            name = f'<a href="{escape(bar.url)}">{name}</a>'
        lines.append(
            f"<li{chosen}><span>{name}</span>"
            f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect class="bar" x="{x:g}" y="0" width="{width:g}" height="10"/></svg>'
            f'<span class="bars__count">{number_text(bar.count)}</span></li>'
        )
    return figure(title, f'<ul class="bars">{"".join(lines)}</ul>')


def figure(title: Text, drawing: str, behind: str = "", *, kind: str = "") -> SafeString:
    """A drawing with its title and, behind it, its numbers. `drawing` and `behind` are safe HTML."""
    offer = escape(gettext("The numbers as a table"))
    details = f"<details><summary>{offer}</summary>{behind}</details>" if behind else ""
    return mark_safe(  # noqa: S308  the parts were escaped where they were made
        f'<figure class="chart{kind}"><figcaption class="chart__title">{escape(str(title))}</figcaption>'
        f"{drawing}{details}</figure>"
    )


def numbers_table(title: Text, heading: str, rows: Iterable[tuple[str, int, str | None]]) -> str:
    """A table of (name, number, address or None), safe HTML."""
    lines = []
    for name, count, url in rows:
        cell = f"<bdi>{html.escape(name)}</bdi>"
        if url:
            cell = f'<a href="{html.escape(url)}">{cell}</a>'
        lines.append(f'<tr><th scope="row">{cell}</th><td class="is-number">{number_text(count)}</td></tr>')
    quantity = escape(pgettext("how many", "Number"))
    return (
        f'<div class="table-scroll" tabindex="0" role="group" aria-label="{escape(str(title))}">'
        '<table class="table">'
        f'<thead><tr><th scope="col">{escape(heading)}</th><th scope="col" class="is-number">'
        f"{quantity}</th></tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )
