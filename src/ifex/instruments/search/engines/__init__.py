"""The engines: a folder for each, named as the scheme of IFEX_SEARCH_URL, with `connect(url) -> Engine`."""

import re
from functools import cache
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ifex.instruments.search.protocol import Engine


@cache
def connect(url: str) -> Engine:
    """The engine at `url`, one object for each address in a process. Raises ImproperlyConfigured."""
    scheme, separator, _ = url.partition("://")
    if not separator or not re.fullmatch("[a-z]+", scheme):
        raise ImproperlyConfigured(f"IFEX_SEARCH_URL is {url!r}: set it to tantivy:///folder.")
    name = f"{__name__}.{scheme}"
    try:
        module = import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise
        raise ImproperlyConfigured(
            f"IFEX_SEARCH_URL names the engine {scheme!r}, which is not there."
        ) from None
    engine: Engine = module.connect(url)
    return engine


def get_engine() -> Engine:
    """The engine of this installation."""
    return connect(settings.IFEX_SEARCH_URL)


def engine_name() -> str:
    """Its scheme."""
    return str(settings.IFEX_SEARCH_URL).partition("://")[0]
