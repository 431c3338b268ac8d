"""An installation of its own for a measure, in the bench folder: never the operator's."""

import os
from pathlib import Path

import django
from django.conf import settings

from bench.places import bench_folder


def set_up(name: str = "relevance") -> Path:
    """Prepare Django with the rooms that search needs; returns the folder of the measure. Call it before
    importing rooms.
    """
    folder = bench_folder() / name
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["IFEX_DATA"] = str(folder / "installation")
    os.environ.pop("IFEX_SEARCH_URL", None)
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ifex.config.settings")
    settings.INSTALLED_APPS = [
        *(f"ifex.foundations.{room}" for room in ("core", "audit", "jobs")),
        "ifex.instruments.search",
        "ifex.instruments.taxonomy",
    ]
    django.setup()
    return folder
