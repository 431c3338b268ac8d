"""What readers report: taken from anybody, seen by editors alone, answered by mail, forgotten in time."""

from datetime import timedelta

import pytest

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.foundations.core.personal import forget_what_is_due
from ifex.foundations.core.sealed import Sealed
from ifex.foundations.mail.models import Message
from ifex.network.newsroom.domain.reports import (
    NothingToAnswerTo,
    ReportAlreadyClosed,
    answer_report,
    send_report,
    set_report_aside,
)
from ifex.network.newsroom.models import ReaderReport

pytestmark = pytest.mark.django_db

REPORT = "/en/report/"
QUEUE = "/admin/reports-of-readers/"
GOOD = {"kind": "removal", "about": "http://testserver/en/alerts/a/", "words": "Please take my name out."}


@pytest.fixture
def make_report(db):
    def make(address="reader@example.org", *, at=None, **fields):
        defaults = {"kind": "error", "about": "/en/alerts/a/", "words": "The day is wrong.", "language": "fr"}
        return send_report(address=address, at=at or clock.now(), **(defaults | fields))

    return make


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_page_has_the_way_to_report_it(client, code):
    page = client.get(f"/{code}/style/?q=a").content.decode()

    assert f'<a href="/{code}/report/?about=/{code}/style/" rel="nofollow">' in page
    assert client.get(f"/{code}/report/?about=/{code}/style/").status_code == 200


def test_a_reader_reports_and_an_editor_answers(client, sign_in):
    sent = client.post(REPORT, GOOD | {"address": "reader@example.org"})
    assert (sent.status_code, sent.cookies) == (200, {})
    report = ReaderReport.objects.get()
    assert (report.kind, report.about, report.state) == ("removal", "/en/alerts/a/", "new")
    assert Message.objects.get().purpose == "newsroom-report-arrived"

    editor = sign_in("editor")
    assert "Please take my name out." in editor.get(QUEUE).content.decode()
    assert "Reports of readers" in editor.get("/admin/").content.decode()
    editor.post(QUEUE, {"report": report.pk, "verb": "answer", "answer": "It is gone."})

    report.refresh_from_db()
    answer = Message.objects.get(purpose="newsroom-report-answered")
    assert (report.state, report.answer) == ("answered", "It is gone.")
    assert (answer.to, answer.language, "It is gone." in answer.text) == ("reader@example.org", "en", True)
    assert "Please take my name out." not in editor.get(QUEUE).content.decode()
    assert "Please take my name out." in editor.get(f"{QUEUE}?shown=closed").content.decode()
    acts = AuditLine.objects.filter(subject_kind="report").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["report-sent", "report-answered"]


@pytest.mark.parametrize("role", ["translator", "campaigner", "membership_officer", "finance"])
def test_what_readers_report_is_for_editors_alone(sign_in, make_report, role):
    report = make_report()
    client = sign_in(role)

    assert client.get(QUEUE).status_code in (302, 403)
    client.post(QUEUE, {"report": report.pk, "verb": "aside"})
    report.refresh_from_db()
    assert report.state == "new"


def test_the_queue_is_nothing_for_strangers(client, make_report):
    make_report()

    assert client.get(QUEUE).status_code == 302


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"words": ""}, "This field is required"),
        ({"words": "x" * 5_001}, "at most 5000"),
        ({"kind": "praise"}, "Select a valid choice"),
        ({"address": "nobody"}, "name@example.org"),
        ({"words": "a\x00b"}, "Null characters"),
    ],
)
def test_bad_answers_are_explained_and_nothing_is_lost(client, fields, words):
    response = client.post(REPORT, GOOD | fields)

    assert (response.status_code, ReaderReport.objects.count()) == (400, 0)
    assert words in response.content.decode()
    if fields.get("words") != "":
        assert "Please take my name out." in response.content.decode() or "words" in fields


@pytest.mark.parametrize(
    "about",
    [
        "javascript:alert(1)",
        "https://evil.example",
        "//evil.example/x",
        "http://a//evil.example",
        "\\\\evil",
        "x" * 400,
    ],
)
def test_a_page_that_is_none_of_ours_is_not_kept(client, about):
    client.post(REPORT, GOOD | {"about": about})

    assert ReaderReport.objects.get().about == ""


def test_a_form_from_another_site_is_refused(client):
    assert client.post(REPORT, GOOD, headers={"origin": "https://evil.example"}).status_code == 403
    assert ReaderReport.objects.count() == 0


def test_whoever_sends_much_waits_and_keeps_what_was_written(client):
    codes = [client.post(REPORT, GOOD).status_code for _ in range(4)]
    refused = client.post(REPORT, GOOD)

    assert codes == [200, 200, 200, 429]
    assert "Please take my name out." in refused.content.decode()
    assert int(refused["Retry-After"]) > 0
    assert ReaderReport.objects.count() == 3


def test_two_editors_cannot_both_close_a_report(make_report):
    report = make_report()
    stale = ReaderReport.objects.get(pk=report.pk)
    answer_report(report, answer="Corrected.", by="test", at=clock.now())

    with pytest.raises(ReportAlreadyClosed):
        set_report_aside(stale, by="test", at=clock.now())
    assert Message.objects.filter(purpose="newsroom-report-answered").count() == 1


def test_a_report_without_an_address_is_closed_without_an_answer(make_report, sign_in):
    report = make_report(address="")
    with pytest.raises(NothingToAnswerTo):
        answer_report(report, answer="x", by="test", at=clock.now())

    sign_in("editor").post(QUEUE, {"report": report.pk, "verb": "aside"})

    report.refresh_from_db()
    assert (report.state, Message.objects.count()) == ("set_aside", 0)


def test_reports_are_written_through_their_domain_alone(make_report):
    with pytest.raises(Sealed):
        make_report().save()


def test_what_was_written_is_forgotten_a_year_after_it_was_closed(make_report):
    for days in (366, 364):
        set_report_aside(make_report(), by="test", at=clock.now() - timedelta(days=days))
    make_report(at=clock.now() - timedelta(days=900))

    forget_what_is_due()

    kept = ReaderReport.objects.order_by("pk").values_list("words", "address")
    assert list(kept) == [
        ("", ""),
        ("The day is wrong.", "reader@example.org"),
        ("The day is wrong.", "reader@example.org"),
    ]


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 40])
def test_the_queue_bears_any_number(sign_in, key):
    assert sign_in("editor").post(QUEUE, {"report": key, "verb": "aside"}).status_code == 404


@pytest.mark.usefixtures("steady_tables")
def test_the_queue_costs_the_same_for_one_report_and_three(sign_in, make_report, django_assert_num_queries):
    editor = sign_in("editor")
    make_report()
    editor.get(QUEUE)
    with django_assert_num_queries(13) as first:
        editor.get(QUEUE)
    make_report()
    make_report()
    with django_assert_num_queries(len(first)):
        editor.get(QUEUE)
