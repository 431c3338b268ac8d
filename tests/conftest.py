"""Fixtures for every room: a real browser."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, sync_playwright

from ifex.foundations.core import changes
from ifex.instruments.cms import page_cache
from ifex.instruments.taxonomy import tables
from ifex.network.members import directory

# A busy machine is no reason to fail: what a property test finds does not depend on the clock.
hypothesis_settings.register_profile(
    "ifex", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("ifex")

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """A request leaves its language active in the thread; no test reads another's."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """A test begins as a process does: with no page ready, and no change read of rows that are gone by now."""
    changes.forget_all()
    page_cache.shelf.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; without one the test is left out by name, or fails where nothing may be left out."""
    if not CHROMIUM.exists():
        if os.environ.get("IFEX_TEST_ALL") == "1":
            pytest.fail("Chromium is not installed: run .ci/run, which installs it")
        pytest.skip("no Chromium")
    # Playwright's loop then runs in the thread of all tests that follow, where Django would refuse their queries.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window. Use it together with `live_server`."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
    _wait_until_server_rests()


def _wait_until_server_rests() -> None:
    """What the window still asked for when it closed is answered first: it reads the tables that are emptied next."""
    quiet_looks, until = 0, time.monotonic() + 30
    while quiet_looks < 2:
        answering = [thread for thread in threading.enumerate() if "process_request_thread" in thread.name]
        quiet_looks = 0 if answering else quiet_looks + 1
        if time.monotonic() > until:
            pytest.fail(f"the live server still answers {len(answering)} requests of a window that is closed")
        time.sleep(0.01)


@pytest.fixture
def steady_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stays in memory is read once, at the test's first request: counts of queries do not hang on the clock."""
    monkeypatch.setattr(tables, "REVALIDATE_AFTER_SECONDS", 3_600.0)
    monkeypatch.setattr(directory, "FRESH_FOR_SECONDS", 3_600.0)
    tables.refresh_tables()
    directory.forget_member_rows()
    changes.forget_all()
    monkeypatch.setattr(changes, "version_of", lambda tags: 1)


SAMPLE_OF_MATRICES = 16


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`make test` runs every sixteenth cell of the big matrices; IFEX_TEST_ALL=1 runs them all.

    Once: they look at what a browser makes of pages, to which it is all the same which database holds the rows.
    """
    if os.environ.get("IFEX_TEST_ALL") == "1" and not os.environ.get("DATABASE_URL"):
        return
    cells = [item for item in items if item.get_closest_marker("matrix")]
    left_out = {item for number, item in enumerate(cells) if number % SAMPLE_OF_MATRICES}
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=list(left_out))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what this run could not or did not do."""
    if os.environ.get("IFEX_TEST_ALL") == "1":
        return
    terminalreporter.section("left out here; .ci/run leaves out nothing")
    if not CHROMIUM.exists():
        terminalreporter.write_line("everything in a real browser: Chromium is not installed")
    if not os.environ.get("DATABASE_URL"):
        terminalreporter.write_line("PostgreSQL: set DATABASE_URL to run on it")
    terminalreporter.write_line(f"of the big matrices all but every {SAMPLE_OF_MATRICES}th cell")
