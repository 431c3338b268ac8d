"""What Wagtail asks us before it acts on pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

PUBLISH = "publish"


@hooks.register("before_bulk_action")
def refuse_pages_that_name(
    request: HttpRequest, action: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    """Somebody may have been hidden since they were written: which ones, instead of an error. Nothing is published."""
    pages = [one for one in objects if isinstance(one, Page)] if action == PUBLISH else []
    if "include_descendants" in request.POST:
        pages += [below for page in pages for below in page.get_descendants().not_live()]
    refused = [(page, sentence) for page in pages for sentence in _refusals_of(page)]
    for page, sentence in refused:
        messages.error(request, f"{page}: {sentence}")
    return redirect(view.next_url) if refused else None


def _refusals_of(page: Page) -> list[str]:
    try:
        page.get_latest_revision_as_object().full_clean()
    except ValidationError as refused:
        return list(refused.messages)
    return []
