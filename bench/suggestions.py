"""How good and how quick the suggestions of the newsroom's desk are.

    make bench ARGS="suggestions"

Quality: 80 labelled texts in four languages (`bench/suggestions/`). The odd ones tuned the rules, the even ones were
held back. Time: the demonstration's bodies put one behind the other to 750 words, with its persons in an index.
"""

import argparse
import json
import os
import random
import shutil
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from .figures import percentiles
from .places import bench_folder

LANGUAGES = ("en", "fr", "es", "ar")
FOLDER = Path(__file__).parent / "suggestions"
KINDS = ("countries", "when", "persons", "violations")
TEXTS, WORDS, ALERTS = 50, 750, 2_000


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench suggestions")
    parser.add_argument("--misses", action="store_true", help="show where the odd texts fail")
    options = parser.parse_args(arguments)
    data = bench_folder() / "suggestions"
    shutil.rmtree(data, ignore_errors=True)
    os.environ |= {
        "IFEX_DATA": str(data),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "ifex.config.settings",
    }
    import django  # noqa: PLC0415 (settings are read only now)
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    _take_in_persons()
    report = {"quality": _quality(show=options.misses), "ms": _times()}
    print(json.dumps(report, indent=1, ensure_ascii=False))


def _take_in_persons() -> None:
    """The demonstration's world and the persons of the labels, published and found."""
    from ifex.faces.demo.world import world  # noqa: PLC0415
    from ifex.foundations.core.progress import progress  # noqa: PLC0415
    from ifex.instruments.search.domain.rebuilding import rebuild_index  # noqa: PLC0415
    from ifex.network.archive.interchange.importing import import_objects  # noqa: PLC0415

    objects = list(world(ALERTS, 1, date(2026, 1, 1)))
    for number, line in enumerate((FOLDER / "known_persons.txt").read_text().splitlines()):
        spellings = [one.strip() for one in line.split("|")]
        uid = f"bench-person-{number}"
        objects.append(
            {"type": "person", "uid": uid, "names": {"en": spellings[0]}, "variants": spellings[1:]}
        )
        objects.append(
            {
                "type": "alert", "uid": f"bench-alert-{number}", "published": "2004-03-09T10:00:00Z",
                "happened": {"from": "2004-03-08", "to": None, "precision": "day"}, "countries": ["TN"],
                "targets": [{"name": spellings[0], "variants": spellings[1:], "kind": "journalists", "person": uid}],
                "versions": {"en": {"title": f"Of {number}", "summary": "", "body": "<p>Words.</p>"}},
            }
        )  # fmt: skip
    with progress("Taking in") as bar:
        import_objects(iter(objects), name="bench", by="bench", bar=bar)
    rebuild_index()


def _quality(*, show: bool) -> dict[str, Any]:
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for code in LANGUAGES:
        for number, text in enumerate(yaml.safe_load((FOLDER / f"{code}.yaml").read_text("utf-8")), start=1):
            half = "tuned" if number % 2 else "held back"
            found = _found_in(code, text)
            for kind in KINDS:
                right = set(text[kind] or []) if kind != "when" else {str(text["when"])} - {"None"}
                for whole in ("all", code):
                    _count(counts[half, whole, kind], right, found[kind])
                if show and half == "tuned" and right != found[kind]:
                    print(text["id"], kind, "missed", right - found[kind], "wrong", found[kind] - right)
    return {
        half: {
            whole: {kind: _figures(counts[half, whole, kind]) for kind in KINDS}
            for whole in ("all", *LANGUAGES)
        }
        for half in ("tuned", "held back")
    }


def _found_in(code: str, text: dict[str, Any]) -> dict[str, set[str]]:
    from ifex.network.newsroom.suggesting.facts import suggest_facts  # noqa: PLC0415
    from ifex.network.newsroom.suggesting.told import ToldText  # noqa: PLC0415

    facts = suggest_facts(ToldText(code, text["title"], text["body"]), sent_on=date(2026, 11, 1))
    first = facts.days[:1]
    return {
        "countries": set(facts.countries),
        "when": {day.on.isoformat()[: 10 if day.precision == "day" else 7] for day in first},
        "persons": {_label_of(person.uid) for person in facts.persons},
        "violations": set(facts.violations),
    }


def _label_of(uid: str) -> str:
    if not uid.startswith("bench-person-"):
        return uid
    line = (FOLDER / "known_persons.txt").read_text().splitlines()[int(uid.rpartition("-")[2])]
    return line.split("|")[0].strip()


def _count(counts: Counter[str], right: set[str], found: set[str]) -> None:
    counts["right"] += len(right & found)
    counts["wrong"] += len(found - right)
    counts["missed"] += len(right - found)


def _figures(counts: Counter[str]) -> dict[str, float]:
    given, wanted = counts["right"] + counts["wrong"], counts["right"] + counts["missed"]
    return {
        "precision": round(counts["right"] / given, 2) if given else 1.0,
        "recall": round(counts["right"] / wanted, 2) if wanted else 1.0,
        "labels": wanted,
    }


def _times() -> dict[str, Any]:
    from ifex.faces.demo.world import world  # noqa: PLC0415
    from ifex.foundations.core.html import html_to_text  # noqa: PLC0415
    from ifex.network.newsroom.suggesting.facts import suggest_facts  # noqa: PLC0415
    from ifex.network.newsroom.suggesting.told import ToldText  # noqa: PLC0415

    bodies: dict[str, list[str]] = defaultdict(list)
    for item in world(600, 1, date(2026, 1, 1)):
        if item["type"] == "alert":
            for code, version in item["versions"].items():
                bodies[code].append(f"{version['title']}. {html_to_text(version['body'])}")
    report: dict[str, Any] = {}
    for code in LANGUAGES:
        taken = []
        for number in range(TEXTS + 3):
            chance = random.Random(number)
            words: list[str] = []
            while len(words) < WORDS:
                words += chance.choice(bodies[code]).split()
            text = ToldText(code, " ".join(words[:8]), " ".join(words[8:WORDS]))
            started = time.perf_counter()
            suggest_facts(text, sent_on=date(2026, 11, 1))
            taken.append((time.perf_counter() - started) * 1000)
        report[code] = percentiles(taken[3:])
    return report
