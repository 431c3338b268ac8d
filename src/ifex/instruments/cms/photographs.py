"""Serving the sizes of photographs. Their names hold a hash: one that is known need not be sent again."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from ifex.foundations.core.caching import FOR_AN_HOUR

_MEDIA_TYPES = {".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png"}


@require_safe
def serve_rendition(request: HttpRequest, name: str) -> HttpResponse:
    path = Path(settings.MEDIA_ROOT) / "images" / Path(name).name
    media_type = _MEDIA_TYPES.get(path.suffix)
    if media_type is None or path.name != name:
        raise Http404
    etag = f'"{name}"'
    try:
        file = path.open("rb")
    except OSError as missing:
        raise Http404 from missing
    response: HttpResponse = HttpResponseNotModified()
    if request.headers.get("If-None-Match") == etag:
        file.close()
    else:
        response = FileResponse(file, content_type=media_type)  # type: ignore[assignment]
    response["ETag"] = etag
    response["Cache-Control"] = FOR_AN_HOUR
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
