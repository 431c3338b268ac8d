"""To whom a recommended action is addressed, as a text that people can type and that reads back the same."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ifex.foundations.core.languages import LANGUAGE_CODES

Contact = dict[str, str]

CONTACT_LABELS = {
    "name": pgettext_lazy("addressee", "Name"),
    "post": pgettext_lazy("addressee", "Post"),
    "address": pgettext_lazy("addressee", "Address"),
    "phone": pgettext_lazy("addressee", "Phone"),
    "fax": pgettext_lazy("addressee", "Fax"),
    "email": pgettext_lazy("addressee", "E-mail"),
    "url": pgettext_lazy("addressee", "Website"),
}
_INDENT = "  "


class ContactsField(forms.CharField):
    """Contacts separated by an empty line; each line is "Post: Minister of Justice"; an indented line goes on with
    the one above. A first line without a label is the name. The labels of every language are understood."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return write_contacts(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[Contact]:
        return value if isinstance(value, list) else read_contacts(value or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return list(initial or []) != self.to_python(data)
        except ValidationError:
            return True


def write_contacts(contacts: list[Contact]) -> str:
    return "\n\n".join("\n".join(_lines_of(contact)) for contact in contacts)


def _lines_of(contact: Contact) -> Iterator[str]:
    for key, label in CONTACT_LABELS.items():
        if contact.get(key):
            first, *more = contact[key].splitlines()
            yield f"{label}: {first}"
            yield from (_INDENT + line for line in more if line.strip())


def read_contacts(text: str) -> list[Contact]:
    """Raises ValidationError with the line that nobody understands."""
    contacts: list[Contact] = []
    contact: Contact = {}
    key = ""
    for line in [*text.splitlines(), ""]:
        if not line.strip():
            if contact:
                contacts.append(contact)
            contact, key = {}, ""
        elif line[0].isspace() and key:
            contact[key] += "\n" + line.strip()
        else:
            key, words = _read_line(line.strip(), is_first=not contact)
            contact[key] = words
    return contacts


def _read_line(line: str, *, is_first: bool) -> tuple[str, str]:
    label, colon, words = line.partition(":")
    key = _known_labels().get(label.strip().casefold()) if colon else None
    if key:
        return key, words.strip()
    if is_first:
        return "name", line
    raise ValidationError(
        _("“%(line)s” has no label. Begin the line with one of: %(labels)s."),
        params={"line": line[:80], "labels": ", ".join(str(name) for name in CONTACT_LABELS.values())},
    )


@lru_cache(maxsize=1)
def _known_labels() -> dict[str, str]:
    known = {key: key for key in CONTACT_LABELS}
    for code in LANGUAGE_CODES:
        with translation.override(code):
            known |= {str(label).casefold(): key for key, label in CONTACT_LABELS.items()}
    return known
