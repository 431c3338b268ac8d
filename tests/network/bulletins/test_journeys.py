"""Signing up and leaving as a reader does, and as a hostile stranger does."""

import json
import threading
import time
from datetime import timedelta

import pytest
from django.core import signing
from django.db import OperationalError, connection
from django.test import Client

from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.foundations.core.models import LimitWindow
from ifex.foundations.mail.models import Message
from ifex.network.bulletins.domain.subscribers import pause_subscriber
from ifex.network.bulletins.models import Subscriber

from .conftest import link_in

pytestmark = pytest.mark.django_db

SIGN_UP = "/en/weekly-updates/"


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_page_has_the_box_in_its_language(client, code):
    page = client.get(f"/{code}/style/").content.decode()

    assert f'<form class="sign-up" action="/{code}/weekly-updates/" method="post"' in page
    assert client.get(f"/{code}/weekly-updates/").status_code == 200


def test_a_reader_signs_up_confirms_changes_pauses_takes_along_and_leaves(client):
    asked = client.post("/es/weekly-updates/", {"address": "Lectora@Example.org"})
    assert (asked.status_code, asked.cookies) == (200, {})
    confirming = link_in(Message.objects.get())

    assert client.get(confirming).status_code == 200
    assert Subscriber.objects.get().state == "pending"
    own = client.post(confirming)["Location"].removeprefix("http://localhost:8000")
    assert own == link_in(Message.objects.get(purpose="bulletins-welcome"))
    assert "Lectora@example.org" in client.get(own).content.decode()

    changed = client.post(
        own, {"language": "ar", "bulletins": "weekly_updates", "occupation": "ngo", "country": "TN"}
    )
    arabic = changed["Location"].removeprefix("http://localhost:8000")
    assert arabic.startswith("/ar/weekly-updates/mine/")
    client.post(own, {"act": "pause", "months": "3"})
    assert Subscriber.objects.get().paused_until > clock.today() + timedelta(days=88)
    client.post(own, {"act": "pause", "months": "0"})
    assert Subscriber.objects.get().paused_until is None

    kept = json.loads(client.get(f"{own}data.json").content)
    assert (kept["address"], kept["language"], kept["country"]) == ("Lectora@example.org", "ar", "TN")
    assert client.get(f"{own}leave/").status_code == 200
    assert client.post(f"{own}leave/").status_code == 200
    assert Subscriber.objects.count() == 0
    assert client.get(own).status_code == 410
    assert not client.cookies


def test_a_mail_program_leaves_with_one_click(client, subscribe, own_path):
    subscriber = subscribe()

    response = client.post(
        own_path(subscriber, name="bulletins:subscriber-leave"),
        {"List-Unsubscribe": "One-Click"},
        headers={"origin": "https://mail.example", "sec-fetch-site": "cross-site"},
    )

    assert (response.status_code, Subscriber.objects.count()) == (200, 0)


def test_no_answer_tells_a_known_address_from_an_unknown_one(client, subscribe):
    subscribe("known@example.org")
    paused = subscribe("paused@example.org")
    pause_subscriber(paused, until=clock.today() + timedelta(days=30))
    client.post(SIGN_UP, {"address": "pending@example.org"})

    answers = [
        client.post(SIGN_UP, {"address": f"{name}@example.org"})
        for name in ("unknown", "known", "paused", "pending")
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.items())) for answer in answers}) == 1


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
def test_a_form_from_another_site_is_refused_in_words(client, headers):
    response = client.post(SIGN_UP, {"address": "a@example.org"}, headers=headers)

    assert response.status_code == 403
    assert b"<h1>" in response.content
    assert (Subscriber.objects.count(), Message.objects.count()) == (0, 0)


def test_a_program_that_fills_in_everything_is_told_that_all_went_well(client):
    trapped = client.post(SIGN_UP, {"address": "a@example.org", "website": "https://spam.example"})

    assert trapped.content == client.post(SIGN_UP, {"address": "b@example.org"}).content
    assert list(Subscriber.objects.values_list("address", flat=True)) == ["b@example.org"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"address": "no address"}, "name@example.org"),
        ({"address": ""}, "Write the address"),
        ({"address": "a@example.org", "language": "xx"}, "Select a valid choice"),
        ({"address": "a@example.org", "country": "nowhere"}, "Select a valid choice"),
        ({"address": "x" * 100_000}, "at most 300"),
        ({"address": "a\x00@example.org"}, "Null characters"),
    ],
)
def test_bad_answers_are_explained_and_kept_in_the_form(client, fields, words):
    response = client.post(SIGN_UP, fields)

    assert response.status_code == 400
    assert words in response.content.decode()
    assert Subscriber.objects.count() == 0


def test_whoever_goes_on_is_told_to_wait(client):
    codes = [client.post(SIGN_UP, {"address": f"a{number}@example.org"}).status_code for number in range(7)]
    refused = client.post("/ar/weekly-updates/", {"address": "b@example.org"})

    assert codes == [200] * 5 + [429] * 2
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 600
    assert 'dir="rtl"' in refused.content.decode()
    assert Message.objects.count() == 5
    assert not any("127.0.0.1" in key for key in LimitWindow.objects.values_list("key", flat=True))


@pytest.mark.parametrize("name", ["", "data.json", "leave/"])
def test_links_that_are_forged_or_of_another_purpose_open_nothing(client, subscribe, own_path, name):
    subscriber = subscribe()
    payload = {"id": subscriber.pk, "secret": subscriber.secret}
    of_another = signing.dumps(payload, salt="ifex.link.bulletins.confirm", compress=True)
    with_other_secret = signing.dumps(
        payload | {"secret": "x"}, salt="ifex.link.bulletins.own", compress=True
    )
    empty = signing.dumps({}, salt="ifex.link.bulletins.own", compress=True)

    for token in (of_another, with_other_secret, empty, "x", "%00", "a" * 5_000):
        assert client.get(f"/en/weekly-updates/mine/{token}/{name}").status_code == 410
        if name == "leave/":
            assert client.post(f"/en/weekly-updates/mine/{token}/{name}").status_code == 410
    assert Subscriber.objects.count() == 1


def test_a_page_of_ones_own_is_kept_by_nobody(client, subscribe, own_path):
    response = client.get(own_path(subscribe()))

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert b'<meta name="robots" content="noindex">' in response.content
    assert not response.cookies


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(SIGN_UP).status_code == 405


@pytest.mark.usefixtures("steady_tables")
def test_signing_up_costs_the_same_however_many_there_are(client, subscribe, django_assert_max_num_queries):
    for number in range(30):
        subscribe(f"reader{number}@example.org")
    client.post(SIGN_UP, {"address": "first@example.org"})
    with django_assert_max_num_queries(35):
        client.post(SIGN_UP, {"address": "second@example.org"})


@pytest.mark.django_db(transaction=True)
def test_two_at_once_become_one_subscriber():
    def post():
        for _trial in range(100):
            try:
                Client().post(SIGN_UP, {"address": "twice@example.org"})
                break
            except OperationalError:
                # The tests' SQLite lives in memory, where a second writer is refused instead of made to wait.
                time.sleep(0.02)
        connection.close()

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Subscriber.objects.count() == 1
    assert Message.objects.count() == 1
