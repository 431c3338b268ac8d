"""Serving cleaned copies, so that a browser can neither guess at them nor run them."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .enums import FileState
from .models import StoredFile
from .places import cleaned_path

FOR_A_YEAR = "public, max-age=31536000, immutable"


@require_safe
def serve_file(request: HttpRequest, sha256: str, name: str) -> HttpResponse:
    """The cleaned copy: to everybody once public, to the secretariat before."""
    stored = get_object_or_404(StoredFile, sha256=sha256, name=name)
    if stored.state == FileState.WITHDRAWN:
        return HttpResponse(_("This file was withdrawn."), status=410, content_type="text/plain")
    is_public = stored.state == FileState.PUBLIC
    if not is_public and not getattr(request.user, "is_staff", False):
        raise Http404
    etag = f'"{stored.cleaned_sha256}"'
    is_known = request.headers.get("If-None-Match") == etag
    response = HttpResponseNotModified() if is_known else _open(stored)
    response["ETag"] = etag
    response["Cache-Control"] = FOR_A_YEAR if is_public else "private, no-store"
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
