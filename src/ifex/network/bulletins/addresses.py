"""One address, one spelling."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST = 254


class AddressNotUnderstood(ValueError):
    """This is no e-mail address."""


def clean_address(text: str) -> str:
    """The address as it is kept: without spaces around, its domain in lower case and in ASCII. Raises
    AddressNotUnderstood.

    The part before the @ stays as it is: only its server knows whether capitals mean something there.
    """
    text = unicodedata.normalize("NFC", text).strip()
    local, at, domain = text.rpartition("@")
    try:
        ascii_domain = domain.lower().encode("idna").decode("ascii")
        address = f"{local}{at}{ascii_domain}"
        validate_email(address)
    except (UnicodeError, ValidationError) as refused:
        raise AddressNotUnderstood(text[:40]) from refused
    if len(address) > LONGEST or not address.isprintable():
        raise AddressNotUnderstood(text[:40])
    return address
