"""A further language is one row in the language table and a catalogue: every kind of page then stands in it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
ROW = '    Language("ru", "Русский", "ru"),\n)\n\n_BY_CODE'
CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && n%100>20 ? 1 : 2);\\n"

msgid "Skip to the content"
msgstr "К содержанию"
"""
VISIT = """
import json, sys
import django
django.setup()
from django.test import Client
from ifex.instruments.search.domain.rebuilding import rebuild_index
from ifex.network.archive.models import Publication
from ifex.network.members.models import Organisation
rebuild_index()
alert = Publication.objects.filter(kind="alert", valid_to=None).exclude(reason="withdrawal").first()
case = Publication.objects.filter(kind="case", valid_to=None).first()
member = Organisation.objects.filter(standings__status="full", is_hidden=False).first()
client = Client(headers={"host": "localhost"}, raise_request_exception=False)
pages = {}
for address in ["", "search/?q=journalist", "search/feed.atom", f"alerts/{alert.uid}/", f"alerts/{alert.uid}/history/",
                f"alerts/{alert.uid}/use/", f"cases/{case.uid}/", "persons/", f"organisations/{member.uid}/",
                "organisations/", "countries/", "countries/tn/", "regions/mena/", "issues/impunity/", "prison/",
                "what-we-do/", "help/", "weekly-updates/", "report/", "secure-connection/", "style/", "account/login/",
                "opensearch.xml", "nothing-here/"]:
    response = client.get(f"/ru/{address}")
    text = b"".join(response.streaming_content) if response.streaming else response.content
    pages[address] = [response.status_code, text.decode()]
signed_up = client.post("/ru/weekly-updates/", {"address": "reader@example.org"})
pages["sign-up"] = [signed_up.status_code, signed_up.content.decode()]
english = client.get("/en/")
pages["switch"] = [english.status_code, english.content.decode()]
json.dump(pages, open(sys.argv[1], "w"))
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """What a house with Russian beside the four languages answers: `{address: (status, text)}`."""
    folder = tmp_path_factory.mktemp("fifth")
    shutil.copytree(SOURCE / "ifex", folder / "src/ifex", ignore=shutil.ignore_patterns("__pycache__"))
    table = folder / "src/ifex/foundations/core/languages.py"
    table.write_text(table.read_text("utf-8").replace(")\n\n_BY_CODE", ROW, 1), "utf-8")
    catalogue = folder / "src/ifex/locale/ru/LC_MESSAGES"
    catalogue.mkdir(parents=True)
    (catalogue / "django.po").write_text(CATALOGUE, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "compile", "-i", "django.po", "-o", "django.mo"],
        cwd=catalogue, check=True, capture_output=True,
    )  # fmt: skip
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "PYTHONPATH": str(folder / "src"), "IFEX_DATA": str(folder / "data"), "IFEX_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "ifex.config.settings",
    }  # fmt: skip
    (folder / "visit.py").write_text(VISIT, "utf-8")
    for command in (
        ["-m", "ifex.config.program", "demo", "--alerts", "60"],
        ["visit.py", "pages.json"],
    ):
        run = subprocess.run(
            [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr[-3_000:]
    return {name: tuple(found) for name, found in json.loads((folder / "pages.json").read_text()).items()}


def test_every_kind_of_page_is_answered_in_the_fifth_language(pages):
    expected = {name: 404 if name == "nothing-here/" else 200 for name in pages}

    assert {name: status for name, (status, _text) in pages.items()} == expected


def test_pages_say_their_language_and_use_its_catalogue(pages):
    html = {
        name: text
        for name, (_status, text) in pages.items()
        if text.startswith("<!doctype") and name != "switch"
    }

    assert len(html) > 20
    assert {name for name, text in html.items() if '<html lang="ru" dir="ltr">' not in text} == set()
    assert {name for name, text in html.items() if "К содержанию" not in text} == set()


def test_the_switch_of_every_page_offers_the_fifth_language(pages):
    assert '<a href="/ru/" hreflang="ru" lang="ru" dir="ltr"' in pages["switch"][1]


def test_countries_and_dates_are_of_the_fifth_language(pages):
    assert "Тунис" in pages["countries/"][1]
    assert "Россия" in pages["countries/"][1]


def test_a_page_without_words_in_the_fifth_language_shows_anothers(pages):
    assert 'lang="en" dir="ltr"' in pages["what-we-do/"][1]
