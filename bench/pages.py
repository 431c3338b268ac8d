"""Alert and search pages at the server, on an archive made by `bench import`.

    make bench ARGS="pages --alerts 100000"

Pages are asked for in one process without a network: the time is that of the whole stack below the web server. For
search each question is asked three times: of search alone, of the page, of search alone again (its counts are
remembered by then); what the page adds to its search is the difference of the last two.
"""

import argparse
import json
import os
import random
import time

from .figures import percentiles
from .places import bench_folder

ALERT_PAGES, SEARCH_PAGES = 400, 120
MOST_QUERIES = 12


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench pages")
    parser.add_argument("--alerts", type=int, default=100_000)
    options = parser.parse_args(arguments)
    data = bench_folder() / f"archive-{options.alerts}"
    if not data.exists():
        raise SystemExit(f"there is no {data.name}: run `bench import --alerts {options.alerts}` first")
    os.environ |= {
        "IFEX_DATA": str(data),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "ifex.config.settings",
    }
    report = measure(options.alerts)
    print(json.dumps(report, indent=1))
    (bench_folder() / f"pages-{options.alerts}.json").write_text(json.dumps(report, indent=1))


def measure(alerts: int) -> dict[str, object]:
    import django  # noqa: PLC0415 (the environment names the archive only now)

    django.setup()
    from django.test import Client  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost")
    draw = random.Random(1)
    uids = _some_uids(draw)
    for uid in uids[:10]:
        client.get(f"/en/alerts/{uid}/")
    alert_ms, alert_queries = _time_pages(
        client, [f"/{draw.choice(['en', 'fr', 'es', 'ar'])}/alerts/{u}/" for u in uids]
    )
    search_ms, page_ms, added_ms, search_queries = _time_searches(client, _questions(draw, uids))
    return {
        "alerts": alerts,
        "alert page, ms": percentiles(alert_ms),
        "alert page, most queries": max(alert_queries),
        "search alone, first time, ms": percentiles(search_ms),
        "search page, ms": percentiles(page_ms),
        "what the page adds to its search, ms": percentiles(added_ms),
        "search page, most queries": max(search_queries),
    }


def _some_uids(draw: random.Random) -> list[str]:
    from ifex.network.archive.models import Publication  # noqa: PLC0415

    last = Publication.objects.order_by("-pk").values_list("pk", flat=True)[0]
    wanted = [draw.randint(1, last) for _ in range(ALERT_PAGES * 2)]
    rows = Publication.objects.filter(pk__in=wanted, kind="alert", valid_to=None).values_list(
        "uid", flat=True
    )
    return list(rows[:ALERT_PAGES])


def _time_pages(client: object, addresses: list[str]) -> tuple[list[float], list[int]]:
    times, queries = [], []
    for address in addresses:
        milliseconds, count = _get(client, address)
        times.append(milliseconds)
        queries.append(count)
    return times, queries


def _get(client: object, address: str) -> tuple[float, int]:
    from django.db import connection  # noqa: PLC0415

    counted = []
    started = time.perf_counter()
    with connection.execute_wrapper(lambda execute, *rest: (counted.append(1), execute(*rest))[1]):
        response = client.get(address)  # type: ignore[attr-defined]
        body = response.content
    milliseconds = (time.perf_counter() - started) * 1000
    if response.status_code != 200 or not body:
        raise SystemExit(f"{address} answered {response.status_code}")
    return milliseconds, len(counted)


def _questions(draw: random.Random, uids: list[str]) -> list[str]:
    """Words of titles, alone and in pairs, some with filters, and a few broad ones."""
    from ifex.network.archive.queries import publications_by_uid  # noqa: PLC0415

    titles = [
        text["title"] for row in publications_by_uid("alert", uids).values() for text in row.texts.values()
    ]
    words = [word.strip(".,:;«»“”()") for title in titles for word in title.split() if len(word) > 3]
    questions = ["", "journalist", "صحفيين تونس", "country=MX", "q=arrest&year=2005..2011"]
    while len(questions) < SEARCH_PAGES:
        first, second = draw.choice(words), draw.choice(words)
        questions.append(draw.choice([first, f"{first} {second}", f"q={first}&region=africa"]))
    return questions


def _time_searches(
    client: object, questions: list[str]
) -> tuple[list[float], list[float], list[float], list[int]]:
    from urllib.parse import parse_qs, urlencode  # noqa: PLC0415

    from ifex.instruments.search.finding import find  # noqa: PLC0415
    from ifex.instruments.search.requests import SearchRequest  # noqa: PLC0415

    first, pages, added, queries = [], [], [], []
    for question in questions:
        params = parse_qs(question) if "=" in question else {"q": [question]}
        request = SearchRequest.from_params(params, kinds=("alert",))
        first.append(_timed(lambda request=request: find(request)))
        milliseconds, count = _get(client, f"/en/search/?{urlencode(params, doseq=True)}")
        pages.append(milliseconds)
        added.append(milliseconds - _timed(lambda request=request: find(request)))
        queries.append(count)
    return first, pages, added, queries


def _timed(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    raise SystemExit("run it as make bench ARGS=pages")
