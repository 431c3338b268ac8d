"""Fifty people at once in the newsroom, and how soon a publication is seen.

    make bench ARGS="newsroom"                          on SQLite
    make bench ARGS="newsroom --database postgresql://…"  on PostgreSQL

A real server and worker on a port of the loopback; each person is a session of their own over HTTP. Twenty-five
contributors write in five shared drafts, five in each; twenty-five translators write in the same five texts; ten
editors at a time race for each of what was sent. Between two saves they think for a while (`--thinking 0`: they do
not). Every answer is counted; afterwards the database must have each change that was answered with yes. Beside them
alerts are published, and asked for as readers do: their page, the search, the feed.
"""

import argparse
import http.client
import json
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse
from collections import Counter
from typing import Any

from .figures import percentiles
from .places import bench_folder

IFEX = [sys.executable, "-m", "ifex.config.program"]
PORT = 8791
CONTRIBUTORS, EDITORS, DRAFTS, THINGS = 25, 25, 5, 5
ROUNDS, PUBLICATIONS = 6, 40
PATIENCE_SECONDS = 10.0
TOKEN = "t" * 32


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench newsroom")
    parser.add_argument("--database", default="")
    parser.add_argument(
        "--thinking", type=float, default=10.0, help="mean seconds between two saves of a person"
    )
    options = parser.parse_args(arguments)
    data = bench_folder() / "newsroom"
    shutil.rmtree(data, ignore_errors=True)
    settings = {
        "IFEX_DATA": str(data), "DATABASE_URL": options.database, "IFEX_HOSTS": "127.0.0.1",
        "IFEX_BASE_URL": f"http://127.0.0.1:{PORT}", "DJANGO_SETTINGS_MODULE": "ifex.config.settings",
    }  # fmt: skip
    os.environ |= settings
    subprocess.run([*IFEX, "migrate", "-v0"], env=dict(os.environ), check=True)
    import django  # noqa: PLC0415 (settings are read only now)

    django.setup()
    cast = _make_cast()
    subprocess.run([*IFEX, "search", "rebuild"], env=dict(os.environ), check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        [*IFEX, "serve", "--port", str(PORT)], env=dict(os.environ), stdout=subprocess.DEVNULL
    )
    try:
        _wait_for_server()
        report = _measure(cast, options.thinking)
    finally:
        server.terminate()
        server.wait(60)
    report["database"] = "PostgreSQL" if options.database else "SQLite"
    print(json.dumps(report, indent=1))
    if any(report["lost"].values()) or report["answers"].get("500"):
        sys.exit("something was lost")


def _make_cast() -> dict[str, Any]:
    """People with sessions, five drafts, five sent submissions, five alerts to translate."""
    from datetime import date  # noqa: PLC0415

    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from ifex.foundations.accounts.domain.accounts import add_user  # noqa: PLC0415
    from ifex.foundations.accounts.domain.roles import grant_role  # noqa: PLC0415
    from ifex.foundations.accounts.enums import StaffRole  # noqa: PLC0415
    from ifex.foundations.core import clock  # noqa: PLC0415
    from ifex.network.archive.models import Alert  # noqa: PLC0415
    from ifex.network.members.domain.mandates import give_mandate  # noqa: PLC0415
    from ifex.network.members.domain.standings import change_standing  # noqa: PLC0415
    from ifex.network.members.models import Organisation  # noqa: PLC0415
    from ifex.network.newsroom.domain.submissions import begin_submission, send_submission  # noqa: PLC0415
    from ifex.network.newsroom.enums import Door  # noqa: PLC0415

    member = Organisation.objects.create(names={"en": "Bench Watch"}, acronym="BW", country="TN")
    change_standing(member, status="full", from_on=date(2010, 1, 1), by="bench")

    def session_of(user: Any) -> str:
        """The cookies of somebody who has signed in."""
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"

    contributors, editors = [], []
    for number in range(CONTRIBUTORS):
        user = add_user(email=f"c{number}@example.org", name=f"C{number}", by="bench", language="en")
        give_mandate(user, organisation=member, kind="contributor", from_on=date(2020, 1, 1), by="bench")
        contributors.append(session_of(user))
    for number in range(EDITORS):
        # Translators owe no second step; the verbs that are raced for are the same.
        user = add_user(email=f"e{number}@example.org", name=f"E{number}", by="bench", language="en")
        grant_role(user, StaffRole.TRANSLATOR, by="bench")
        editors.append(session_of(user))
    drafts = [
        begin_submission(member, by="bench", language="en", door=Door.WEB, at=clock.now())
        for _ in range(DRAFTS)
    ]
    sent = [
        send_submission(
            begin_submission(
                member, by="bench", language="en", door=Door.FEED, origin=f"feed:{number}", at=clock.now(),
                headline=f"Sent {number}", account="Words.",
            ),
            by="bench", at=clock.now(),
        )
        for number in range(THINGS)
    ]  # fmt: skip
    alerts = [_publish(f"bench{number}") for number in range(THINGS)]
    return {
        "contributors": contributors,
        "editors": editors,
        "drafts": [draft.uid for draft in drafts],
        "sent": [one.uid for one in sent],
        "alerts": [Alert.objects.get(pk=one.pk).uid for one in alerts],
    }


def _publish(word: str) -> Any:
    from ifex.foundations.core import clock  # noqa: PLC0415
    from ifex.foundations.core.enums import VersionState  # noqa: PLC0415
    from ifex.network.archive.domain.publication import publish  # noqa: PLC0415
    from ifex.network.archive.models import Alert, AlertText  # noqa: PLC0415

    alert = Alert.objects.create(
        country="TN", primary_violation="arrest", happened_from=clock.today(), source_language="en"
    )
    body = f"<p>Police held the reporter {word}. She was freed.</p>"
    AlertText.objects.create(
        alert=alert, language="en", state=VersionState.READY, title=f"Reporter {word} held", body=body
    )
    publish(alert, by="bench")
    return alert


def _wait_for_server() -> None:
    for _ in range(120):
        try:
            if _ask("GET", "/en/", "")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise SystemExit("the server did not answer")


def _ask(method: str, path: str, session: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {"Origin": f"http://127.0.0.1:{PORT}"}
    if session:
        headers["Cookie"] = session
    body = None
    if fields is not None:
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": TOKEN, **fields})
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


class _Crowd:
    """What fifty threads have been answered."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.answers: Counter[str] = Counter()
        self.saved: Counter[str] = Counter()
        self.took: list[float] = []

    def ask(
        self, method: str, path: str, session: str, fields: dict[str, str] | None = None
    ) -> tuple[int, str]:
        started = time.perf_counter()
        status, page = _ask(method, path, session, fields)
        with self.lock:
            self.answers[str(status)] += 1
            self.took.append((time.perf_counter() - started) * 1000)
        return status, page

    def note_saved(self, what: str) -> None:
        with self.lock:
            self.saved[what] += 1


def _measure(cast: dict[str, Any], thinking: float) -> dict[str, Any]:
    crowd, stop = _Crowd(), threading.Event()
    quiet = _see_publications(12, lambda: False)
    threads = [
        threading.Thread(
            target=_write, args=(crowd, session, cast["drafts"][number % DRAFTS], number, thinking)
        )
        for number, session in enumerate(cast["contributors"])
    ]
    threads += [
        threading.Thread(
            target=_translate, args=(crowd, session, cast["alerts"][number % THINGS], number, thinking)
        )
        for number, session in enumerate(cast["editors"])
    ]
    race = threading.Thread(target=_race_for_submissions, args=(cast["sent"], crowd))
    started = time.perf_counter()
    for thread in [*threads, race]:
        thread.start()
    seen = _see_publications(PUBLICATIONS, stop.is_set)
    for thread in [*threads, race]:
        thread.join()
    lasted = time.perf_counter() - started
    stop.set()
    return {
        "people": CONTRIBUTORS + EDITORS,
        "thinking_seconds": thinking,
        "seconds": round(lasted, 1),
        "answers": dict(sorted(crowd.answers.items())),
        "saved": sum(crowd.saved.values()),
        "answer_ms": percentiles(crowd.took),
        "lost": _what_was_lost(cast, crowd),
        "seen_ms_quiet": quiet,
        "seen_ms_among_fifty": seen,
    }


def _write(crowd: _Crowd, session: str, uid: str, number: int, thinking: float) -> None:
    """Adds a line to a draft that five people write in: opens, types, saves; again where a colleague was quicker."""
    path = f"/en/desk/alerts/{uid}/write/"
    chance = random.Random(number)
    for turn in range(ROUNDS):
        time.sleep(chance.random() * 2 * thinking)
        line = f"line {number}-{turn};"
        for _try in range(60):
            _status, page = crowd.ask("GET", path, session)
            fields = _fields_of(page)
            fields["account"] = f"{fields.get('account', '')} {line}".strip()
            status, _page = crowd.ask("POST", path, session, {**fields, "act": "save"})
            if status == 200:
                crowd.note_saved(uid)
                break
            time.sleep(chance.random() / 10)


def _fields_of(page: str) -> dict[str, str]:
    from bs4 import BeautifulSoup  # noqa: PLC0415

    form = BeautifulSoup(page, "html.parser").select_one("form#writing")
    fields: dict[str, str] = {}
    for one in form.select("input[name], textarea[name], select[name]") if form else []:
        if one.name == "select":
            chosen = one.select_one("option[selected]")
            fields[one["name"]] = str(chosen.get("value", "")) if chosen else ""
        elif one.name == "textarea":
            fields[one["name"]] = one.text.removeprefix("\n")
        elif one.get("type") not in ("file", "radio", "checkbox", "submit"):
            fields[one["name"]] = one.get("value", "")
    for one in BeautifulSoup(page, "html.parser").select("input[form=writing][name]"):
        fields[one["name"]] = one.get("value", "")
    return fields


def _translate(crowd: _Crowd, session: str, uid: str, number: int, thinking: float) -> None:
    """Five people add to the same sentence of the same translation."""
    path = f"/admin/translations/alert/{uid}/fr/"
    chance = random.Random(100 + number)
    for turn in range(ROUNDS):
        time.sleep(chance.random() * 2 * thinking)
        for _try in range(60):
            _status, page = crowd.ask("GET", path, session)
            seen = re.search(r'name="seen" value="(\d+)"', page)
            before = re.search(r'name="t-0"[^>]*>([^<]*)</textarea>', page)
            if seen is None or before is None:
                break
            words = f"{before[1].strip()} mot-{number}-{turn}".strip()
            fields = {"seen": seen[1], "t-0": words, "verb": "save"}
            status, _page = crowd.ask("POST", path, session, fields)
            if status == 302:
                crowd.note_saved(uid)
                break
            time.sleep(chance.random() / 10)


def _race_for_submissions(uids: list[str], crowd: _Crowd) -> None:
    """Ten editors accept each at once: one does, and one alert comes of it."""
    from ifex.foundations.core import clock  # noqa: PLC0415
    from ifex.network.newsroom.domain.accepting import accept_as_alert  # noqa: PLC0415
    from ifex.network.newsroom.domain.rows import NotToBeChanged  # noqa: PLC0415
    from ifex.network.newsroom.models import Submission  # noqa: PLC0415

    def accept(uid: str) -> None:
        try:
            accept_as_alert(Submission.objects.get(uid=uid), by="bench", at=clock.now())
            crowd.note_saved(f"accepted {uid}")
        except NotToBeChanged:
            pass

    for uid in uids:
        threads = [threading.Thread(target=accept, args=(uid,)) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def _what_was_lost(cast: dict[str, Any], crowd: _Crowd) -> dict[str, int]:
    """Saves that were answered with yes and are not there."""
    from ifex.instruments.translation.models import TranslationWork  # noqa: PLC0415
    from ifex.network.newsroom.models import Submission  # noqa: PLC0415

    lines = sum(
        max(0, crowd.saved[uid] - Submission.objects.get(uid=uid).account.count("line "))
        for uid in cast["drafts"]
    )
    words = sum(
        max(0, crowd.saved[uid] - str(work.units[0]["target"] if work else "").count("mot-"))
        for uid in cast["alerts"]
        for work in [TranslationWork.objects.filter(uid=uid).first()]
    )
    accepted = sum(abs(1 - crowd.saved[f"accepted {uid}"]) for uid in cast["sent"])
    return {
        "lines of drafts": lines,
        "words of translations": words,
        "submissions not accepted once": accepted,
    }


def _see_publications(count: int, is_over: Any) -> dict[str, Any]:
    """From the moment when `publish` returns: the page, the search, the feed, each asked for as a reader does."""
    took: dict[str, list[float]] = {"page": [], "search": [], "feed": []}
    for number in range(count):
        if is_over():
            break
        word = f"seen{time.time_ns()}x{number}"
        alert = _publish(word)
        committed = time.perf_counter()
        addresses = {
            "page": f"/en/alerts/{alert.uid}/",
            "search": f"/en/search/?q={word}",
            "feed": f"/en/search/feed.atom?q={word}",
        }
        for name, path in addresses.items():
            while time.perf_counter() - committed < PATIENCE_SECONDS:
                status, page = _ask("GET", path, "")
                if status == 200 and f"Reporter {word}" in re.sub(r"</?mark>", "", page):
                    break
                time.sleep(0.02)
            took[name].append((time.perf_counter() - committed) * 1000)
        time.sleep(0.2)
    return {name: percentiles(values) for name, values in took.items()}
