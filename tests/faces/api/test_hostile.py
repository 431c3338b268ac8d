"""Whatever an address says, the answer is one of those documented, in JSON, and never a 500."""

import json
from urllib.parse import quote

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ifex.faces.api.endpoints import ENDPOINTS
from ifex.faces.api.openapi import ROOT

LISTS = [endpoint for endpoint in ENDPOINTS if "{" not in endpoint.path]
NASTY = [
    "", "\0", "٣", "²", "-1", "0", "00000000", "9" * 400, "1e9", "NaN", "null", "[]", "(" * 3000, '"' * 200, "%", "'",
    "../..", "2026-02-30", "0000-00-00", "9999-12-31", "0001-01-01", "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00+14:00", "2026-W10-1", "r9999999", "rr", "ffffffffffffff.1", "fffffffffffff.9999999999",
    "0.0", "-f.1", "1..", "..1", "9999..0", "TN,,,NG", ",", "a" * 5000, "\ud800", "😀", "x\u202ey", "group.", "*",
]  # fmt: skip
VALUES = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), st.binary(max_size=20))


def escaped(value):
    return quote(value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass"), safe="")


@pytest.fixture
def asked_openly(world, client):
    def ask(path):
        response = client.get(path)
        assert response.status_code in (200, 301, 302, 404, 410), path
        assert response["Access-Control-Allow-Origin"] == "*"
        if response.status_code != 302:
            json.loads(response.content)
        return response

    return ask


@pytest.mark.parametrize("endpoint", LISTS, ids=[endpoint.name for endpoint in LISTS])
def test_any_parameters_are_answered(asked_openly, endpoint):
    names = [parameter.name for parameter in endpoint.get_parameters()] + ["unknown", "page", "\0", "kinds"]

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(names), VALUES), max_size=6))
    def check(pairs):
        query = "&".join(f"{escaped(name)}={escaped(value)}" for name, value in pairs)
        assert asked_openly(f"{ROOT}{endpoint.path}?{query}").status_code == 200

    check()


@pytest.mark.parametrize("endpoint", LISTS, ids=[endpoint.name for endpoint in LISTS])
def test_every_nasty_value_of_every_parameter_is_answered(asked_openly, endpoint):
    for parameter in endpoint.get_parameters():
        for value in NASTY[
            :: 1 if parameter.name in {"q", "cursor", "on", "known_at", "limit", "page"} else 5
        ]:
            response = asked_openly(f"{ROOT}{endpoint.path}?{parameter.name}={escaped(value)}")
            assert response.status_code == 200


def test_any_path_is_answered(asked_openly):
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.sampled_from(["alerts", "cases", "persons", "organisations", "vocabularies", "nothing"]),
        VALUES,
        st.sampled_from(["", "/history", "/", "?known_on=2026-01-01"]),
    )
    def check(collection, uid, ending):
        asked_openly(f"{ROOT}{collection}/{escaped(uid)}{ending}")

    check()


def test_raw_bytes_of_a_query_are_answered(asked_openly, client):
    for raw in (b"q=\xff\xfe", b"q=\xd8\x00&country=\xc3", b"&&&==%", b"q=%ED%A0%80", "q=صحفيين".encode()):
        response = client.get(f"{ROOT}alerts", QUERY_STRING=raw.decode("latin-1"))
        assert response.status_code == 200
        json.loads(response.content)


def test_a_fault_of_ours_is_said_in_json(db, client, caplog):
    """A table that is gone stands for any fault."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE archive_mention RENAME TO archive_mention_gone")

    response = client.get("/api/v1/persons")

    assert response.status_code == 500
    assert response.json()["error"]["code"] == "went_wrong"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "archive_mention" not in response.content.decode()
    assert "The API failed" in caplog.text
