"""What waits in the archive, on the desk's first page."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.languages import LANGUAGE_TABLE
from ifex.instruments.cms.editing.tiles import TileLine, count_in_words, show_tile
from ifex.instruments.taxonomy.queries import words_that_wait
from ifex.network.archive.enums import ImportState, RecordState
from ifex.network.archive.models import Alert, Case, ImportRun
from ifex.network.archive.permissions import (
    can_edit_alert,
    can_map_words,
    can_publish_alert,
    can_read_records,
)

_NEWEST_IMPORTS = 3


def show_records(request: HttpRequest, _thing: Any) -> str:
    if not can_read_records(request.user):
        return ""
    lines = [
        TileLine(f"{kind}: {state.label}", count, f"{_list_of(model)}?state={state.value}")
        for state in (RecordState.DRAFT, RecordState.SCHEDULED)
        for model, kind in _kinds()
        if (count := count_in_words(model.objects.filter(state=state)))
    ]
    return show_tile(_("Not published yet"), lines)


def show_stale(request: HttpRequest, _thing: Any) -> str:
    return show_tile(_("Out of date"), list(_stale_lines())) if can_edit_alert(request.user) else ""


def _stale_lines() -> Iterator[TileLine]:
    for model, kind in _kinds():
        texts = model._meta.get_field("texts").related_model.objects.filter(state=VersionState.STALE)
        for row in LANGUAGE_TABLE:
            if count := count_in_words(texts.filter(language=row.code)):
                yield TileLine(f"{kind}: {row.name}", count, f"{_list_of(model)}?stale={row.code}")


def show_words(request: HttpRequest, _thing: Any) -> str:
    if not can_map_words(request.user):
        return ""
    count = count_in_words(words_that_wait())
    label, url = _("wait for somebody to say what they mean"), reverse("archive_unknown_words:index")
    return show_tile(_("Unknown words"), [TileLine(label, count, url)] if count else [])


def show_imports(request: HttpRequest, _thing: Any) -> str:
    if not can_publish_alert(request.user):
        return ""
    runs = ImportRun.objects.order_by("-pk")[:_NEWEST_IMPORTS]
    return show_tile(_("Newest imports"), [TileLine(_import_in_words(run)) for run in runs])


def _import_in_words(run: ImportRun) -> str:
    parts = [run.name, f"{run.started_at:%Y-%m-%d}"]
    if run.state != ImportState.FINISHED:
        parts.append(run.get_state_display())
    refused = run.counts.get("rejected", 0)
    if refused:
        parts.append(
            ngettext("%(count)s line refused", "%(count)s lines refused", refused) % {"count": refused}
        )
    return " · ".join(parts)


def _kinds() -> list[tuple[Any, str]]:
    return [(Alert, _("Alerts")), (Case, _("Cases"))]


def _list_of(model: Any) -> str:
    return reverse(f"wagtailsnippets_archive_{model._meta.model_name}:list")
