"""Tags and filters of pages: `{% load cms %}`."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.messages import get_messages
from django.forms import BoundField, CheckboxInput
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ifex.instruments.cms import formats, styles
from ifex.instruments.cms.frame import FrameLinks, frame_links_for, may_have_messages

register = template.Library()


@register.simple_tag
def stylesheet_url() -> str:
    """The address of the one stylesheet."""
    return styles.stylesheet_url()


@register.simple_tag
def icon_url() -> str:
    return styles.icon_url()


@register.simple_tag(takes_context=True)
def frame_links(context: template.Context) -> FrameLinks:
    """`{% frame_links as frame %}`: home, main, tools, footer, search, languages.

    A page whose addresses in other languages differ gives the context `translations` ({code: path}).
    """
    return frame_links_for(
        context.get("request"),
        translations=context.get("translations"),
        is_bare=bool(context.get("frame_is_bare")),
    )


@register.simple_tag(takes_context=True)
def shown_messages(context: template.Context) -> Any:
    """Django's messages, looked for only where a cookie came: a reader's page never touches the session."""
    request = context.get("request")
    return get_messages(request) if request is not None and may_have_messages(request) else ()


@register.filter
def localdate(value: date | datetime | None) -> str:
    return formats.date_text(value)


@register.filter
def localmoment(value: datetime | None) -> str:
    return formats.moment_text(value)


@register.filter
def datewithprecision(value: date | None, precision: str = "day") -> str:
    return formats.precise_date_text(value, precision)


@register.simple_tag
def when(value: date | None, precision: str = "day", until: date | None = None) -> SafeString:
    """`{% when happened.from happened.precision happened.to %}`: a `<time>` that claims what is known."""
    text = formats.precise_date_text(value, precision, until)
    if value is None or precision == "unknown" or (precision == "range" and until):
        return conditional_escape(text)
    return format_html('<time datetime="{}">{}</time>', formats.iso_date(value, precision), text)


@register.filter
def number(value: float | None) -> str:
    return formats.number_text(value)


@register.filter
def percent(value: float) -> str:
    return formats.percent_text(value)


@register.filter
def year(value: int | date | None) -> str:
    return formats.year_text(value)


@register.filter
def join_list(parts: Iterable[str]) -> str:
    """`a, b and c`."""
    return formats.list_text(parts)


@register.filter
def names(parts: Iterable[str]) -> SafeString:
    """People's names, each kept apart from the direction of the words around it."""
    marked = [format_html("<bdi>{}</bdi>", part) for part in parts]
    # Every part has been escaped by format_html; the glue comes from CLDR.
    return mark_safe(formats.list_text(marked))  # noqa: S308


@register.filter
def paragraphs(text: str) -> SafeString:
    """Plain text as paragraphs, each finding its own direction."""
    return format_html_join(
        "\n", '<p dir="auto">{}</p>', ((part,) for part in text.split("\n") if part.strip())
    )


_WRITTEN_BY_PEOPLE = {"text", "search"}
_ALWAYS_LEFT_TO_RIGHT = {"email", "url", "tel", "password", "number"}


@register.filter
def widget(field: BoundField) -> SafeString:
    """A form field's widget: people's words find their own direction, addresses run left to right."""
    kind = getattr(field.field.widget, "input_type", "textarea" if "rows" in field.field.widget.attrs else "")
    attrs = {}
    if kind in _ALWAYS_LEFT_TO_RIGHT:
        attrs["dir"] = "ltr"
    elif kind == "textarea" or kind in _WRITTEN_BY_PEOPLE:
        attrs["dir"] = "auto"
    return field.as_widget(attrs={**attrs, **field.field.widget.attrs})


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """One checkbox: its label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Radio buttons or several checkboxes: a fieldset with a legend."""
    return bool(getattr(field.field.widget, "use_fieldset", False))
