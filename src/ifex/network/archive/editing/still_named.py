"""Published alerts and cases that name somebody who has been hidden since: what an editor must still correct."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from ifex.instruments.cms.editing.desk_lists import DeskListView, DeskListViewSet
from ifex.network.archive.enums import SubjectKind
from ifex.network.archive.models import Alert, Case, Mention, Person
from ifex.network.archive.permissions import can_read_persons, can_read_records
from ifex.network.archive.queries import (
    ORGANISATION_KINDS,
    mentions_still_naming,
    mentions_still_naming_person,
)
from ifex.network.members.models import Organisation
from ifex.network.members.queries import uids_of_organisation

MOST_BESIDE_A_FORM = 100
AS_WHAT = {"person": _("Person"), "organisation": _("Organisation hit"), "source": _("Source")}


@dataclass(frozen=True)
class StillNamed:
    """One publication, with the way to correct it, and whom it names."""

    title: str
    url: str
    kind: str
    as_what: Any
    at: datetime
    name: str
    name_url: str


def rows_of(mentions: Iterable[Mention]) -> list[StillNamed]:
    """Six queries at most, however many they are."""
    mentions = list(mentions)
    records = {
        **_records(Alert, SubjectKind.ALERT, mentions),
        **_records(Case, SubjectKind.CASE, mentions),
    }
    named = {**_named(Person, ["person"], mentions), **_named(Organisation, ORGANISATION_KINDS, mentions)}
    rows = []
    for mention in mentions:
        title, url = records.get((mention.kind, mention.uid), (mention.uid, ""))
        name, name_url = named.get((mention.thing_kind, mention.thing), (mention.thing, ""))
        kind = SubjectKind(mention.kind).label
        rows.append(StillNamed(title, url, kind, AS_WHAT[mention.thing_kind], mention.at, name, name_url))
    return rows


Known = dict[tuple[str, str], tuple[str, str]]


def _records(model: Any, kind: str, mentions: list[Mention]) -> Known:
    uids = {mention.uid for mention in mentions if mention.kind == kind}
    rows = model.objects.filter(uid__in=uids).prefetch_related("texts") if uids else []
    return {(kind, row.uid): (str(row), _edit_url("archive", kind, row.pk)) for row in rows}


def _named(model: Any, kinds: Iterable[str], mentions: list[Mention]) -> Known:
    uids = {mention.thing for mention in mentions if mention.thing_kind in kinds}
    rows = model.objects.filter(uid__in=uids) if uids else []
    meta = model._meta
    return {
        (kind, row.uid): (str(row), _edit_url(meta.app_label, meta.model_name, row.pk))
        for row in rows
        for kind in kinds
    }


def _edit_url(room: str, model: str, key: int) -> str:
    return reverse(f"wagtailsnippets_{room}_{model}:edit", args=[quote(key)])


def beside_a_form(mentions: QuerySet[Mention]) -> dict[str, Any]:
    """The context of archive/editing/still_named.html."""
    return {
        "rows": rows_of(mentions[:MOST_BESIDE_A_FORM]),
        "total": mentions.count(),
        "report_url": reverse(f"{StillNamedViewSet.url_namespace}:index"),
    }


class StillNamedPanel(Panel):
    """On the page of a person who may not be named."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "archive/editing/still_named.html"

        @cached_property
        def found(self) -> dict[str, Any]:
            return beside_a_form(mentions_still_naming_person(self.instance))

        def is_shown(self) -> bool:
            return self.instance is not None and self.instance.pk is not None and bool(self.found["total"])

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), **self.found}


def still_named_of_organisation(request: HttpRequest, organisation: Organisation) -> str:
    """The same list for the page of a hidden organisation, "" where there is nothing. Who may not read records learns
    how many they are.
    """
    uids = uids_of_organisation(organisation.uid)
    mentions = mentions_still_naming().filter(thing_kind__in=ORGANISATION_KINDS, thing__in=uids)
    found = beside_a_form(mentions) if can_read_records(request.user) else {"total": mentions.count()}
    return render_to_string("archive/editing/still_named.html", found) if found["total"] else ""


class StillNamedView(DeskListView):
    """All of them, by whom they name."""

    page_title = _("Hidden names still published")
    header_icon = "warning"
    template_name = "archive/editing/still_named_report.html"
    may_see = can_read_persons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.page_of(mentions_still_naming())
        return {**super().get_context_data(**kwargs), "page": page, "rows": rows_of(page)}


class StillNamedViewSet(DeskListViewSet):
    name = "still-named"
    url_namespace = "archive_still_named"
    icon = "warning"
    menu_label = StillNamedView.page_title
    view_class = StillNamedView
