"""Settings come from the environment, each through a reader that says what to do when the value is wrong."""

import json
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str


known_settings: dict[str, Setting] = {}


def read_text(name: str, default: str, meaning: str) -> str:
    """The variable `name`, or `default`. Every call is a row of docs/reference/settings.md; a test
    compares.
    """
    known_settings[name] = Setting(name, default, meaning)
    return os.environ.get(name, default)


def read_flag(name: str, default: bool, meaning: str) -> bool:
    text = read_text(name, "1" if default else "0", meaning)
    if text not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {text!r}: set it to 1 (yes) or 0 (no).")
    return text == "1"


def read_number(name: str, default: int, meaning: str, *, least: int = 0) -> int:
    text = read_text(name, str(default), meaning)
    if not text.isdigit() or int(text) < least:
        raise ImproperlyConfigured(f"{name} is {text!r}: set it to a whole number of at least {least}.")
    return int(text)


def read_choice(name: str, default: str, choices: tuple[str, ...], meaning: str) -> str:
    text = read_text(name, default, meaning)
    if text not in choices:
        raise ImproperlyConfigured(f"{name} is {text!r}: set it to one of {', '.join(choices)}.")
    return text


def read_onion(name: str, meaning: str) -> str:
    text = read_text(name, "", meaning).strip().lower().removeprefix("http://").rstrip("/")
    if text and not re.fullmatch(r"(?:[a-z0-9-]+\.)*[a-z2-7]{56}\.onion", text):
        raise ImproperlyConfigured(f"{name} is {text!r}: set it to 56 letters and digits and .onion.")
    return text


def read_json(name: str, meaning: str) -> dict[str, Any]:
    """A JSON object; {} by default."""
    text = read_text(name, "", meaning).strip()
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f'{name} cannot be read: set it to a JSON object, {{"NAME": "value"}}.')
    return found


def read_list(name: str, default: str, meaning: str) -> list[str]:
    return [part.strip() for part in read_text(name, default, meaning).split(",") if part.strip()]


def read_folder(name: str, default: Path, meaning: str) -> Path:
    """An absolute folder, made if need be."""
    path = Path(read_text(name, str(default), meaning)).expanduser().resolve()
    known_settings[name] = Setting(name, "var", meaning)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise ImproperlyConfigured(
            f"{name} is {path}: {refused.strerror}. Name a folder that ifex may write."
        ) from refused
    return path


def read_kept(path: Path, default: str) -> str:
    """What a running installation has noted in its data folder, or `default`."""
    try:
        with path.open() as file:
            return file.read(500).strip() or default
    except OSError:
        return default


def read_secret(name: str, kept_in: Path, meaning: str) -> str:
    """The variable `name`, else the secret kept in a file of the data folder, made at the first start."""
    given = read_text(name, "", meaning)
    if given:
        return given
    try:
        with open(os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept_in.read_text()
