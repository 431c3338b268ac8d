import csv
import io
import json
import tracemalloc

import pytest
from openpyxl import load_workbook

from ifex.foundations.core import clock
from ifex.network.archive.domain.publication import current_publication
from ifex.network.archive.exports.columns import COLUMNS
from ifex.network.archive.exports.csv import csv_chunks, disarm
from ifex.network.archive.exports.xlsx import write_workbook, xlsx_chunks
from ifex.network.archive.interchange.writing import public_alert


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


def test_xlsx_keeps_text_that_looks_like_a_formula_as_text(client, index, publish_alert):
    publish_alert(texts={"en": '=HYPERLINK("https://evil.example")'})
    index()

    content = client.get("/en/search/results.xlsx").getvalue()
    workbook = load_workbook(io.BytesIO(content))
    sheet, about = workbook.worksheets
    title = sheet.cell(row=2, column=COLUMNS.index("title") + 1)

    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert (title.value, title.data_type) == ('=HYPERLINK("https://evil.example")', "s")
    assert about["A1"].value == "Search"
    assert about["B1"].value == "http://localhost:8000/en/search/"
    assert about["B3"].value == 1


def test_xlsx_that_is_full_says_so_in_its_last_row():
    file = io.BytesIO()
    rows = (row_with(f"Alert {number}") for number in range(10))

    count = write_workbook(rows, file, address="https://x.example/", at=clock.now(), most_rows=6)

    sheet, about = load_workbook(file).worksheets
    assert count == 4
    assert sheet.max_row == 6
    assert "holds the first 4 alerts only" in sheet["A6"].value
    assert "holds the first 4 alerts only" in about.cell(row=about.max_row, column=1).value


def test_xlsx_takes_what_xml_and_excel_forbid():
    content = b"".join(
        xlsx_chunks([row_with("a\x00b\x0bc" + "d" * 40_000)], address="https://x.example/", at=clock.now())
    )

    title = (
        load_workbook(io.BytesIO(content)).worksheets[0].cell(row=2, column=COLUMNS.index("title") + 1).value
    )

    assert title.startswith("abcd")
    assert len(title) == 32_767


def test_jsonl_is_the_public_interchange_format(client, index, publish_alert):
    alert = publish_alert()
    index()

    response = client.get("/en/search/results.jsonl")
    [line] = response.getvalue().splitlines()

    assert response["Content-Type"] == "application/x-ndjson; charset=utf-8"
    assert json.loads(line) == public_alert(current_publication("alert", alert.uid))


def test_csv_of_many_rows_keeps_memory_flat():
    def peak_of(count):
        tracemalloc.start()
        for chunk in csv_chunks(row_with("x" * 200) for _ in range(count)):
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
    response.close()


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
    second.close()


def test_export_lets_a_reader_who_went_away_come_again(client, taken):
    next(iter(taken))
    taken.close()

    again = client.get("/en/search/results.csv")

    assert again.status_code == 200
    again.close()


def test_export_that_has_arrived_frees_its_place(client, taken):
    assert len(rows_in(taken.getvalue())) == 300

    assert client.get("/en/search/results.csv").getvalue()


def test_export_that_failed_frees_its_place(client, no_index, db, settings, tmp_path):
    assert client.get("/en/search/results.csv").status_code == 503

    assert client.get("/en/search/results.csv")["Retry-After"] == "30"


def test_head_of_an_export_takes_no_place(client, taken):
    assert client.head("/en/search/results.csv").status_code == 200
