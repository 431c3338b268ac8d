"""Whether a received mail is from whom it says: by the word of our own mail server alone (RFC 8601).

The topmost `Authentication-Results` is the one that was added last. It is believed where it names our server
(IFEX_MAIL_AUTHSERV), which must take off what strangers write there; any other is somebody's claim.
"""

import re
from email.message import Message as ParsedMail

from django.conf import settings

from .reading import read_addresses, read_headers

_COMMENT = re.compile(r"\([^()]*\)")
_METHOD = re.compile(
    r"^\s*(?P<method>[a-z0-9-]+)(?:/\d+)?\s*=\s*(?P<result>[a-z]+)(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_PROPERTY = re.compile(r"(?P<name>[a-z]+\.[a-z0-9-]+)\s*=\s*\"?(?P<value>[^\s\";]+)", re.IGNORECASE)
_LONGEST = 5_000


def proves_sender(mail: ParsedMail) -> bool:
    """The domain of the one address in From is proved by DMARC, or by DKIM or SPF for that very domain."""
    senders = read_addresses(mail, "from")
    results = read_headers(mail, "authentication-results")
    if len(senders) != 1 or not results or not settings.IFEX_MAIL_AUTHSERV:
        return False
    server, _semicolon, methods = _COMMENT.sub(" ", results[0][:_LONGEST]).partition(";")
    if server.split()[:1] != [settings.IFEX_MAIL_AUTHSERV]:
        return False
    domain = senders[0].rpartition("@")[2]
    return any(_is_proof(method, domain) for method in methods.split(";"))


def _is_proof(text: str, domain: str) -> bool:
    found = _METHOD.match(text)
    if found is None or found["result"].lower() != "pass":
        return False
    properties = {
        one["name"].lower(): one["value"].lower().rstrip(".") for one in _PROPERTY.finditer(found["rest"])
    }
    match found["method"].lower():
        case "dmarc":
            return properties.get("header.from", "").rpartition("@")[2] == domain
        case "dkim":
            return properties.get("header.d") == domain
        case "spf":
            return properties.get("smtp.mailfrom", "").rpartition("@")[2] == domain
    return False
