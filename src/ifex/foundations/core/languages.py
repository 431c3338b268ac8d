"""The language table. A further language is one row here and a catalogue in `locale/`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language of the network.

    `code` is the first part of every address; `cldr` names the locale of dates, numbers and lists.
    """

    code: str
    name: str
    cldr: str
    is_rtl: bool = False

    @property
    def direction(self) -> str:
        return "rtl" if self.is_rtl else "ltr"


LANGUAGE_TABLE: tuple[Language, ...] = (
    Language("en", "English", "en_GB"),
    Language("fr", "Français", "fr"),
    Language("es", "Español", "es"),
    Language("ar", "العربية", "ar", is_rtl=True),
)

_BY_CODE = {language.code: language for language in LANGUAGE_TABLE}
LANGUAGE_CODES: tuple[str, ...] = tuple(_BY_CODE)
DEFAULT_LANGUAGE = LANGUAGE_TABLE[0].code


def get_language_row(code: str) -> Language:
    """The row for `code`; a regional code such as `fr-CA` finds its language. KeyError when unknown."""
    return _BY_CODE[code.split("-")[0].lower()]


def best_language(available: "list[str] | tuple[str, ...]", wanted: str) -> str | None:
    """The language to show when `wanted` is asked for: itself, else the first of the table that is there."""
    if wanted in available:
        return wanted
    ordered = [code for code in LANGUAGE_CODES if code in available]
    return ordered[0] if ordered else (available[0] if available else None)
