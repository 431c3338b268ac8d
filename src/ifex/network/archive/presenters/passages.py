"""The words that were asked for, marked in a found text."""

from django.utils.safestring import SafeString


def marked_title(title: str, q: str, *, language: str) -> SafeString | None:
    return None


def marked_passage(text: str, q: str, *, language: str) -> SafeString | None:
    return None
