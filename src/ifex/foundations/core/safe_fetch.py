"""Fetching an address that a stranger has given: never from inside, never for ever, never more than asked for.

The host's name is looked up once, every address it has must be public, and the connection goes to one of those: a name
that changes its address between the look and the connection (DNS rebinding) gains nothing. Each redirect is looked at
anew. IFEX_FETCH_ALLOWED lists `host:port` that may be fetched although they are not public.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.conf import settings

MOST_REDIRECTS = 4
TIMEOUT_SECONDS = 10.0
WHOLE_SECONDS = 30.0
MOST_BYTES = 5 * 1024 * 1024
_CHUNK = 64 * 1024
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_PORTS = frozenset([80, 443])

# Of translation (RFC 6052, RFC 8215) and of the time before it (RFC 4291, 2.5.5.1): their end is an IPv4 address.
_CARRYING_IPV4 = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96")))
# Of translation within a house (RFC 8215, RFC 7915), for documents, of segments (RFC 9637, RFC 9602).
_INSIDE = tuple(map(ipaddress.IPv6Network, ("64:ff9b:1::/48", "::ffff:0:0:0/96", "3fff::/20", "5f00::/16")))
_ISATAP = frozenset([0x00005EFE, 0x02005EFE])


class FetchRefused(Exception):
    """Not fetched, or not to the end. `reason` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


REASONS = ("address", "private", "unreachable", "redirects", "too_large", "too_slow", "unreadable")


@dataclass(frozen=True)
class Fetched:
    """`url` is where the redirects led; `is_moved` whether every one of them said that it is for good."""

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    is_moved: bool = False

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


def fetch(url: str, *, headers: Mapping[str, str] | None = None, most_bytes: int = MOST_BYTES) -> Fetched:
    """GET `url`. Raises FetchRefused; any status is an answer."""
    until = time.monotonic() + WHOLE_SECONDS
    is_moved, redirects = True, 0
    while True:
        answer = _ask(url, headers or {}, until, most_bytes)
        location = answer.header("location")
        if answer.status not in _REDIRECTS or not location:
            return Fetched(answer.status, url, answer.headers, answer.content, is_moved and redirects > 0)
        redirects += 1
        if redirects > MOST_REDIRECTS:
            raise FetchRefused("redirects")
        is_moved = is_moved and answer.status in (301, 308)
        try:
            url = urljoin(url, location)
        except ValueError as refused:
            raise FetchRefused("address") from refused


def is_fetchable(url: str) -> bool:
    """Whether it is an http or https address at all; nothing is looked up."""
    try:
        _read_address(url)
    except FetchRefused:
        return False
    return True


def _read_address(url: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode() if host and not host.isascii() else host
    except (ValueError, UnicodeError) as refused:
        raise FetchRefused("address") from refused
    if (
        parts.scheme not in ("http", "https")
        or not host
        or parts.username
        or parts.password
        or not url.isprintable()
    ):
        raise FetchRefused("address")
    port = port or (443 if parts.scheme == "https" else 80)
    if port not in _PORTS and f"{host}:{port}" not in settings.IFEX_FETCH_ALLOWED:
        raise FetchRefused("address")
    return parts.scheme, host, port


def _look_up(host: str, port: int) -> str:
    """One public address of the host; every one of them must be."""
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as refused:
        raise FetchRefused("unreachable") from refused
    if f"{host}:{port}" not in settings.IFEX_FETCH_ALLOWED and not all(map(_is_public, found)):
        raise FetchRefused("private")
    return min(found, key=lambda address: (":" in address, address))


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        is_isatap = int(ip) >> 32 & 0xFFFFFFFF in _ISATAP
        if ip.is_site_local or is_isatap or any(ip in network for network in _INSIDE):
            return False
        ip = _carried_in(ip) or ip
    return ip.is_global and not ip.is_multicast


def _carried_in(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address to which a gateway may lead what is sent to `ip`."""
    if any(ip in network for network in _CARRYING_IPV4):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def _ask(url: str, headers: Mapping[str, str], until: float, most_bytes: int) -> Fetched:
    scheme, host, port = _read_address(url)
    connection = _connection(host, port, _look_up(host, port), until)
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    closing = ExitStack()
    closing.callback(connection.close)
    closing.enter_context(_cut_off_at(until, connection))
    try:
        if scheme == "https":
            connection.secure(host)
        asked = {"User-Agent": _user_agent(), "Accept-Encoding": "gzip", **headers}
        connection.request("GET", _ascii(path), headers=asked)
        answer = closing.enter_context(connection.getresponse())
        said = {name.lower(): value for name, value in answer.getheaders()}
        is_short = answer.status in _REDIRECTS or answer.status == 304
        content = b"" if is_short else _read(answer, said, until, most_bytes)
        if time.monotonic() >= until:
            raise TimeoutError
        return Fetched(answer.status, url, said, content)
    except TimeoutError as refused:
        raise FetchRefused("too_slow") from refused
    except (OSError, http.client.HTTPException, ValueError) as refused:
        raise FetchRefused("too_slow" if time.monotonic() >= until else "unreachable") from refused
    finally:
        closing.close()


@contextmanager
def _cut_off_at(until: float, connection: "_Connection") -> Iterator[None]:
    """A server that says a byte now and then, in its handshake, headers or chunks, meets no timeout of a socket."""

    def cut() -> None:
        with suppress(OSError):
            connection.plug.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.1, until - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _ascii(path: str) -> str:
    return "".join(c if c.isascii() and c > " " else "".join(f"%{b:02X}" for b in c.encode()) for c in path)


class _Connection(http.client.HTTPConnection):
    """Keeps its socket in `plug`: the library gives it away before the last of the content has come."""

    plug: socket.socket

    def open(self, address: str) -> None:
        self.sock = self.plug = socket.create_connection((address, self.port), self.timeout)

    def secure(self, host: str) -> None:
        context = ssl.create_default_context()
        secured = context.wrap_socket(self.plug, server_hostname=host, do_handshake_on_connect=False)
        self.sock = self.plug = secured
        secured.do_handshake()


def _connection(host: str, port: int, address: str, until: float) -> _Connection:
    """To `address`, in the name of `host`."""
    timeout = max(0.1, min(TIMEOUT_SECONDS, until - time.monotonic()))
    connection = _Connection(host, port, timeout=timeout)
    try:
        connection.open(address)
    except TimeoutError as refused:
        raise FetchRefused("too_slow") from refused
    except OSError as refused:
        raise FetchRefused("unreachable") from refused
    return connection


def _read(answer: http.client.HTTPResponse, said: Mapping[str, str], until: float, most_bytes: int) -> bytes:
    encoding = said.get("content-encoding", "identity").lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchRefused("unreadable")
    inflate = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    content = bytearray()
    while chunk := answer.read1(_CHUNK):
        if time.monotonic() > until:
            raise FetchRefused("too_slow")
        try:
            content += inflate.decompress(chunk, most_bytes + 1 - len(content)) if inflate else chunk
        except zlib.error as refused:
            raise FetchRefused("unreadable") from refused
        if len(content) > most_bytes:
            raise FetchRefused("too_large")
    return bytes(content)


def _user_agent() -> str:
    return f"ifex ({_ascii(settings.IFEX_NAME)}; +{settings.IFEX_BASE_URL})"
