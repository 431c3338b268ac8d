"""Serving cleaned copies, so that a browser can neither guess at them nor run them."""

from collections.abc import Callable

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core.caching import FOR_AN_HOUR

from .domain.sizes import sized_copy
from .enums import FileState
from .models import StoredFile
from .places import cleaned_path
from .readers import may_read_unpublished

_MOVED = '"moved"'


@require_safe
def serve_file(request: HttpRequest, sha256: str, name: str) -> HttpResponse:
    """The cleaned copy: to everybody once public, before to who may see what it belongs to.

    A name that it had once leads to the one that it has.
    """
    stored = get_object_or_404(StoredFile, sha256=sha256)
    if stored.name != name:
        return _serve(
            request, stored, _MOVED, lambda: HttpResponsePermanentRedirect(stored.get_absolute_url())
        )
    return _serve(request, stored, f'"{stored.cleaned_sha256}"', lambda: _open(stored))


@require_safe
def serve_size(request: HttpRequest, sha256: str, width: int, ending: str) -> HttpResponse:
    """A picture in one of its sizes, to whom its file is served."""
    stored = get_object_or_404(StoredFile, sha256=sha256)
    return _serve(
        request,
        stored,
        f'"{stored.cleaned_sha256}-{width}-{ending}"',
        lambda: _open_size(stored, width, ending),
    )


def _serve(
    request: HttpRequest, stored: StoredFile, etag: str, opened: Callable[[], HttpResponse]
) -> HttpResponse:
    if stored.state == FileState.DESTROYED:
        # As if it had never come: whoever holds it learns nothing of who sent it.
        raise Http404
    if stored.state == FileState.WITHDRAWN:
        words = _("This file was withdrawn.")
        return HttpResponse(
            words, status=410, content_type="text/plain", headers={"Cache-Control": "no-store"}
        )
    is_public = stored.state == FileState.PUBLIC
    if not is_public and not may_read_unpublished(request.user, stored):
        raise Http404
    is_known = request.headers.get("If-None-Match") == etag
    response = HttpResponseNotModified() if is_known else opened()
    response["ETag"] = etag
    response["Cache-Control"] = FOR_AN_HOUR if is_public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Robots-Tag"] = "noindex"
    return response


def _open(stored: StoredFile) -> HttpResponse:
    try:
        file = cleaned_path(stored.cleaned_sha256).open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    is_text = stored.media_type.startswith("text/")
    return FileResponse(  # type: ignore[return-value]
        file,
        as_attachment=not stored.is_image,
        filename=stored.name,
        content_type=f"{stored.media_type}; charset=utf-8" if is_text else stored.media_type,
    )


def _open_size(stored: StoredFile, width: int, ending: str) -> HttpResponse:
    try:
        found = sized_copy(stored, width=width, ending=ending)
        if found is None:
            raise Http404
        path, kind = found
        file = path.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    return FileResponse(file, content_type=kind.media_type)  # type: ignore[return-value]
