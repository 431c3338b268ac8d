"""JSON as it is stored where it holds people's words."""

import json
from typing import Any


class LettersAsTheyAre(json.JSONEncoder):
    """For `JSONField(encoder=…)`: escaped, as is Python's habit, an Arabic text takes three times the room."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})
