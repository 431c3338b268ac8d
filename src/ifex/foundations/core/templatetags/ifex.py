"""Tags that every template may use."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from ifex.foundations.core.labels import Labels, pick_label
from ifex.foundations.core.panels import render_panels

register = template.Library()


@register.filter
def label(labels: Labels) -> str:
    """`{{ term.name|label }}`: the short text in the reader's language."""
    return pick_label(labels)


@register.simple_tag(takes_context=True)
def panels(context: template.Context, place: str, thing: Any = None) -> SafeString:
    """`{% panels "archive.case" case %}`: what higher rooms show here."""
    return render_panels(place, context["request"], thing)
