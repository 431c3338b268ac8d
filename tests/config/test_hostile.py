"""Whatever a stranger sends: no crash, no 500, and nothing that takes longer than an honest question may."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ALERTS = 300
TIMES_THE_SLOWEST = 4
"""Of processor time, which a busy machine stretches too."""

SEARCHES = [
    f"/{language}/search/{name}"
    for language in ("en", "ar")
    for name in ("", "feed.atom", "feed.json", "results.csv", "results.xlsx", "results.jsonl")
] + [f"/api/v1/{name}" for name in ("alerts", "cases", "persons", "counts", "situations", "organisations")]
OTHERS = [
    "/", "/en/", "/en/countries/", "/en/countries/tn/", "/en/issues/", "/en/prison/", "/en/alerts/demo-a-0000030/",
    "/en/alerts/demo-a-0000030/history/", "/en/alerts/nothing/", "/api/v1/alerts/demo-a-0000030", "/api/v1/nothing",
    "/api/v1/openapi.json", f"/files/{'a' * 64}/x.png", "/xx/search/", "/health/", "/static/nothing.css",
]  # fmt: skip
GOOD = [
    "",
    "q=journalist",
    'q="press freedom" OR arrest*',
    "country=TN,EG&violation=arrest",
    "sort=oldest&page=5",
]
NAMES = [
    "q", "sort", "page", "cursor", "limit", "year", "year_from", "year_to", "region", "country", "issue", "violation",
    "target", "perpetrator", "member", "language", "kind", "status", "situation", "primary", "month", "sdg", "lang",
    "labels", "by", "scheme", "known_on", "on", "unknown", "kinds", "\0", "",
]  # fmt: skip
NASTY = [
    "", "\0", "٣", "²", "-1", "0", "9" * 400, "1e9", "NaN", "(" * 3_000, "-(" * 1_500, '"' * 200, "*" * 500,
    "a* " * 300,
    "a OR " * 700, "NOT " * 700, "~" * 100, "%", "'", "../..", "2026-02-30", "9999-12-31", "r9999999",
    "ffffffffffffff.1", "TN,,,NG", "," * 5_000, "a" * 100_000, "a " * 50_000, b"\xed\xa0\x80", b"\xff\xfe", b"\xc3",
    "😀" * 500, "x\u202ey", "\u0301" * 3_000, "ﷺ" * 900, "group.", "{!x}", "/(a+)+$/", "1..", "9999..0", "xx",
]  # fmt: skip
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "BREW", "get", ""]
HEADERS = {
    "HTTP_HOST": ["", "evil.example", "localhost:99999", "localhost:x", "[::1", "a" * 5_000, "\xff", "localhost, evil"],
    "HTTP_IF_NONE_MATCH": ["*", 'W/"x"', ",,,", '"a"' * 5_000, "\xff\x00"],
    "HTTP_IF_MODIFIED_SINCE": ["x", "0", "Mon, 32 Foo 9999 99:99:99 GMT", "Thu, 01 Jan 0000 00:00:00 GMT"],
    "HTTP_ACCEPT_LANGUAGE": ["*", "xx", "fr;q=abc", "ar-" + "x" * 5_000, ",".join(["en;q=0.1"] * 3_000), "\xff"],
    "HTTP_COOKIE": ["=", "a=b; " * 2_000, "ifex_session_x=\x00", "\xff\xfe=1"],
    "HTTP_ACCEPT": ["\xff", "text/html"],
    "HTTP_ACCEPT_ENCODING": ["gzip;q=x,,br", "gzip"],
    "HTTP_ORIGIN": ["null", "\xff"],
    "CONTENT_TYPE": ["multipart/form-data; boundary=\xff", "multipart/form-data", "text/html; charset=utf-99"],
    "CONTENT_LENGTH": ["x", "-5", "9" * 30],
    "REMOTE_ADDR": ["", "::1%eth0", "\xff"],
}  # fmt: skip


class Application:
    """The process that answers. One that dies is noted and started anew."""

    def __init__(self, environment):
        self.environment = environment
        self.crashes = []
        self.process = None

    def ask(self, **asked):
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("asked_program.py"))],
                env=self.environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            self.crashes.append(asked)
            self.end()
            return {"status": 599, "crash": "the process died", "seconds": 0.0}
        return json.loads(line)

    def end(self):
        if self.process is not None:
            self.process.communicate()
            self.process = None


@pytest.fixture(scope="module")
def application(tmp_path_factory):
    data = tmp_path_factory.mktemp("hostile")
    environment = {**os.environ, "IFEX_DATA": str(data), "DATABASE_URL": "", "IFEX_EXPORTS_AT_ONCE_EACH": "2"}
    ifex = [sys.executable, "-m", "ifex.config.program"]
    for command in (["migrate", "-v0"], ["demo", "--alerts", str(ALERTS)], ["search", "rebuild"]):
        subprocess.run([*ifex, *command], env=environment, check=True, capture_output=True)
    application = Application(environment)
    yield application
    application.end()


@pytest.fixture(scope="module")
def most_seconds(application):
    """What the slowest of the honest questions takes, and some."""
    taken = [
        application.ask(path=path, query=quote(query, safe="=&"))["seconds"]
        for path in SEARCHES
        for query in (*GOOD, *GOOD)
    ]
    return TIMES_THE_SLOWEST * max(taken)


@pytest.fixture
def survives(application, most_seconds):
    def check(**asked):
        answer = application.ask(**asked)
        assert answer["status"] < 500 or asked["path"] == "/health/", answer.get("crash")
        assert answer["seconds"] < most_seconds
        return answer

    yield check
    assert application.crashes == []


def escaped(value):
    return quote(value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass"), safe="")


VALUES = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), st.binary(max_size=20))
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=8)
PATHS = st.sampled_from(SEARCHES + OTHERS)


@given(st.sampled_from(SEARCHES), PAIRS)
@settings(max_examples=80)
def test_any_question_is_answered(survives, path, pairs):
    query = "&".join(f"{escaped(name)}={escaped(value)}" for name, value in pairs)

    assert survives(path=path, query=query)["status"] == 200


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_every_filter_at_once_is_answered(survives, value):
    query = "&".join(f"{escaped(name)}={escaped(value)}" for name in NAMES)

    for path in ("/en/search/", "/ar/search/feed.json", "/api/v1/alerts", "/api/v1/counts"):
        assert survives(path=path, query=query[:100_000])["status"] == 200


@pytest.mark.parametrize(
    "query",
    ["&" * 100_000, "=%" * 50_000, "country=TN&" * 9_000, "q=" + "a+" * 50_000, "country=" + "TN," * 30_000,
     "&".join(f"x{number}=1" for number in range(10_000)), "q=%00%ff%ED%A0%80&q=%", "\xff\xfe\x00"],
    ids=range(8),
)  # fmt: skip
def test_a_hundred_kilobytes_are_answered(survives, query):
    for path in SEARCHES:
        assert survives(path=path, query=query)["status"] in (200, 400)


@given(PATHS, st.sampled_from(METHODS), st.fixed_dictionaries({}, optional={
    name: st.one_of(st.sampled_from(values), st.text(st.characters(max_codepoint=255), max_size=30))
    for name, values in HEADERS.items()
}))  # fmt: skip
@settings(max_examples=120)
def test_any_method_and_headers_are_answered(survives, path, method, headers):
    answer = survives(path=path, method=method, headers=headers, body="x=1" if method == "POST" else "")

    if method in ("POST", "PUT", "DELETE") and path in SEARCHES:
        assert answer["status"] in (400, 403, 405)


@given(
    st.sampled_from(["", "/en/", "/ar/alerts/", "/en/persons/", "/en/countries/", "/api/v1/", "/files/", "/static/",
                     "/documents/", "/en/account/invitation/", "/admin/", "/mail/", "/styles/", "//"]),
    st.one_of(st.binary(max_size=40), st.sampled_from([b"\x00", b"9" * 40 + b"/", b"a" * 50_000, b"../../etc/passwd"])),
    st.sampled_from(["", "/", "/history/", ".css", "/x"]),
)  # fmt: skip
@settings(max_examples=120)
def test_any_path_is_answered(survives, start, middle, end):
    survives(path=f"{start}{middle.decode('latin-1')}{end}")
