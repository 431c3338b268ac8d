"""Text from outside, as it may be stored."""

CUT = " […]"


def clean_text(text: str) -> str:
    """Text that every database stores: no lone surrogates, no NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def cut_text(text: str, longest: int) -> str:
    """At most `longest` characters; what was cut says so at its end."""
    return text if len(text) <= longest else text[: longest - len(CUT)].rstrip() + CUT
