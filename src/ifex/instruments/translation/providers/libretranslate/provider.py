"""Its own interface: POST /translate with a list of sentences."""

import json
from urllib.error import URLError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

from ifex.instruments.translation.providers import DraftingFailed

TIMEOUT_SECONDS = 60
MOST_BYTES = 5_000_000
A_TIME = 50


def translate(sentences: list[str], *, source: str, target: str, address: str) -> list[str]:
    drafted: list[str] = []
    for start in range(0, len(sentences), A_TIME):
        drafted += _ask(sentences[start : start + A_TIME], source, target, address)
    return drafted


def _ask(sentences: list[str], source: str, target: str, address: str) -> list[str]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        raise DraftingFailed("the address is neither http nor https")
    asked: dict[str, object] = {"q": sentences, "source": source, "target": target, "format": "text"}
    if key := parse_qs(parts.query).get("key"):
        asked["api_key"] = key[0]
    url = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/translate"
    request = Request(url, json.dumps(asked).encode(), {"Content-Type": "application/json"})  # noqa: S310  checked above
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310  the operator's own address
            told = json.loads(answer.read(MOST_BYTES))
        found = told["translatedText"]
    except (URLError, OSError, ValueError, KeyError, TypeError) as refused:
        raise DraftingFailed(type(refused).__name__) from refused
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise DraftingFailed("not a list of sentences")
    return found
