"""The word lists of `words/`, read once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_WORDS = Path(__file__).parent / "words"


@cache
def read_list(name: str) -> dict[str, Any]:
    """`words/<name>.yaml`; {} where there is none: a language without a list suggests nothing."""
    path = _WORDS / f"{name}.yaml"
    if not path.exists():
        return {}
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found
