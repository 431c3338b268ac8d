"""Public identifiers: short, safe to read aloud, never reused because what carries them is never deleted."""

import re
import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
UID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{2,63}")


def new_uid() -> str:
    """Ten characters of Crockford's base 32: 50 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


def is_uid(text: str) -> bool:
    """Whether `text` may serve as a uid (an import brings its own): 3 to 64 of a–z, 0–9 and hyphen."""
    return UID_PATTERN.fullmatch(text) is not None
