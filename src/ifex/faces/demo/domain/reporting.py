"""A special report of the demonstration, in four languages, below its page of publications."""

from typing import Any

from wagtail.models import Locale, Page

from ifex.faces.demo.world.tables import report
from ifex.faces.home.models import ReportPage, TextPage
from ifex.foundations.core.languages import DEFAULT_LANGUAGE

ABOVE = "our-publications"


def publish_report(*, below: str = ABOVE) -> None:
    """Once, below the page with this slug in the default language."""
    above = TextPage.objects.filter(slug=below, locale__language_code=DEFAULT_LANGUAGE).first()
    if above is None or ReportPage.objects.exists():
        return
    told = report()
    first = ReportPage(**_fields_of(told[DEFAULT_LANGUAGE]), locale=above.locale)
    above.add_child(instance=first)
    first.save_revision().publish()
    for code, fields in told.items():
        if code != DEFAULT_LANGUAGE:
            _translate(first, above, code, fields)


def _translate(first: ReportPage, above: Page, code: str, told: dict[str, Any]) -> None:
    locale = Locale.objects.get(language_code=code)
    parent = above.get_translation_or_none(locale)
    if parent is None:
        return
    page = ReportPage(**_fields_of(told), locale=locale, translation_key=first.translation_key)
    # What stands in for the missing translation gives way to it.
    Page.objects.child_of(parent).filter(translation_key=first.translation_key).delete()
    parent.add_child(instance=page)
    page.save_revision().publish()


def _fields_of(told: dict[str, Any]) -> dict[str, Any]:
    body = [
        {
            "type": "chapter",
            "value": {
                "title": chapter["title"],
                "body": [
                    {"type": kind, "value": _value(kind, value)}
                    for block in chapter["blocks"]
                    for kind, value in block.items()
                ],
            },
        }
        for chapter in told["chapters"]
    ]
    return {
        "title": told["title"], "slug": told["slug"], "summary": told["summary"], "body": body,
        "authors": "",
    }  # fmt: skip


def _value(kind: str, value: Any) -> Any:
    if kind == "table":
        rows = [{"cells": [str(cell) for cell in row]} for row in value["rows"]]
        return {**value, "rows": rows}
    return value
