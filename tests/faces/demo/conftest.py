from datetime import date
from typing import Any

import pytest

from ifex.faces.demo.world import world

TODAY = date(2026, 11, 22)


class World(list[dict[str, Any]]):
    def of(self, kind: str) -> list[dict[str, Any]]:
        return [item for item in self if item["type"] == kind]

    def texts(self, language: str) -> list[dict[str, str]]:
        return [item["versions"][language] for item in self.of("alert") if language in item["versions"]]


@pytest.fixture(scope="session")
def invented() -> World:
    return World(world(3000, 1, TODAY))
