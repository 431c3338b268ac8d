"""A special report: chapters, figures of searches, notes, PDF and EPUB in four languages."""

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.streams import leave

from ifex.faces.demo.domain.reporting import publish_report
from ifex.faces.home.models import ReportPage
from ifex.faces.home.reports.blocks import CHAPTER_BLOCKS
from ifex.faces.home.reports.notes import Notes
from ifex.faces.home.reports.setting import _SETTERS
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.foundations.jobs.event_delivery import deliver_due_events
from ifex.instruments.search.domain.rebuilding import rebuild_index
from ifex.instruments.search.finding import find
from ifex.instruments.search.requests import SearchRequest
from ifex.network.archive.domain.publication import withdraw


@pytest.fixture
def reports(pages, index, publish_alert, settings, tmp_path):
    """The demonstration's report, in every language, over a few alerts."""
    settings.IFEX_DATA = tmp_path
    publish_alert(texts={"en": "Held"}, primary_violation="arbitrary-detention")
    index()
    publish_report(below="work")
    return {page.locale.language_code: page for page in ReportPage.objects.filter(alias_of=None)}


def test_every_block_of_a_chapter_can_be_set_in_a_document():
    assert set(_SETTERS) == {name for name, _block in CHAPTER_BLOCKS}


def test_the_report_is_there_in_every_language_with_notes_and_figures(client, reports):
    assert sorted(reports) == sorted(LANGUAGE_CODES)
    for page in reports.values():
        html = client.get(page.url).content.decode()
        assert f"<h1>{page.title}</h1>" in html
        assert "((" not in html
        assert re.findall(r'id="note-(\d)"', html) == ["1", "2"]
        assert re.findall(r'id="ref-(\d)"', html) == ["1", "2"]
        assert 'class="chart' in html


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_the_report_is_a_pdf_and_an_epub_in_every_language(client, reports, language):
    page = reports[language]
    pdf, epub = (client.get(f"{page.url}{ending}/") for ending in ("pdf", "epub"))

    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    reader = PdfReader(io.BytesIO(b"".join(pdf.streaming_content)))
    assert reader.metadata.title == page.title
    book = zipfile.ZipFile(io.BytesIO(b"".join(epub.streaming_content)))
    words = book.read("EPUB/chapter-2.xhtml").decode()
    assert page.body[1].value["title"] in words
    assert "[2]" in words
    assert not pdf.cookies


def test_what_was_withdrawn_stands_in_no_document_any_more(client, reports, publish_alert, tmp_path):
    alert = publish_alert(texts={"en": "Another held"})
    leave(client.get(f"{reports['en'].url}epub/"))
    assert list((tmp_path / "documents").iterdir())

    withdraw(alert, by="test", note={"en": "Somebody is in danger."})
    deliver_due_events()

    assert not (tmp_path / "documents").exists()


def test_there_is_no_other_ending(client, reports):
    assert client.get(f"{reports['en'].url}exe/").status_code == 404
    assert client.get(f"{reports['en'].url}nothing/").status_code == 404


def test_the_report_is_found_and_listed(client, reports):
    hits = find(SearchRequest.from_params({"q": "postponements"}, kinds=["page"])).hits

    assert hits == []
    rebuild_index()
    hits = find(SearchRequest.from_params({"q": "postponements"}, kinds=["page"])).hits
    assert [hit.uid for hit in hits] == [reports["en"].translation_key.hex]


@given(st.text(alphabet="a( )<>p/", max_size=60))
def test_notes_bear_any_text(text):
    notes = Notes()
    html = notes.take(text, lambda number: f"[{number}]")

    assert html.count("[") == len(notes.texts)


def test_notes_are_numbered_through_the_whole_text():
    notes = Notes()
    marked = [
        notes.take(f"<p>Words ((note {n} <b>bold</b>)).</p>", lambda number: f"[{number}]") for n in (1, 2)
    ]

    assert marked == ["<p>Words [1].</p>", "<p>Words [2].</p>"]
    assert notes.texts == ["note 1 bold", "note 2 bold"]
