import os
import time

import pytest

from ifex.foundations.jobs.heartbeats import WorkerState, write_heartbeat
from ifex.foundations.mail.domain.outbox import queue_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def data_folder(settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    return tmp_path


def test_show_health_fails_without_a_worker(client, data_folder):
    response = client.get("/health/")

    assert response.status_code == 503
    answer = response.json()
    assert (answer["status"], answer["checks"]["worker"]) == ("failing", "bad")
    assert answer["checks"]["database"] == "good"


def test_show_health_is_well_with_a_worker(client, data_folder):
    write_heartbeat(WorkerState(pid=os.getpid(), started_at=time.time(), at=0))

    response = client.get("/health/")

    assert (response.status_code, response.json()["status"]) == (200, "well")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.fixture
def kept_mail(settings):
    settings.IFEX_MAIL_IS_KEPT = settings.IFEX_DEMO = True
    return queue_message(
        "test",
        to="a@example.net",
        language="ar",
        subject="<b>رمز</b>",
        text="https://example.org/x?a=1\n<script>",
    )


def test_list_kept_mail_shows_it(client, kept_mail):
    page = client.get("/mail/").content.decode()

    assert "&lt;b&gt;رمز&lt;/b&gt;" in page
    assert f"/mail/{kept_mail.pk}/" in page


def test_show_kept_mail_makes_addresses_links(client, kept_mail):
    page = client.get(f"/mail/{kept_mail.pk}/").content.decode()

    assert '<a href="https://example.org/x?a=1"' in page
    assert "<script>" not in page.partition("<article")[2]


def test_list_kept_mail_asks_as_much_for_three_as_for_one(
    client, kept_mail, django_assert_max_num_queries, steady_tables
):
    client.get("/mail/")
    for number in range(3):
        queue_message("test", to="a@example.net", language="en", subject=f"s{number}", text="t")
    with django_assert_max_num_queries(4):
        assert client.get("/mail/").content.count(b"<tr>") == 5


@pytest.mark.parametrize(("is_demo", "is_kept"), [(False, True), (True, False)])
def test_list_kept_mail_is_for_the_demonstration_only(client, settings, kept_mail, is_demo, is_kept):
    settings.IFEX_DEMO, settings.IFEX_MAIL_IS_KEPT = is_demo, is_kept

    assert client.get("/mail/").status_code == 404
    assert client.get(f"/mail/{kept_mail.pk}/").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "x", "\0"])
def test_list_kept_mail_takes_any_page_number(client, kept_mail, page):
    assert client.get("/mail/", {"page": page}).status_code == 200
