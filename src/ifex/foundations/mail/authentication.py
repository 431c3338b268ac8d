"""Whether a received mail is from whom it says: by the word of our own mail server alone (RFC 8601).

The topmost `Authentication-Results` is the one that was added last. It is believed where it names our server
(IFEX_MAIL_AUTHSERV), which must take off what strangers write there; any other is somebody's claim.
"""

import re
from email.message import Message as ParsedMail

from django.conf import settings

from .reading import read_addresses, read_headers

_METHOD = re.compile(
    r"^\s*(?P<method>[a-z0-9-]+)(?:/\d+)?\s*=\s*(?P<result>[a-z]+)(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_PROPERTY = re.compile(r"(?P<name>[a-z]+\.[a-z0-9-]+)\s*=\s*(?P<value>[^\s;]+)", re.IGNORECASE)
_COMMENT_IN_VALUE = re.compile(r"[^\s;()]\(|\)[^\s;()]")
_LONGEST = 5_000


def proves_sender(mail: ParsedMail) -> bool:
    """The domain of the one address in From is proved by DMARC, or by DKIM for that very domain, or by SPF."""
    senders = read_addresses(mail, "from")
    if len(senders) != 1 or disproves_sender(mail):
        return False
    return any(_is_proof(method, senders[0]) for method in _our_results(mail))


def disproves_sender(mail: ParsedMail) -> bool:
    """Our server says that the domain in From did not send it."""
    found = [_METHOD.match(method) for method in _our_results(mail)]
    return any(one and (one["method"].lower(), one["result"].lower()) == ("dmarc", "fail") for one in found)


def _our_results(mail: ParsedMail) -> list[str]:
    results = read_headers(mail, "authentication-results")
    if not results or not settings.IFEX_MAIL_AUTHSERV:
        return []
    server, _semicolon, methods = _without_strangers_words(results[0][:_LONGEST]).partition(";")
    return methods.split(";") if server.split()[:1] == [settings.IFEX_MAIL_AUTHSERV] else []


def _without_strangers_words(text: str) -> str:
    """Comments, however nested, become a space; of a quoted string only what cannot be taken for a result stays.

    "" where it can be read in two ways, as a quote in a comment can, or a comment in the middle of a value: a
    stranger's address may stand there.
    """
    kept, depth, is_quoted = [], 0, False
    if _COMMENT_IN_VALUE.search(text):
        return ""
    for sign in text:
        if sign == "\\" or (sign == '"' and depth) or (sign == ")" and not depth and not is_quoted):
            return ""
        if sign == '"':
            is_quoted = not is_quoted
        elif is_quoted:
            kept.append(sign if sign.isalnum() or sign in "@.-_+" else "_")
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            kept.append(" ")
        elif not depth:
            kept.append(sign)
    return "" if depth or is_quoted else "".join(kept)


def _is_proof(text: str, address: str) -> bool:
    found = _METHOD.match(text)
    if found is None or found["result"].lower() != "pass":
        return False
    properties: dict[str, str] = {}
    for one in _PROPERTY.finditer(found["rest"]):
        name = one["name"].lower()
        # Told twice, one of them is a stranger's.
        properties[name] = "" if name in properties else one["value"].lower().rstrip(".")
    domain = address.rpartition("@")[2]
    match found["method"].lower():
        case "dmarc":
            return properties.get("header.from", "").rpartition("@")[2] == domain
        case "dkim":
            return properties.get("header.d") == domain
        case "spf":
            # Where the whole address is told, another of the same house is no proof.
            return properties.get("smtp.mailfrom", "") in {address, domain, f"@{domain}"}
    return False
