"""Whether all is well. A room registers what it can tell; `ifex check` and `/health/` ask.

    register_check("outbox", check_outbox)

A check takes nothing and returns one Finding: a sentence for the operator, without personal values.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

logger = logging.getLogger(__name__)


class Level(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    level: Level
    sentence: str


Check = Callable[[], Finding]
_checks: dict[str, tuple[Check, bool]] = {}


def good(sentence: str) -> Finding:
    return Finding(Level.GOOD, sentence)


def warning(sentence: str) -> Finding:
    return Finding(Level.WARNING, sentence)


def bad(sentence: str) -> Finding:
    return Finding(Level.BAD, sentence)


def register_check(name: str, check: Check, *, is_quick: bool = True) -> None:
    """Ask `check` in `ifex check`, and if it answers in a few milliseconds (`is_quick`) in `/health/` too."""
    _checks[name] = (check, is_quick)


def run_checks(*, quick_only: bool = False) -> dict[str, Finding]:
    """What each check found. One that fails to answer is bad."""
    findings = {}
    for name, (check, is_quick) in _checks.items():
        if is_quick or not quick_only:
            try:
                findings[name] = check()
            except Exception as refused:
                logger.exception("check %s", name)
                findings[name] = bad(f"The check itself failed: {type(refused).__name__}.")
    return findings
