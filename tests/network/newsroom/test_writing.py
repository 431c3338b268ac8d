"""A contributor begins, saves, leaves, comes back, attaches, sends, follows: in four languages, without scripts."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.network.archive.desk_forms import read_form, words_of

from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.network.members.domain.standings import change_standing
from ifex.network.newsroom.domain.submissions import save_submission, send_submission, withdraw_submission
from ifex.network.newsroom.models import Submission
from ifex.network.newsroom.views import writing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]

FORM = "form#writing"
ANSWERS = {"consent": "given", "naming_may_harm": "no", "is_member_at_risk": "no", "concerns_minors": "no"}


def path(submission, part="", language="en"):
    return f"/{language}/desk/alerts/{submission.uid}/{part}"


def post(client, page, url, **changes):
    """What a browser would send, with `changes` typed."""
    form = read_form(page, FORM) | {name: [value] for name, value in changes.items()}
    return client.post(url, form)


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_contributor_begins_saves_comes_back_and_sends(code, person_of, enter, member):
    client = enter(person_of(language=code))

    begun = client.post(f"/{code}/desk/alerts/begin/{member.uid}/")
    draft = Submission.objects.get()
    assert begun["Location"] == path(draft, "write/", code)
    saved = post(
        client,
        client.get(begun["Location"]),
        begun["Location"],
        headline="سجن صحفية",
        **{"target-0-name": "سميرة"},
    )
    assert saved.status_code == 200

    page = client.get(path(draft, "write/", code))
    assert read_form(page, FORM)["headline"] == ["سجن صحفية"]
    refused = post(client, page, path(draft, "write/", code), act="send")
    assert refused.status_code == 400
    soup = BeautifulSoup(refused.content, "html.parser")
    assert len(soup.select(".field--error")) == 6
    sent = post(
        client,
        refused,
        path(draft, "write/", code),
        act="send",
        account="8 مارس 2026",
        happened_from="2026-03-08",
        **ANSWERS,
    )

    assert sent["Location"] == path(draft, "", code)
    draft.refresh_from_db()
    assert (draft.state, draft.language) == ("sent", code)
    assert draft.targets == [{"name": "سميرة", "kind": "journalists", "gender": "unknown", "outlet": ""}]
    followed = client.get(sent["Location"]).content.decode()
    assert draft.uid in followed
    assert "سجن صحفية" in followed
    assert "/write/" not in followed


def test_all_that_was_done_is_told_once_each(make_submission, contributor, enter):
    draft, client = make_submission(violation="arrest"), enter(contributor)
    url = path(draft, "write/")
    form = read_form(client.get(url), FORM) | {"further_violations": ["physical-assault", "arrest"]}

    saved = client.post(url, form)

    draft.refresh_from_db()
    assert draft.violations == ["arrest", "physical-assault"]
    assert read_form(saved, FORM)["further_violations"] == ["physical-assault"]
    assert "What else was done Physical assault" in words_of(client.get(path(draft)))


def test_what_is_wrong_is_said_and_nothing_is_lost(make_submission, contributor, enter):
    draft, client = make_submission(), enter(contributor)
    url = path(draft, "write/")

    refused = post(
        client, client.get(url), url, happened_to="2026-01-01", account="New words", original_url="no address"
    )

    assert refused.status_code == 400
    assert read_form(refused, FORM)["account"] == ["New words"]
    assert "It ends before it begins." in words_of(refused)
    draft.refresh_from_db()
    assert draft.account != "New words"


@pytest.mark.parametrize("total", ["31", "1000000", "-1", "x", ""])
def test_more_targets_than_there_can_be_are_refused_in_words(make_submission, contributor, enter, total):
    draft, client = make_submission(), enter(contributor)
    url = path(draft, "write/")

    refused = post(client, client.get(url), url, account="New words", **{"target-TOTAL_FORMS": total})

    assert refused.status_code == 400
    assert BeautifulSoup(refused.content, "html.parser").select_one("#targets .errorlist")
    assert read_form(refused, FORM)["account"] == ["New words"]


def test_two_who_write_at_once_never_overwrite_each_other(make_submission, contributor, person_of, enter):
    draft, client = make_submission(), enter(contributor)
    url = path(draft, "write/")
    page = client.get(url)
    save_submission(draft, changes={"account": "Theirs"}, seen=draft.version, by=person_of(), at=clock.now())

    refused = post(client, page, url, account="Mine")

    assert refused.status_code == 409
    assert "Theirs" in words_of(refused)
    assert read_form(refused, FORM)["account"] == ["Mine"]
    draft.refresh_from_db()
    assert draft.account == "Theirs"
    assert post(client, refused, url).status_code == 200
    draft.refresh_from_db()
    assert draft.account == "Mine"


def test_saving_as_one_types_answers_with_what_stands_beside(make_submission, contributor, enter):
    draft, client = make_submission(), enter(contributor)
    url = path(draft, "write/")
    form = read_form(client.get(url), FORM) | {"account": ["Police mistreated her yesterday."]}

    first = client.post(url, form, headers={"X-Autosave": "1"})
    form["account"] = ["Police mistreated her on 8 March 2026."]
    button = client.post(url, form)

    assert (first.status_code, first["X-Autosave"]) == (200, "1")
    assert b"<html" not in first.content
    assert "yesterday" in words_of(first)
    assert button.status_code == 200
    draft.refresh_from_db()
    assert draft.account == "Police mistreated her on 8 March 2026."


def test_the_checklist_stands_beside(make_submission, contributor, enter):
    draft = make_submission(account="They mistreated her yesterday.", language="en")
    page = words_of(enter(contributor).get(path(draft, "write/")))

    for words in ("Dates that move yesterday", "Vague words mistreated", "Who did it", "Sources"):
        assert words in page


def test_one_more_target_at_a_time(make_submission, contributor, enter):
    draft, client = make_submission(), enter(contributor)
    url = path(draft, "write/")
    page = client.get(url)
    more = post(
        client,
        page,
        url,
        act="target",
        **{"target-1-name": "Radio Kalima", "target-1-kind": "radio-stations"},
    )

    assert read_form(more, FORM)["target-TOTAL_FORMS"] == ["5"]
    draft.refresh_from_db()
    assert [target["name"] for target in draft.targets] == ["Samira Ben Yedder", "Radio Kalima"]


def photograph():
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0110] = "Secret Camera 3"
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("street.jpg", out.getvalue(), content_type="image/jpeg")


def test_a_person_who_sends_very_many_files_is_told_to_wait(
    make_submission, contributor, enter, data_folder, monkeypatch
):
    monkeypatch.setattr(writing, "UPLOADS_AN_HOUR", 1)
    draft, client = make_submission(), enter(contributor)
    url = path(draft, "write/")
    post(client, client.get(url), url, **{"file-upload": photograph()})

    answer = post(client, client.get(url), url, headline="Kept all the same", **{"file-upload": photograph()})

    draft.refresh_from_db()
    assert (answer.status_code, draft.files.count(), draft.headline) == (429, 1, "Kept all the same")
    assert "within an hour" in answer.content.decode()


def test_files_come_along_cleaned_and_go(make_submission, contributor, enter, data_folder):
    draft, client = make_submission(), enter(contributor)
    url = path(draft, "write/")
    post(client, client.get(url), url, **{"file-upload": photograph(), "file-caption": "The street"})
    attached = draft.files.get()

    assert (attached.given_name, attached.caption) == ("street.jpg", "The street")
    page = client.get(url)
    assert "street.jpg" in words_of(page)
    post(client, page, url, act=f"remove-{attached.pk}")
    assert draft.files.count() == 0


def test_a_file_that_is_refused_says_why_and_the_words_are_saved(
    make_submission, contributor, enter, data_folder
):
    draft, client = make_submission(), enter(contributor)
    url = path(draft, "write/")
    program = SimpleUploadedFile("photo.jpg", b"MZ\x90\x00" * 50, content_type="image/jpeg")

    refused = post(client, client.get(url), url, account="New words", **{"file-upload": program})

    assert refused.status_code == 400
    assert draft.files.count() == 0
    draft.refresh_from_db()
    assert draft.account == "New words"
    assert post(client, refused, url).status_code == 200


def test_what_is_typed_after_it_was_sent_stands_there_to_copy(make_submission, contributor, enter):
    draft, client = make_submission(), enter(contributor)
    url = path(draft, "write/")
    page = client.get(url)
    send_submission(draft, by=contributor, at=clock.now())

    late = post(client, page, url, account="One more thing")

    assert late.status_code == 409
    assert "One more thing" in words_of(late)
    assert client.get(url)["Location"] == path(draft)


def test_what_is_typed_after_the_session_ended_stands_there_to_copy(make_submission, contributor, enter):
    draft, client = make_submission(), enter(contributor)
    url = path(draft, "write/")
    form = read_form(client.get(url), FORM) | {"account": ["One more thing"]}

    signed_out = Client().post(url, form)

    assert signed_out.status_code == 403
    assert "One more thing" in words_of(signed_out)
    assert f"/en/account/login/?next={url}" in signed_out.content.decode()


def test_alike_shows_published_alerts_and_own_submissions_never_those_of_others(
    make_submission, contributor, person_of, other_member, enter, publish_alert, index
):
    publish_alert(texts={"en": "Samira Ben Yedder summoned"}, target={"name": "Samira Ben Yedder"})
    index()
    draft = make_submission()
    make_submission(headline="Our own about Samira")
    stranger = person_of(organisation=other_member)
    make_submission(headline="Their secret about Samira", organisation=other_member, by=stranger)

    page = words_of(enter(contributor).get(path(draft, "write/")))

    assert "Published, and alike Samira Ben Yedder summoned" in page
    assert "Our own about Samira" in page
    assert "Their secret" not in page


def test_taking_it_back(make_submission, contributor, enter):
    draft, client = make_submission(), enter(contributor)

    assert client.post(path(draft, "withdraw/"))["Location"] == path(draft)
    draft.refresh_from_db()
    assert draft.state == "withdrawn"
    assert client.post(path(draft, "withdraw/")).status_code == 409


# --- Who may do what


PAGES = [("", "get"), ("write/", "get"), ("write/", "post"), ("withdraw/", "post")]


@pytest.mark.parametrize(("part", "verb"), PAGES)
def test_nobody_else_learns_of_a_draft(part, verb, make_submission, person_of, other_member, enter, sign_in):
    draft = make_submission()
    stranger = enter(person_of("delegate", organisation=other_member))

    assert getattr(stranger, verb)(path(draft, part)).status_code == 404
    for role in ("editor", "translator", "membership_officer"):
        assert getattr(sign_in(role), verb)(path(draft, part)).status_code == 404
    assert getattr(Client(), verb)(path(draft, part)).status_code in (302, 403)
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.parametrize(("part", "verb"), PAGES)
def test_editors_read_what_was_sent_and_write_nothing_of_it(
    part, verb, make_submission, contributor, sign_in
):
    draft = make_submission()
    send_submission(draft, by=contributor, at=clock.now())

    status = getattr(sign_in("editor"), verb)(path(draft, part)).status_code

    assert status == (200 if part == "" else 404)
    assert getattr(sign_in("translator"), verb)(path(draft, part)).status_code == 404


def test_colleagues_write_on(make_submission, person_of, enter):
    draft = make_submission()
    client = enter(person_of("delegate"))
    url = path(draft, "write/")

    assert post(client, client.get(url), url, account="Theirs").status_code == 200
    draft.refresh_from_db()
    assert draft.account == "Theirs"


def test_people_of_a_former_member_read_and_write_nothing(make_submission, contributor, enter, member):
    draft, client = make_submission(), enter(contributor)
    change_standing(member, status="former", from_on=clock.today(), by="test")

    assert client.get(path(draft)).status_code == 200
    assert client.get(path(draft, "write/")).status_code == 404
    assert client.post(f"/en/desk/alerts/begin/{member.uid}/").status_code == 404
    assert "Send an alert" not in words_of(client.get("/en/desk/alerts/"))


def test_begin_is_for_the_organisation_s_own_people(person_of, other_member, member, enter, sign_in):
    stranger = enter(person_of(organisation=other_member))

    assert stranger.post(f"/en/desk/alerts/begin/{member.uid}/").status_code == 404
    assert sign_in("editor").post(f"/en/desk/alerts/begin/{member.uid}/").status_code == 404
    assert stranger.get(f"/en/desk/alerts/begin/{other_member.uid}/").status_code == 405
    assert not Submission.objects.exists()


def test_forms_need_their_token(make_submission, contributor, enter):
    draft, hand = make_submission(), enter(contributor)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = hand.cookies

    for part in ("write/", "withdraw/"):
        assert strict.post(path(draft, part)).status_code == 403


def test_the_list_shows_the_organisation_s_alone(
    make_submission, contributor, person_of, other_member, enter
):
    make_submission(headline="Ours")
    make_submission(headline="Theirs", organisation=other_member, by=person_of(organisation=other_member))

    page = words_of(enter(contributor).get("/en/desk/alerts/"))

    assert "Ours" in page
    assert "Theirs" not in page


@pytest.mark.usefixtures("steady_tables")
def test_the_list_costs_the_same_for_one_and_many(
    make_submission, contributor, enter, django_assert_num_queries
):
    client = enter(contributor)
    make_submission()
    client.get("/en/desk/alerts/")
    with django_assert_num_queries(11) as first:
        client.get("/en/desk/alerts/")
    for _ in range(4):
        withdraw_submission(make_submission(), by=contributor, at=clock.now())
    with django_assert_num_queries(len(first)):
        client.get("/en/desk/alerts/")


def test_the_desk_shows_what_waits_for_the_own_hand(make_submission, contributor, enter):
    make_submission(headline="Half written")
    send_submission(make_submission(headline="Gone"), by=contributor, at=clock.now())

    page = words_of(enter(contributor).get("/en/desk/"))

    assert "Send an alert" in page
    assert "Half written" in page
    assert "Gone" not in page
