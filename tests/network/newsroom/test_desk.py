"""The desk and what members send: who has it, questions and answers, notes, and what becomes of it."""

from datetime import UTC, date, datetime
from functools import partial

import pytest
from django.core.files.base import ContentFile
from tests.network.archive.desk_forms import words_of

from ifex.foundations.accounts.models import User
from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.foundations.mail.models import Message
from ifex.instruments.discussion.domain.posts import NothingSaid
from ifex.instruments.discussion.models import Post
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.models import Alert, Perpetrator
from ifex.network.newsroom.domain.accepting import NotSentAgain, accept_as_alert, accept_as_source
from ifex.network.newsroom.domain.desk import (
    ReasonMissing,
    TakenMeanwhile,
    answer_question,
    assign_submission,
    decline_submission,
    note_on_submission,
    return_submission,
)
from ifex.network.newsroom.domain.differing import facts_that_differ
from ifex.network.newsroom.domain.rows import ChangedMeanwhile, NotToBeChanged
from ifex.network.newsroom.domain.submissions import save_submission, send_submission, withdraw_submission
from ifex.network.newsroom.domain.submitted_files import attach_upload
from ifex.network.newsroom.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_index")]

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
LIST = "/admin/submissions/"


def path(submission):
    return f"{LIST}{submission.uid}/"


@pytest.fixture
def editor(sign_in):
    return sign_in("editor")


def user_of(client):
    return User.objects.get(pk=client.session["_auth_user_id"])


# --- The verbs


def test_assign_submission_never_takes_it_from_a_colleague(sent, person_of):
    submission, one, other = sent(), person_of(), person_of()
    taken = assign_submission(submission, to=one, seen=None, by=one, at=NOON)

    with pytest.raises(TakenMeanwhile) as refused:
        assign_submission(submission, to=other, seen=None, by=other, at=NOON)

    assert refused.value.stored.assigned_to == one
    assert assign_submission(taken, to=None, seen=one.pk, by=one, at=NOON).assigned_to is None


def test_return_submission_asks_and_the_member_answers_and_sends_again(sent, contributor, person_of):
    submission, editor = sent(), person_of()

    returned = return_submission(submission, question="Which court?", by=editor, at=NOON)

    assert (returned.state, returned.assigned_to) == ("returned", editor)
    mail = Message.objects.get(purpose="newsroom-returned")
    assert (mail.to, "Which court?" in mail.text) == (contributor.email, True)
    answer_question(returned, text="The one in Sfax.", by=contributor, at=NOON)
    saved = save_submission(
        returned, changes={"place": "Sfax"}, seen=returned.version, by=contributor, at=NOON
    )
    again = send_submission(saved, by=contributor, at=clock.now())
    assert (again.state, again.sent_at) == ("sent", submission.sent_at)
    assert list(Post.objects.values_list("text", "audience")) == [
        ("Which court?", "everybody"), ("The one in Sfax.", "everybody"),
    ]  # fmt: skip


def test_words_that_were_not_sent_again_are_taken_only_knowingly(sent, contributor, person_of, publish_alert):
    returned = return_submission(sent(), question="Which court?", by=person_of(), at=NOON)
    assert returned.rewritten_at is None
    saved = save_submission(
        returned, changes={"account": "They took h"}, seen=returned.version, by=contributor, at=NOON
    )

    for refused in (accept_as_alert, partial(accept_as_source, alert=publish_alert())):
        with pytest.raises(NotSentAgain):
            refused(saved, by=person_of(), at=NOON)
    again = send_submission(saved, by=contributor, at=NOON)
    assert again.rewritten_at is None
    asked = return_submission(again, question="And when?", by=person_of(), at=NOON)
    saved = save_submission(asked, changes={"place": "Sfax"}, seen=asked.version, by=contributor, at=NOON)

    with pytest.raises(ChangedMeanwhile):
        accept_as_alert(saved, with_unsent=True, seen=asked.version, by=person_of(), at=NOON)
    with pytest.raises(NotSentAgain):
        accept_as_alert(saved, with_unsent=True, by=person_of(), at=NOON)

    alert = accept_as_alert(saved, with_unsent=True, seen=saved.version, by=person_of(), at=NOON)

    assert alert.place_name == "Sfax"


def test_the_desk_says_that_the_member_is_still_writing(sent, contributor, person_of, editor):
    returned = return_submission(sent(), question="Which court?", by=person_of(), at=NOON)
    save_submission(returned, changes={"place": "Sf"}, seen=returned.version, by=contributor, at=NOON)
    url = f"{LIST}{returned.uid}/"

    assert "has not sent it again" in editor.get(url).content.decode()
    refused = editor.post(url, {"verb": "accept"}, follow=True)
    assert "still writing" in refused.content.decode()
    assert not Alert.objects.exists()
    stored = Submission.objects.get()
    taken = editor.post(url, {"verb": "accept", "unsent": "on", "version": stored.version})
    assert Alert.objects.get().place_name == "Sf"
    assert str(Alert.objects.get().pk) in taken["Location"]


def test_notes_are_no_questions(sent, person_of):
    submission = sent()
    note_on_submission(submission, text="Ask Reem first.", by=person_of(), at=NOON)

    assert Post.objects.get().audience == "staff"
    assert Message.objects.exclude(purpose="newsroom-receipt").count() == 0
    with pytest.raises(NothingSaid):
        note_on_submission(submission, text="  ", by=person_of(), at=NOON)


def test_decline_submission_says_why(sent, person_of, contributor):
    submission = sent()
    with pytest.raises(ReasonMissing):
        decline_submission(submission, reason=" ", by=person_of(), at=NOON)

    declined = decline_submission(submission, reason="Another member has sent it.", by=person_of(), at=NOON)

    assert (declined.state, declined.closed_at) == ("declined", NOON)
    assert "Another member has sent it." in Message.objects.get(purpose="newsroom-declined").text
    for verb in (return_submission, decline_submission):
        with pytest.raises(NotToBeChanged):
            verb(
                submission,
                **{"question" if verb is return_submission else "reason": "x"},
                by=contributor,
                at=NOON,
            )


def test_accept_as_alert_takes_over_all_that_was_told(
    sent, make_submission, contributor, person_of, data_folder
):
    draft = make_submission(
        perpetrator_kind="police", perpetrators="A witness saw two men.", motive="An article", justification="A law",
        violation="arrest", further_violations=["physical-assault"], action="Write to the minister.",
        action_to="Fax +216 71", closes_on=date(2026, 4, 1),
        stance="We condemn it.", original_url="https://lantern.example/1", place="Sfax", urgency="flash",
    )  # fmt: skip
    attach_upload(
        draft, upload=ContentFile(b"words", name="a.txt"), caption="The order", by=contributor, at=NOON
    )
    submission = send_submission(draft, by=contributor, at=NOON)

    alert = accept_as_alert(submission, by=person_of(), at=NOON)

    text, target = alert.texts.get(), alert.targets.get()
    assert alert.violations == ["arrest", "physical-assault"]
    assert (alert.state, alert.country, alert.urgency, alert.primary_violation) == (
        "draft",
        "TN",
        "flash",
        "arrest",
    )
    assert (text.language, text.state, text.title) == ("en", "draft", "Reporter held in Sfax")
    for words in ("Samira Ben Yedder", "A witness saw two men.", "We condemn it."):
        assert words in text.body
    assert (text.motive, text.justification) == ("An article", "A law")
    assert (target.name, target.consent, target.outlet) == ("Samira Ben Yedder", "given", "Radio Kalima")
    assert alert.perpetrators.get().kind == "police"
    source, action = alert.sources.get(), alert.actions.get()
    assert (source.organisation, source.url) == (submission.organisation, "https://lantern.example/1")
    assert (action.closes_on, action.text["en"]) == (
        date(2026, 4, 1),
        "Write to the minister.\n\nFax +216 71",
    )
    assert alert.attachments.get().caption == {"en": "The order"}
    submission.refresh_from_db()
    assert (submission.state, submission.outcome, submission.alert) == ("accepted", "alert", alert)
    assert Message.objects.filter(purpose="newsroom-accepted").count() == 1
    with pytest.raises(NotToBeChanged):
        accept_as_alert(submission, by=person_of(), at=NOON)
    assert Alert.objects.count() == 1


@pytest.mark.parametrize("risk", ["yes", "unsure"])
def test_accept_never_names_a_member_at_risk(sent, person_of, risk, member, client):
    submission = sent(is_member_at_risk=risk, original_url="https://lantern.example/1")

    alert = accept_as_alert(submission, by=person_of(), at=NOON)

    source = alert.sources.get()
    assert (source.organisation, source.name, source.url) == (None, "IFEX", "")
    publication = publish_ready(alert)
    assert "Lantern" not in str(publication.facts) + str(publication.texts)
    assert member.uid not in str(publication.facts)
    assert "Lantern" not in client.get(f"/en/alerts/{alert.uid}/").content.decode().partition("<main")[2]


def publish_ready(alert):
    alert.texts.update(state="ready")
    return publish(alert, by="test")


def test_accept_as_update_belongs_to_the_same_case(sent, person_of, publish_alert, make_case, make_person):
    case = make_case(make_person())
    earlier = publish_alert(case=case)

    alert = accept_as_alert(sent(), updates=earlier, by=person_of(), at=NOON)

    assert (alert.updates, alert.case) == (earlier, case)
    assert Submission.objects.get().outcome == "update"


def test_accept_as_source_keeps_what_differs_beside(sent, person_of, publish_alert):
    alert = publish_alert(happened_from=date(2026, 3, 7), place_name="Tunis")
    Perpetrator.objects.create(alert=alert, kind="police")
    submission = sent(perpetrator_kind="armed-forces", place="Sfax", language="fr", targets=[])

    accept_as_source(submission, alert=alert, by=person_of(), at=NOON)

    source = alert.sources.order_by("sort_order").last()
    assert source.facts == {"date": "8 mars 2026", "lieu": "Sfax", "auteur des faits": "Forces armées"}
    assert alert.sources.count() == 2
    assert Submission.objects.get().outcome == "source"


@pytest.mark.parametrize(
    ("told", "differing"),
    [
        (["physical-assault"], {}),
        ([], {}),
        (["physical-assault", "murder"], {"violation": "Physical assault and Murder (targeted killing)"}),
    ],
)
def test_less_than_the_alert_says_is_no_difference(sent, publish_alert, told, differing):
    alert = publish_alert(primary_violation="arrest", further_violations=["physical-assault"])
    submission = sent(
        violation=told[0] if told else "", further_violations=told[1:], targets=[],
        place="", country="", happened_from=None, happened_precision="unknown",
    )  # fmt: skip

    assert facts_that_differ(submission, alert) == differing


def test_the_trail_tells_the_story_in_sentences(sent, person_of):
    submission, editor = sent(), person_of()
    return_submission(submission, question="Which court?", by=editor, at=NOON)
    accept_as_alert(submission, by=editor, at=NOON)

    acts = list(AuditLine.objects.filter(subject=submission.uid).order_by("pk").values_list("act", flat=True))

    assert acts == [
        "submission-begun", "submission-saved", "submission-sent", "post-written", "submission-returned",
        "submission-accepted",
    ]  # fmt: skip


# --- At the desk


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_list_shows_what_waits_in_the_editor_s_language(code, sent, make_submission, sign_in):
    sent(headline="Waits")
    make_submission(headline="Still being written")
    client = sign_in("editor")
    User.objects.filter(pk=user_of(client).pk).update(language=code)

    page = words_of(client.get(LIST))

    assert "Waits" in page
    assert "Still being written" not in page


def test_the_list_has_the_most_urgent_first_and_can_be_narrowed(sent, editor):
    sent(headline="Old standard", country="EG", language="ar")
    sent(headline="New flash", urgency="flash")
    other = sent(headline="Taken")
    assign_submission(other, to=user_of(editor), seen=None, by=user_of(editor), at=NOON)

    page = words_of(editor.get(LIST))
    assert page.index("New flash") < page.index("Old standard")
    for asked, shown in (
        ("?language=ar", ["Old standard"]), ("?urgency=flash", ["New flash"]), ("?who=mine", ["Taken"]),
        ("?who=nobodys", ["New flash", "Old standard"]), ("?region=americas", []), ("?region=nowhere&p=x&who=y",
        ["New flash", "Old standard", "Taken"]),
    ):  # fmt: skip
        page = words_of(editor.get(f"{LIST}{asked}"))
        assert [name for name in ("New flash", "Old standard", "Taken") if name in page] == sorted(shown)


def test_an_editor_takes_asks_and_accepts(sent, editor, contributor, enter):
    submission = sent()
    assert "Reporter held in Sfax" in words_of(editor.get(path(submission)))

    editor.post(path(submission), {"verb": "take", "seen": ""})
    editor.post(path(submission), {"verb": "return", "text": "Which court?"})
    member_page = enter(contributor).get(f"/en/desk/alerts/{submission.uid}/")
    assert "Which court?" in words_of(member_page)
    assert user_of(editor).name not in words_of(member_page)
    enter(contributor).post(f"/en/desk/alerts/{submission.uid}/answer/", {"text": "The one in Sfax."})
    assert "The one in Sfax." in words_of(editor.get(path(submission)))
    accepted = editor.post(path(submission), {"verb": "accept"})

    alert = Alert.objects.get()
    assert accepted["Location"] == f"/admin/snippets/archive/alert/edit/{alert.pk}/"
    assert "Reporter held in Sfax" in words_of(editor.get(accepted["Location"]))
    assert "The editors have accepted it" in words_of(
        enter(contributor).get(f"/en/desk/alerts/{submission.uid}/")
    )


def test_notes_stay_with_the_secretariat(sent, editor, contributor, enter):
    submission = sent()
    editor.post(path(submission), {"verb": "note", "text": "Do not trust this."})

    assert "Do not trust this." in words_of(editor.get(path(submission)))
    assert "Do not trust this." not in words_of(enter(contributor).get(f"/en/desk/alerts/{submission.uid}/"))


def test_two_editors_at_once_get_one_alert(sent, sign_in):
    submission, one, other = sent(), sign_in("editor"), sign_in("editor")

    one.post(path(submission), {"verb": "accept"})
    late = other.post(path(submission), {"verb": "accept"}, follow=True)
    declined = other.post(path(submission), {"verb": "decline", "text": "No."}, follow=True)

    assert Alert.objects.count() == 1
    assert "A colleague has decided on it meanwhile" in words_of(late)
    assert "A colleague has decided on it meanwhile" in words_of(declined)


def test_what_was_taken_meanwhile_says_by_whom(sent, sign_in):
    submission, one, other = sent(), sign_in("editor"), sign_in("editor")
    one.post(path(submission), {"verb": "take", "seen": ""})

    assert f"{user_of(one)} has taken it meanwhile." in words_of(
        other.post(path(submission), {"verb": "take", "seen": ""}, follow=True)
    )


def test_alike_is_shown_with_what_differs(sent, editor, publish_alert, index, make_alert, add_target):
    target = {"name": "Samira Ben Yedder"}
    publish_alert(target=target, happened_from=date(2026, 3, 7), texts={"en": "Reporter taken"})
    index()
    add_target(make_alert(texts={"en": "A colleague's draft"}), name="Samira Ben Yedder")
    sent(headline="From another about Samira")
    submission = sent()

    page = words_of(editor.get(path(submission)))

    assert "Reporter taken" in page
    assert "A colleague's draft" in page
    assert "date : 8 March 2026" in page.replace("date: ", "date : ")
    assert "From another about Samira" in page


def test_empty_words_are_asked_for(sent, editor):
    submission = sent()

    for verb in ("return", "decline", "note"):
        assert "Write something first." in words_of(
            editor.post(path(submission), {"verb": verb}, follow=True)
        )
    submission.refresh_from_db()
    assert submission.state == "sent"
    assert editor.post(path(submission), {"verb": "unheard-of"}).status_code == 404
    assert editor.post(path(submission), {"update": "nobody-knows"}).status_code == 404


@pytest.mark.parametrize("role", ["translator", "campaigner", "membership_officer", "finance", "operator"])
def test_the_desk_is_for_editors_alone(sent, sign_in, role):
    submission, client = sent(), sign_in(role)

    for url in (LIST, path(submission)):
        assert client.get(url).status_code in (302, 403)
    client.post(path(submission), {"verb": "accept"})
    submission.refresh_from_db()
    assert submission.state == "sent"


def test_the_desk_is_nothing_for_members_and_strangers(sent, contributor, enter, client):
    submission = sent()

    for hand in (enter(contributor), client):
        for url in (LIST, path(submission)):
            assert hand.get(url).status_code == 302


def test_what_was_never_sent_is_no_business_of_the_desk(make_submission, editor, contributor):
    draft, taken = make_submission(), make_submission()
    withdraw_submission(taken, by=contributor, at=NOON)

    assert editor.get(path(draft)).status_code == 404
    assert editor.get(path(taken)).status_code == 404


def test_the_first_page_of_the_desk_says_what_waits(sent, editor):
    sent()

    assert "1 waiting for a decision" in words_of(editor.get("/admin/"))


@pytest.mark.usefixtures("steady_tables")
def test_the_list_costs_the_same_for_one_and_many(sent, editor, django_assert_num_queries):
    sent()
    editor.get(LIST)
    with django_assert_num_queries(13) as first:
        editor.get(LIST)
    for _ in range(4):
        sent()
    with django_assert_num_queries(len(first)):
        editor.get(LIST)
