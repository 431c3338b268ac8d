import csv
import io
import json
import re
import tracemalloc
from datetime import datetime
from functools import partial

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.streams import leave

from ifex.foundations.core import clock
from ifex.network.archive.domain.publication import current_publication
from ifex.network.archive.exports.columns import COLUMNS
from ifex.network.archive.exports.csv import csv_chunks, disarm
from ifex.network.archive.exports.xlsx import xlsx_chunks
from ifex.network.archive.interchange.writing import public_alert

ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def rows_in(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def row_with(title):
    return [title if name == "title" else None for name in COLUMNS]


def test_csv_has_every_result_and_not_only_the_first_page(client, index, publish_alert):
    uids = {publish_alert(texts={"en": f"Reporter {number} arrested"}).uid for number in range(45)}
    publish_alert(texts={"en": "Editor fined"}, country="EG")
    index()

    response = client.get("/en/search/results.csv?q=reporter&country=tn&page=2")
    rows = rows_in(response.getvalue())

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'attachment; filename="ifex-alerts-' in response["Content-Disposition"]
    assert {row["uid"] for row in rows} == uids
    assert len(rows) == 45


def test_csv_tells_the_facts_of_an_alert(client, index, publish_alert):
    alert = publish_alert(
        target={"name": "Samira", "gender": "f", "outlet": "Kalima"}, further_violations=["raid"],
        texts={"fr": "Une journaliste arrêtée", "en": "Reporter arrested"},
    )  # fmt: skip
    index()

    [row] = rows_in(client.get("/fr/search/results.csv").getvalue())

    assert list(row) == list(COLUMNS)
    assert {name: row[name] for name in (
        "uid", "address", "language", "title", "languages", "happened_from", "countries", "country_names", "region",
        "primary_violation", "violations", "targets", "target_genders", "sources", "source_addresses", "cpj",
    )} == {
        "uid": alert.uid,
        "address": f"http://localhost:8000/fr/alerts/{alert.uid}/",
        "language": "fr",
        "title": "Une journaliste arrêtée",
        "languages": row["languages"],
        "happened_from": "2026-03-08",
        "countries": "TN",
        "country_names": "Tunisie",
        "region": "mena",
        "primary_violation": "arrest",
        "violations": "arrest; raid",
        "targets": "Samira",
        "target_genders": "f",
        "sources": "LPW",
        "source_addresses": "https://lantern.example/story",
        "cpj": row["cpj"],
    }  # fmt: skip
    assert set(row["languages"].split("; ")) == {"en", "fr"}


def test_csv_begins_with_a_byte_order_mark_and_ends_lines_with_crlf():
    content = b"".join(csv_chunks([row_with("é")]))

    assert content.startswith(b"\xef\xbb\xbfuid,address,")
    assert content.count(b"\r\n") == 2


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@x", "\t=1", "  =1", "\r=1", "＝1"])
def test_disarm_makes_formulas_text_again(text):
    assert disarm(text) == f"'{text}"


@pytest.mark.parametrize("cell", [-1.5, 7, None, "plain", "a=b", ""])
def test_disarm_leaves_the_rest_alone(cell):
    assert disarm(cell) == cell


def xlsx_of(rows, *, language="en", **options):
    """The two sheets as openpyxl reads them."""
    with translation.override(language):
        content = b"".join(
            xlsx_chunks(rows, language=language, address="https://x.example/", at=clock.now(), **options)
        )
    return load_workbook(io.BytesIO(content)).worksheets


def cell_of(sheet, name, row=2):
    return sheet.cell(row=row, column=COLUMNS.index(name) + 1)


def one_end_of_line(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def row_of_cells(**cells):
    return [cells.get(name) for name in COLUMNS]


def test_xlsx_tells_every_result_and_where_it_comes_from(client, index, publish_alert):
    uids = {publish_alert(texts={"en": f"Reporter {number} arrested"}).uid for number in range(25)}
    index()

    response = client.get("/en/search/results.xlsx?q=reporter")
    sheet, about = load_workbook(io.BytesIO(response.getvalue())).worksheets

    assert {row[0].value for row in sheet.iter_rows(min_row=2)} == uids
    assert [row[0].value for row in about.iter_rows(max_row=4)] == [
        "Search", "As known on", "Alerts in this file", "How to count",
    ]  # fmt: skip
    assert about["B1"].value == "http://localhost:8000/en/search/?q=reporter"
    assert about["B3"].value == 25


@pytest.mark.parametrize(
    ("language", "first", "is_rtl"),
    [
        ("en", "Identifier", False),
        ("fr", "Identifiant", False),
        ("es", "Identificador", False),
        ("ar", "المعرّف", True),
    ],
)
def test_xlsx_speaks_the_readers_language(language, first, is_rtl):
    sheet, about = xlsx_of([row_with("A")], language=language)

    assert sheet["A1"].value == first
    assert len({cell.value for cell in sheet[1]}) == len(COLUMNS)
    assert bool(sheet.sheet_view.rightToLeft) == bool(about.sheet_view.rightToLeft) == is_rtl
    assert sheet.freeze_panes == "A2"


def test_xlsx_tells_which_column_of_the_csv_each_is():
    sheet, about = xlsx_of([])

    pairs = [(row[0].value, row[1].value) for row in about.iter_rows(min_row=7)]
    assert pairs == [(cell.value, name) for cell, name in zip(sheet[1], COLUMNS, strict=True)]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("https://evil.example")', "+49", "-2", "@SUM(A1)", "\t=1", "  =1", "＝1"]
)
def test_xlsx_keeps_text_that_looks_like_a_formula_as_text(text):
    sheet, _ = xlsx_of([row_with(text)])

    title = cell_of(sheet, "title")
    assert (title.value, title.data_type, title.quotePrefix) == (text, "s", True)


def test_xlsx_has_days_and_moments_as_such():
    sheet, _ = xlsx_of([row_of_cells(
        happened_from="2004-03-08", happened_to="1999-02-30", published="2004-03-09T12:00:00+02:00", latitude=36.8,
        title="2004-03-08",
    )])  # fmt: skip

    found = {name: cell_of(sheet, name) for name in
             ("happened_from", "happened_to", "published", "latitude", "title", "corrected")}  # fmt: skip
    assert {name: cell.value for name, cell in found.items()} == {
        "happened_from": datetime(2004, 3, 8),  # noqa: DTZ001
        "happened_to": "1999-02-30",
        "published": datetime(2004, 3, 9, 10),  # noqa: DTZ001
        "latitude": 36.8,
        "title": "2004-03-08",
        "corrected": None,
    }  # fmt: skip
    assert [found[name].number_format for name in ("happened_from", "published")] == [
        "yyyy-mm-dd",
        "yyyy-mm-dd hh:mm:ss",
    ]


def test_xlsx_tells_a_day_before_excels_calendar_in_letters():
    sheet, _ = xlsx_of([row_of_cells(happened_from="1900-02-28", happened_to="1900-03-01")])

    assert cell_of(sheet, "happened_from").value == "1900-02-28"
    assert cell_of(sheet, "happened_to").value == datetime(1900, 3, 1)  # noqa: DTZ001


@pytest.mark.parametrize(
    "options", [{"most_rows": 6}, {"most_bytes": 20_000}], ids=["as many rows as fit", "as many bytes as fit"]
)
def test_xlsx_that_is_full_says_so_in_its_last_row(options):
    sheet, about = xlsx_of((row_with(f"Alert {number}" + "x" * 100) for number in range(1_000)), **options)

    count = about["B3"].value
    assert 4 <= count < 1_000
    assert sheet.max_row == count + 2
    assert f"holds the first {count} alerts only" in sheet.cell(sheet.max_row, 1).value
    assert f"holds the first {count} alerts only" in about["A5"].value


NUMBERS = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(2**53), 2**53))


@given(st.lists(st.one_of(st.none(), st.text(), NUMBERS), min_size=len(COLUMNS), max_size=len(COLUMNS)))
@hypothesis_settings(max_examples=40)
def test_xlsx_gives_back_whatever_cells_hold(row):
    sheet, _ = xlsx_of([[f"{cell}!" if isinstance(cell, str) else cell for cell in row]])

    for name, cell in zip(COLUMNS, row, strict=True):
        kept = f"{one_end_of_line(ILLEGAL_IN_XML.sub('', cell))}!" if isinstance(cell, str) else cell
        assert cell_of(sheet, name).value == kept


def test_xlsx_keeps_what_looks_like_an_escape_and_cuts_what_is_too_long():
    sheet, _ = xlsx_of([row_of_cells(title="_x0041_ & <b>", summary="d" * 40_000)])

    assert cell_of(sheet, "title").value == "_x005F_x0041_ & <b>"
    assert len(cell_of(sheet, "summary").value) == 32_767


def test_xlsx_sends_its_first_piece_before_the_second_hundred_rows_is_asked_for():
    asked = []

    def rows():
        for number in range(1_000):
            asked.append(number)
            yield row_with(f"Alert {number}")

    first = next(xlsx_chunks(rows(), language="en", address="https://x.example/", at=clock.now()))

    assert first.startswith(b"PK")
    assert len(asked) <= 200


def test_jsonl_is_the_public_interchange_format(client, index, publish_alert):
    alert = publish_alert()
    index()

    response = client.get("/en/search/results.jsonl")
    [line] = response.getvalue().splitlines()

    assert response["Content-Type"] == "application/x-ndjson; charset=utf-8"
    assert json.loads(line) == public_alert(current_publication("alert", alert.uid))


@pytest.mark.parametrize(
    "chunks_of",
    [csv_chunks, partial(xlsx_chunks, language="en", address="https://x.example/", at=clock.now())],
    ids=["csv", "xlsx"],
)
def test_export_of_many_rows_keeps_memory_flat(chunks_of):
    def peak_of(count):
        tracemalloc.start()
        for chunk in chunks_of(row_with("x" * 200) for _ in range(count)):
            assert chunk
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert peak_of(20_000) < 2 * peak_of(1_000)


@pytest.fixture
def taken(client, index, publish_alert):
    """A large file that its reader has begun to take."""
    for number in range(300):
        publish_alert(texts={"en": f"Reporter {number} arrested"})
    index()
    response = client.get("/en/search/results.csv")
    yield response
    leave(response)


def test_export_answers_503_in_the_readers_language_while_the_address_takes_another(client, taken):
    response = client.get("/ar/search/results.xlsx")

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert 'dir="rtl"' in response.content.decode()
    assert "يجري الآن إعداد ملفات أكثر مما ينبغي" in response.content.decode()


def test_export_serves_other_addresses_until_as_many_run_as_may(client, taken, settings):
    settings.IFEX_EXPORTS_AT_ONCE = 2

    second = client.get("/en/search/results.csv", REMOTE_ADDR="192.0.2.1")
    third = client.get("/en/search/results.csv", REMOTE_ADDR="192.0.2.2")

    assert (second.status_code, third.status_code) == (200, 503)
    leave(second)


def test_export_lets_a_reader_who_went_away_come_again(client, taken):
    next(iter(taken))
    leave(taken)

    again = client.get("/en/search/results.csv")

    assert again.status_code == 200
    leave(again)


def test_export_that_has_arrived_frees_its_place(client, taken):
    assert len(rows_in(taken.getvalue())) == 300

    assert client.get("/en/search/results.csv").getvalue()


def test_export_that_failed_frees_its_place(client, no_index, db, settings, tmp_path):
    assert client.get("/en/search/results.csv").status_code == 503

    assert client.get("/en/search/results.csv")["Retry-After"] == "600"


def test_head_of_an_export_takes_no_place(client, taken):
    assert client.head("/en/search/results.csv").status_code == 200
