"""An alert or case as readers would see it, from what the editor's form holds: drafts included, nothing written."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_CODES, get_language_row
from ifex.network.archive.domain.facts import TEXT_FIELDS, Texts, facts_of
from ifex.network.archive.domain.parts import AlertParts, parts_of
from ifex.network.archive.domain.publication import kind_of
from ifex.network.archive.enums import PublicationReason
from ifex.network.archive.models import Alert, Publication
from ifex.network.archive.presenters.alerts import read_alert
from ifex.network.archive.views.alerts import context_of_alert

from .facts_in_words import facts_in_words
from .reading import words_to_read


def show_preview(record: Any, request: HttpRequest, *, language: str) -> HttpResponse:
    code = language if language in LANGUAGE_CODES else record.default_preview_mode
    publication = publication_to_be(record)
    with translation.override(code):
        if isinstance(record, Alert) and publication.texts:
            response = _alert_page(request, publication, code)
        else:
            response = _plain_page(request, record, publication, code)
    # As strict as the public page, but shown in a frame of the desk.
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    response._csp_config = {**directives, "frame-ancestors": ["'self'"]}
    return response


def _alert_page(request: HttpRequest, publication: Publication, code: str) -> HttpResponse:
    """The public page itself, with what stands around the alert today."""
    context = context_of_alert(request, read_alert(publication), code)
    return render(request, "archive/alert.html", {**context, "is_unlisted": True})


def _plain_page(request: HttpRequest, record: Any, publication: Publication, code: str) -> HttpResponse:
    context = {
        "language_row": get_language_row(code),
        "text": words_to_read(record, publication.texts.get(code, {})),
        "facts": facts_in_words(publication.facts),
    }
    return render(request, "archive/editing/preview.html", context)


def publication_to_be(record: Any) -> Publication:
    """What publishing would seal, with the texts that are not ready yet. Never saved."""
    parts = parts_of(record)
    if isinstance(parts, AlertParts):
        parts.attachments = [row for row in parts.attachments if row.file_id]
    return Publication(
        kind=kind_of(record),
        uid=record.uid,
        number=1,
        reason=PublicationReason.FIRST,
        facts=facts_of(parts) | {"published": (record.published_at or clock.now()).isoformat()},
        texts=_all_texts(record),
        valid_from=clock.now(),
        note={},
    )


def _all_texts(record: Any) -> Texts:
    names = TEXT_FIELDS[kind_of(record)]
    texts = {
        row.language: {name: getattr(row, name) for name in names if getattr(row, name)}
        for row in record.texts.all()
    }
    return {code: text for code, text in texts.items() if text}
