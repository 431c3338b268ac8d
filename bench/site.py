"""The public site under load, beside a fresh Wagtail site; and what each kind of page weighs.

    make bench ARGS="site"

Both sites are served by granian with the same processes and threads on loopback, and asked by wrk, one after the other.
Ours is asked with kept pages and without (IFEX_PAGE_CACHE_MEGABYTES=0). The fresh site is Wagtail's own project
template, not in debug mode. Bytes are those that a real Chromium receives, headers included, on a first and a second
view of each kind of page; both need wrk and Chromium.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .places import bench_folder
from .timing import yardstick

OUR_PORT, FRESH_PORT = 8951, 8952
THREADS, CONNECTIONS = 2, 8


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench site", description=__doc__)
    parser.add_argument("--seconds", type=int, default=8, help="how long each page is asked for")
    options = parser.parse_args(arguments)
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed")
    data = make_demonstration()
    report: dict[str, object] = {"yardstick before, ms": yardstick()}
    for name, megabytes in (("kept", "64"), ("made each time", "0")):
        with our_site(data, megabytes) as base:
            pages = kinds_of_pages(base)
            report[f"ours, {name}"] = {
                kind: load(base + pages[kind], options.seconds)
                for kind in ("front", "alert", "search", "page")
            }
            if name == "kept":
                report["weights"] = weigh(base, pages)
    with fresh_site() as base:
        report["fresh Wagtail"] = {"front": load(f"{base}/", options.seconds)}
    report["yardstick after, ms"] = yardstick()
    print(json.dumps(report, indent=1, ensure_ascii=False))
    (bench_folder() / "site.json").write_text(json.dumps(report, indent=1, ensure_ascii=False))


def make_demonstration() -> Path:
    data = bench_folder() / "site"
    if not (data / "ready").exists():
        environment = {**_plain_environment(), "IFEX_DATA": str(data)}
        subprocess.run([sys.executable, "-m", "ifex.config.program", "demo"], env=environment, check=True)
        subprocess.run(
            [sys.executable, "-m", "ifex.config.program", "search", "rebuild"], env=environment, check=True
        )
        (data / "ready").touch()
    return data


def _plain_environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("IFEX_", "DATABASE_URL"))
    }


@contextmanager
def our_site(data: Path, megabytes: str) -> Iterator[str]:
    environment = {**_plain_environment(), "IFEX_DATA": str(data), "IFEX_PAGE_CACHE_MEGABYTES": megabytes}
    command = [sys.executable, "-m", "ifex.config.program", "serve", "--port", str(OUR_PORT), "--no-worker"]
    with _running(command, environment, f"http://127.0.0.1:{OUR_PORT}/en/") as base:
        yield base.removesuffix("/en/")


@contextmanager
def fresh_site() -> Iterator[str]:
    """Wagtail’s project template, as `wagtail start` makes it, not in debug mode."""
    folder = bench_folder() / "fresh"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        wagtail = Path(sys.executable).parent / "wagtail"
        subprocess.run(
            [str(wagtail), "start", "fresh", "."], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        settings = folder / "fresh/settings/measured.py"
        settings.write_text(
            "from .base import *\nDEBUG = False\nSECRET_KEY = 'measured'\nALLOWED_HOSTS = ['*']\n",
            encoding="utf-8",
        )
        for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run(
                [sys.executable, "manage.py", *command], cwd=folder, env=_fresh_environment(), check=True
            )
        (folder / "ready").touch()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(FRESH_PORT),
        "--workers", "1", "--blocking-threads", "4", "--log-level", "warning", "fresh.wsgi:application",
    ]  # fmt: skip
    with _running(command, _fresh_environment(), f"http://127.0.0.1:{FRESH_PORT}/", folder) as base:
        yield base.removesuffix("/")


def _fresh_environment() -> dict[str, str]:
    return {**_plain_environment(), "DJANGO_SETTINGS_MODULE": "fresh.settings.measured"}


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], url: str, folder: Path | None = None
) -> Iterator[str]:
    process = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        for _second in range(60):
            try:
                urllib.request.urlopen(url).read()
                break
            except OSError:
                time.sleep(1)
        yield url
    finally:
        process.terminate()
        process.wait(60)


def kinds_of_pages(base: str) -> dict[str, str]:
    """One address of each kind, from the site's own sitemap."""

    def first(section: str) -> str:
        text = urllib.request.urlopen(f"{base}/sitemap-{section}-1.xml").read().decode()
        found = re.search(r"<loc>https?://[^/]+(/en/[^<]+)</loc>", text)
        assert found is not None
        return found.group(1)

    api = json.loads(urllib.request.urlopen(f"{base}/api/v1/organisations?limit=1").read())
    return {
        "front": "/en/",
        "alert": first("alerts"),
        "search": "/en/search/?q=journalist",
        "page": "/en/what-we-do/",
        "case": first("cases"),
        "country": "/en/countries/tn/",
        "region": "/en/regions/mena/",
        "issue": "/en/issues/impunity/",
        "members": "/en/organisations/",
        "member": f"/en/organisations/{api['items'][0]['uid']}/",
        "prison": "/en/prison/",
        "sign up": "/en/weekly-updates/",
        "report": "/en/report/",
        "front, Arabic": "/ar/",
    }


def load(url: str, seconds: int) -> dict[str, float]:
    """Requests a second, and milliseconds. The first answers are not counted."""
    for _ in range(5):
        urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})).read()
    wrk = subprocess.run(
        ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: gzip", url],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in wrk:
        raise SystemExit(wrk)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", wrk)
    assert rate is not None
    return {"a second": round(float(rate.group(1))), "p50 ms": _latency(wrk, 50), "p99 ms": _latency(wrk, 99)}


def _latency(wrk: str, share: int) -> float:
    found = re.search(rf"\s{share}%\s+([\d.]+)(us|ms|s)", wrk)
    assert found is not None
    return round(float(found.group(1)) * {"us": 0.001, "ms": 1, "s": 1000}[found.group(2)], 1)


def weigh(base: str, pages: dict[str, str]) -> dict[str, dict[str, object]]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  of the developers' lock

    weights: dict[str, dict[str, object]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for kind, path in pages.items():
            context = browser.new_context()
            page = context.new_page()
            received: list[int] = []
            hosts: set[str] = set()
            page.on("requestfinished", lambda request: _count(request, received, hosts))  # noqa: B023
            views = []
            for _view in range(2):
                received.clear()
                page.goto(base + path)
                page.wait_for_load_state("networkidle")
                views.append({"requests": len(received), "bytes": sum(received)})
            others = hosts - {f"127.0.0.1:{OUR_PORT}"}
            weights[kind] = {
                "first": views[0], "second": views[1], "other hosts": len(others), "cookies": len(context.cookies()),
            }  # fmt: skip
            context.close()
        browser.close()
    return weights


def _count(request: object, received: list[int], hosts: set[str]) -> None:
    sizes = request.sizes()  # type: ignore[attr-defined]
    response = request.response()  # type: ignore[attr-defined]
    hosts.add(request.url.split("/")[2])  # type: ignore[attr-defined]
    from_cache = response is not None and response.from_service_worker
    body = sizes["responseBodySize"]
    if not from_cache and (body or sizes["responseHeadersSize"]):
        received.append(body + sizes["responseHeadersSize"])
