"""The reference pages know every setting and command; what the repository says of itself holds."""

import re
from pathlib import Path

from django.core.management import get_commands

from ifex.config.environment import known_settings

ROOT = Path(__file__).resolve().parents[2]
INDEX_HOSTS = re.compile("|".join(["py" + "pi\\.org", "python" + "hosted\\.org", "registry\\.npm" + "js"]))


def test_every_setting_is_documented():
    page = (ROOT / "docs/reference/settings.md").read_text("utf-8")

    assert {name for name in known_settings if f"`{name}`" not in page} == set()


def test_every_command_is_documented():
    page = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    own = {name for name, app in get_commands().items() if app.startswith("ifex.")}

    assert {name for name in own if f"ifex {name}" not in page} == set()


def test_locks_name_no_index():
    locks = (ROOT / "requirements").glob("*.txt")

    assert [lock.name for lock in locks if INDEX_HOSTS.search(lock.read_text())] == []


def test_documents_link_to_what_is_there():
    broken = []
    for page in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} → {target}")

    assert broken == []
