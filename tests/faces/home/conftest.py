"""Pages in every language, beside published alerts that a real index finds."""

import shutil
from pathlib import Path

import pytest
from tests.faces.home.kinds import kinds  # noqa: F401
from tests.network.archive.conftest import (  # noqa: F401  fixtures
    add_target,
    make_alert,
    make_case,
    make_person,
    organisation,
    sign_in,
    staff,
)
from tests.network.archive.pages.conftest import correct, index, member, no_index, publish_alert  # noqa: F401

from ifex.faces.home.domain.starting import start_pages

SAMPLES = Path(__file__).parent / "starter_samples"


class NoBar:
    def set_total(self, total):
        pass

    def advance(self, count=1):
        pass


@pytest.fixture
def starter(tmp_path):
    """A folder with four small starter pages that use every block."""
    return Path(shutil.copytree(SAMPLES, tmp_path / "starter"))


@pytest.fixture
def pages(db, starter):
    """The starter pages, live in four languages."""
    return start_pages(starter, bar=NoBar())
