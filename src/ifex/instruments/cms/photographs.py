"""Serving the sizes of photographs. Their names hold a hash, so that they are kept for ever."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_MEDIA_TYPES = {".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png"}


@require_safe
def serve_rendition(request: HttpRequest, name: str) -> HttpResponse:
    path = Path(settings.MEDIA_ROOT) / "images" / Path(name).name
    media_type = _MEDIA_TYPES.get(path.suffix)
    if media_type is None or path.name != name:
        raise Http404
    try:
        response = FileResponse(path.open("rb"), content_type=media_type)
    except OSError as missing:
        raise Http404 from missing
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response  # type: ignore[return-value]
