"""Two probes beside an import: publish one alert a second until search finds it; make a small write every 50
ms.

Reads standard input: when it ends or says "stop", writes {"found_ms": […], "write_ms": […]}.
"""

import json
import os
import sys
import threading
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ifex.config.settings")
django.setup()

from ifex.foundations.core import clock  # noqa: E402 (Django must be set up first)
from ifex.foundations.core.enums import VersionState  # noqa: E402
from ifex.foundations.core.limits import count_against_limit  # noqa: E402
from ifex.instruments.search.finding import find_strictly  # noqa: E402
from ifex.instruments.search.protocol import SearchUnavailable  # noqa: E402
from ifex.instruments.search.requests import SearchRequest  # noqa: E402
from ifex.network.archive.domain.publication import publish  # noqa: E402
from ifex.network.archive.models import Alert, AlertText  # noqa: E402

PATIENCE_SECONDS = 30


def main() -> None:
    stop = threading.Event()
    found_ms: list[float] = []
    write_ms: list[float] = []
    threads = [
        threading.Thread(target=_publish_and_find, args=(stop, found_ms)),
        threading.Thread(target=_write_little, args=(stop, write_ms)),
    ]
    for thread in threads:
        thread.start()
    sys.stdin.readline()
    stop.set()
    for thread in threads:
        thread.join()
    print(json.dumps({"found_ms": found_ms, "write_ms": write_ms}))


def _publish_and_find(stop: threading.Event, found_ms: list[float]) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        word = f"probe{os.getpid()}x{number}"
        alert = Alert.objects.create(country="TN", primary_violation="arrest", happened_from=clock.today())
        AlertText.objects.create(alert=alert, language="en", state=VersionState.READY, title=f"Probe {word}")
        publish(alert, by="bench")
        committed = time.perf_counter()
        while not _is_found(word) and time.perf_counter() - committed < PATIENCE_SECONDS:
            time.sleep(0.02)
        found_ms.append((time.perf_counter() - committed) * 1000)
        stop.wait(1)


def _is_found(word: str) -> bool:
    try:
        request = SearchRequest(q=word, kinds=("alert",), with_facets=False, with_histogram=False)
        return bool(find_strictly(request).total)
    except SearchUnavailable:
        return False


def _write_little(stop: threading.Event, write_ms: list[float]) -> None:
    number = 0
    while not stop.wait(0.05):
        number += 1
        started = time.perf_counter()
        count_against_limit("bench", str(number), at_most=10, every=timedelta(hours=1))
        write_ms.append((time.perf_counter() - started) * 1000)


if __name__ == "__main__":
    main()
