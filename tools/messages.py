"""The catalogues: `update` collects every string into the .po files, `compile` makes the .mo files, `check` tells
what is missing. Babel does it all; the gettext programs are not needed.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "ifex"
LOCALE = SOURCE / "locale"
LANGUAGES = ("fr", "es", "ar")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def extracted() -> Catalog:
    """Every translatable string of the source, with where it stands."""
    catalog = Catalog(domain="django", charset="utf-8", fuzzy=False)
    for path in sorted(
        [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    ):
        if "migrations" in path.parts:
            continue
        for singular, plural, context in _strings_of(path):
            place = (str(path.relative_to(ROOT)), None)
            catalog.add((singular, plural) if plural else singular, locations=[place], context=context)
    return catalog


def _strings_of(path: Path) -> Iterator[tuple[str, str | None, str | None]]:
    text = path.read_text("utf-8")
    code = text if path.suffix == ".py" else templatize(text, origin=str(path))
    for _line, function, messages, _comments in extract_python(io.BytesIO(code.encode()), KEYWORDS, [], {}):
        parts = [messages] if isinstance(messages, str) else list(messages)
        context = parts.pop(0) if "pgettext" in function else None
        if parts and parts[0]:
            yield parts[0], parts[1] if "ngettext" in function or "npgettext" in function else None, context


def read_catalog(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="django", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django", abort_invalid=True)


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def update() -> int:
    template = extracted()
    for language in LANGUAGES:
        catalog = read_catalog(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.fuzzy = False
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        with po_path(language).open("wb") as file:
            write_po(file, catalog, omit_header=False, sort_output=True, width=0, include_lineno=False)
        print(f"{language}: {len(missing_in(catalog, template))} of {len(template)} strings to translate")
    return 0


def compile_all() -> int:
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3], domain="django")
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
    return 0


def missing_in(catalog: Catalog, template: Catalog) -> list[str]:
    """Strings without a translation, plural forms counted too."""
    missing = []
    for message in template:
        if not message.id:
            continue
        identifier = message.id[0] if isinstance(message.id, tuple | list) else message.id
        found = catalog.get(identifier, message.context)
        words = (found.string if found else "") or ""
        forms = [words] if isinstance(words, str) else list(words)
        if not all(forms) or (message.pluralizable and len(forms) < catalog.num_plurals):
            missing.append(identifier)
    return missing


def check() -> int:
    """Complete in every language, and every placeholder kept. Prints what is wrong; 1 when anything is."""
    template, wrong = extracted(), 0
    for language in LANGUAGES:
        catalog = read_catalog(language)
        for identifier in missing_in(catalog, template):
            print(f"{language}: not translated: {identifier}")
            wrong += 1
        for message in catalog:
            for error in message.check(catalog) if message.id and message.string else []:
                print(f"{language}: {message.id}: {error}")
                wrong += 1
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit({"update": update, "compile": compile_all, "check": check}[sys.argv[1]]())
