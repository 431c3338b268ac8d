"""A member's own program sends alerts with a key."""

import json
from datetime import date

import pytest
from django.test import Client
from tests.network.newsroom.conftest import *  # noqa: F403  the cast of the newsroom

from ifex.foundations.core import clock
from ifex.network.members.domain.freezing import freeze_organisation
from ifex.network.members.domain.program_keys import end_key, give_key
from ifex.network.members.models import ProgramKey
from ifex.network.newsroom.models import Submission

URL = "/api/v1/submissions"
ALERT = {
    "reference": "post-17",
    "language": "fr",
    "headline": "Un reporter arrêté",
    "account": "La police l’a arrêté le 8 mars 2026 à Sfax.",
    "happened_from": "2026-03-08",
    "country": "TN",
    "targets": [
        {"name": "Samira Ben Yedder", "kind": "journalists", "gender": "f", "outlet": "Radio Kalima"}
    ],
}


@pytest.fixture
def key(member, person_of):
    """(row, the key itself)"""
    return give_key(member, name="Our site", by=person_of("delegate"), at=clock.now())


def send(secret, told=ALERT, **headers):
    body = told if isinstance(told, bytes) else json.dumps(told)
    headers = {"authorization": f"Bearer {secret}", **headers}
    return Client().post(URL, body, "application/json", headers=headers)


def test_an_alert_is_with_the_editors_and_can_be_followed(key, member):
    answer = send(key[1])

    assert answer.status_code == 201
    submission = Submission.objects.get()
    assert (submission.state, submission.door, submission.organisation) == ("sent", "api", member)
    assert (submission.headline, submission.happened_from) == (ALERT["headline"], date(2026, 3, 8))
    assert submission.targets == ALERT["targets"]
    assert answer.json()["uid"] == submission.uid
    headers = {"authorization": f"Bearer {key[1]}"}
    followed = Client().get(f"{URL}/{submission.uid}", headers=headers)
    assert (followed.json()["state"], followed.json()["reference"]) == ("sent", "post-17")
    assert "Access-Control-Allow-Origin" not in followed
    assert followed["Cache-Control"] == "no-store"


def test_all_that_was_done_can_be_told(key):
    assault = {"violation": "arrest", "further_violations": ["physical-assault", "arrest"]}

    assert send(key[1], ALERT | assault).status_code == 201

    assert Submission.objects.get().violations == ["arrest", "physical-assault"]


def test_the_same_reference_twice_is_one_alert(key):
    codes = [send(key[1]).status_code, send(key[1], {**ALERT, "headline": "Other"}).status_code]

    assert codes == [201, 200]
    assert Submission.objects.get().headline == ALERT["headline"]


@pytest.mark.parametrize(
    ("told", "status", "code"),
    [
        (b"not json", 400, "unreadable"),
        (b"[]", 400, "unreadable"),
        (b"[" * 150_000, 400, "unreadable"),
        (b"x" * 300_000, 413, "too_large"),
        ({**ALERT, "reference": ""}, 422, "reference_missing"),
        ({**ALERT, "state": "accepted"}, 422, "unknown_fields"),
        ({**ALERT, "headline": ""}, 422, "not_valid"),
        ({**ALERT, "language": "tlh"}, 422, "not_valid"),
        ({**ALERT, "country": "Atlantis"}, 422, "not_valid"),
        ({**ALERT, "happened_from": "yesterday"}, 422, "not_valid"),
        ({**ALERT, "targets": "all"}, 422, "not_valid"),
        ({**ALERT, "further_violations": "arrest"}, 422, "not_valid"),
        ({**ALERT, "further_violations": ["dragons"]}, 422, "not_valid"),
        ({**ALERT, "targets": [{"name": "x", "kind": "dragons"}]}, 422, "not_valid"),
    ],
)
def test_what_is_not_right_is_refused_with_a_reason(told, status, code, key):
    answer = send(key[1], told)

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert not Submission.objects.exists()


def test_reasons_come_in_the_language_that_is_asked_for(key):
    answer = send(key[1], {**ALERT, "headline": ""}, **{"accept-language": "fr"})

    assert answer["Content-Language"] == "fr"
    assert answer.json()["error"]["fields"]["headline"] == ["Ce champ est obligatoire."]


@pytest.mark.parametrize("secret", ["", "ifex_wrong", "wrong", "é"])
def test_a_wrong_key_opens_nothing(secret, db):
    answer = send(secret.encode().decode("latin-1"))

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_guesses_are_limited(db):
    codes = [send(f"ifex_{number}").status_code for number in range(31)]

    assert codes[0] == 401
    assert codes[-1] == 429


def test_a_key_that_was_taken_away_opens_nothing(key, contributor):
    end_key(key[0], by=contributor, at=clock.now())

    assert send(key[1]).status_code == 401


def test_whoever_may_send_nothing_sends_nothing_by_a_program(key, member):
    freeze_organisation(member, by="test", at=clock.now())

    assert send(key[1]).status_code == 403


def test_another_members_alerts_are_not_to_be_seen(key, make_submission, other_member, person_of):
    send(key[1])
    theirs = give_key(
        other_member, name="x", by=person_of("delegate", organisation=other_member), at=clock.now()
    )
    uid = Submission.objects.get().uid

    assert Client().get(f"{URL}/{uid}", headers={"authorization": f"Bearer {theirs[1]}"}).status_code == 404


def test_only_a_delegate_gives_a_key_and_it_is_shown_once(member, person_of, enter):
    change = {"verb": "give-key", "name": "Our site"}
    assert enter(person_of("contributor")).post(f"/en/desk/site/{member.uid}/", change).status_code == 404
    delegate = enter(person_of("delegate"))

    page = delegate.post(f"/en/desk/site/{member.uid}/", change).content.decode()

    secret = page.split('<code dir="ltr">')[1].split("</code>")[0]
    assert send(secret).status_code == 201
    assert secret not in delegate.get("/en/desk/site/").content.decode()
    assert secret not in str(ProgramKey.objects.values().get())
