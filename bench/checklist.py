"""How long the house checklist takes over a text of 750 words, in each language.

    make bench ARGS="checklist"

The texts are bodies of the demonstration world put one behind the other, with the names of all their targets.
"""

import argparse
import json
import os
import random
import time
from collections import defaultdict
from datetime import date
from typing import Any

from .figures import percentiles

TEXTS, WORDS, ALERTS = 100, 750, 600


def main(arguments: list[str]) -> None:
    argparse.ArgumentParser(prog="bench checklist").parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ifex.config.settings")
    import django  # noqa: PLC0415 (settings are read only now)

    django.setup()
    print(json.dumps(measure(), indent=1, ensure_ascii=False))


def measure() -> dict[str, Any]:
    from ifex.faces.demo.world import world  # noqa: PLC0415
    from ifex.network.archive.checklist.rules import findings_of  # noqa: PLC0415

    told: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for item in world(ALERTS, 1, date(2026, 1, 1)):
        if item["type"] == "alert":
            names = [target["name"] for target in item["targets"] if target["name"]]
            for code, version in item["versions"].items():
                told[code].append((f"{version['title']}. {version['body']}", names))
    report: dict[str, Any] = {}
    for code, parts in sorted(told.items()):
        drafts = [_draft(code, parts, random.Random(number)) for number in range(TEXTS)]
        for draft in drafts[:5]:
            findings_of(draft)
        taken = []
        for draft in drafts:
            started = time.perf_counter()
            findings_of(draft)
            taken.append((time.perf_counter() - started) * 1000)
        report[code] = {
            "words": sum(len(draft.words) for draft in drafts) // TEXTS,
            "names": sum(len(draft.names) for draft in drafts) / TEXTS,
            "ms": percentiles(taken),
        }
    return report


def _draft(code: str, parts: list[tuple[str, list[str]]], chance: random.Random) -> Any:
    from ifex.foundations.core.html import html_to_text  # noqa: PLC0415
    from ifex.network.archive.checklist.drafts import Draft, Name  # noqa: PLC0415

    words: list[str] = []
    names: set[str] = set()
    while len(words) < WORDS:
        text, named = chance.choice(parts)
        words += html_to_text(text).split()
        names |= set(named)
    return Draft(code, body=" ".join(words[:WORDS]), names=tuple(Name(name) for name in sorted(names)))
