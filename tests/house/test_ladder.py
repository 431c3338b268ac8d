"""Foreign keys and strings obey the same order as imports: down the storeys, down the rungs, never sideways."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "ifex"
STOREYS = ("faces", "network", "instruments", "foundations")
TEMPLATE_REFERENCE = re.compile(
    r"""\{%\s*(?:extends|include|url|inclusion)\s+["']([a-z_]+)[/:]""",
)
PYTHON_REFERENCE = re.compile(r"^([a-z_]+)[/:.][a-z_]", re.IGNORECASE)
STRING_CALLS = {
    "get_model",
    "reverse",
    "reverse_lazy",
    "render",
    "render_to_string",
    "get_template",
    "redirect",
}


def _rungs() -> dict[str, tuple[int, str]]:
    """Room → (height, its rung as text), from the import contracts: the same ladder, read from one place."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    heights: dict[str, tuple[int, str]] = {}
    height = 0
    for storey in reversed(STOREYS):
        contract = next(c for c in contracts if c.get("containers") == [f"ifex.{storey}"])
        for rung in reversed(contract["layers"]):
            height += 1
            for room in re.findall(r"\w+", rung):
                heights[room] = (height, rung)
    return heights


RUNGS = _rungs()


def may_name(room: str, other: str) -> bool:
    return room == other or RUNGS[other][0] < RUNGS[room][0]


def room_of(path: Path) -> str | None:
    parts = path.relative_to(SOURCE).parts
    return parts[1] if len(parts) > 2 and parts[0] in STOREYS else None


def test_may_name_knows_the_ladder():
    assert may_name("archive", "members")
    assert not may_name("members", "archive")
    assert not may_name("search", "taxonomy")


def test_foreign_keys_point_down():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in RUNGS
        for field in model._meta.get_fields()
        if field.concrete
        and field.related_model
        and field.related_model._meta.app_label in RUNGS
        and not may_name(model._meta.app_label, field.related_model._meta.app_label)
    ]

    assert upward == []


def test_templates_name_only_rooms_below():
    upward = []
    for path in SOURCE.rglob("templates/**/*"):
        room = room_of(path)
        if room is None or not path.is_file():
            continue
        for other in TEMPLATE_REFERENCE.findall(path.read_text("utf-8")):
            if other in RUNGS and not may_name(room, other):
                upward.append(f"{path.relative_to(SOURCE)} names {other}")

    assert upward == []


def _strings_in_calls(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in STRING_CALLS:
                yield from (
                    a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
                )


def test_strings_in_code_name_only_rooms_below():
    upward = []
    for path in SOURCE.rglob("*.py"):
        room = room_of(path)
        if room is None or "migrations" in path.parts:
            continue
        for text in _strings_in_calls(ast.parse(path.read_text("utf-8"))):
            match = PYTHON_REFERENCE.match(text)
            if match and match[1] in RUNGS and not may_name(room, match[1]):
                upward.append(f"{path.relative_to(SOURCE)} names {text}")

    assert upward == []


@pytest.mark.parametrize("storey", STOREYS)
def test_every_room_stands_on_a_rung(storey):
    rooms = {path.parent.name for path in (SOURCE / storey).glob("*/__init__.py")}

    assert rooms <= set(RUNGS)
