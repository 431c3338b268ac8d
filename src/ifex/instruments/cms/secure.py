"""The secure connection: whether a reader has one, where it is, and a way in over Tor."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_onion(request: HttpRequest) -> bool:
    """Tor encrypts the way to an onion address by itself."""
    return request.get_host().partition(":")[0].endswith(".onion")


def is_secure(request: HttpRequest) -> bool:
    return request.is_secure() or is_onion(request)


def secure_url(request: HttpRequest) -> str | None:
    """The same page over HTTPS; None where this installation has no HTTPS address."""
    public = urlsplit(settings.IFEX_BASE_URL)
    return f"https://{public.netloc}{request.get_full_path()}" if public.scheme == "https" else None


def onion_url(path: str) -> str | None:
    """`path` at the onion address; None without one."""
    return f"http://{settings.IFEX_ONION}{path}" if settings.IFEX_ONION else None
