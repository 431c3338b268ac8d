"""Machines that draft translations: a folder each, named by the scheme of IFEX_MACHINE_TRANSLATION. None by default.

To add one, copy a folder; to remove it, delete the folder. Its `provider.py` has
`translate(sentences, *, source, target, address) -> list[str]`, as many as it got, which raises DraftingFailed.
What is sent leaves the house: point it at a machine of your own.
"""

from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings


class DraftingFailed(Exception):
    """The machine did not answer, or not with what was asked. The text says which, for the operator."""


def has_provider() -> bool:
    return bool(settings.IFEX_MACHINE_TRANSLATION)


def translate_by_machine(sentences: list[str], *, source: str, target: str) -> list[str]:
    """Raises DraftingFailed."""
    scheme, _plus, inner = urlsplit(settings.IFEX_MACHINE_TRANSLATION).scheme.partition("+")
    address = inner + settings.IFEX_MACHINE_TRANSLATION[len(scheme) + 1 + len(inner) :]
    try:
        provider = import_module(f"{__name__}.{scheme}.provider")
    except ModuleNotFoundError as unknown:
        raise DraftingFailed(f"there is no provider {scheme}") from unknown
    drafted: list[str] = provider.translate(sentences, source=source, target=target, address=address)
    if len(drafted) != len(sentences):
        raise DraftingFailed("not as many sentences as were sent")
    return drafted
