"""The row of buttons under the form of an alert or case. All of them are in reach of the Tab key at once."""

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from ifex.network.archive.enums import RecordState


class RecordActions:
    """In the place of Wagtail's SnippetActionMenu, whose further actions hide in a drop-up."""

    def __init__(self, request: HttpRequest, record: Any, *, is_locked: bool, may_publish: bool) -> None:
        self.request = request
        self.record = record
        self.is_locked = is_locked
        self.may_publish = may_publish

    @cached_property
    def media(self) -> Media:
        return Media()

    def render_html(self) -> SafeString:
        context = {
            "is_locked": self.is_locked,
            "may_publish": self.may_publish,
            "is_published": self.record is not None and self.record.state == RecordState.PUBLISHED,
        }
        return render_to_string("archive/editing/action_menu.html", context, request=self.request)
