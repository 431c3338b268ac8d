"""What a member may do with a submission, as plain functions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core import clock
from ifex.foundations.core.models import Event
from ifex.foundations.core.personal import forget_what_is_due
from ifex.foundations.core.sealed import Sealed, unsealed
from ifex.foundations.files.models import StoredFile
from ifex.foundations.mail.models import Message
from ifex.network.newsroom.domain.rows import ChangedMeanwhile, NotToBeChanged
from ifex.network.newsroom.domain.submissions import (
    CONTENT,
    NEEDED,
    NotReadyToSend,
    begin_submission,
    missing_in,
    save_submission,
    send_submission,
    take_back_forgotten_drafts,
    withdraw_submission,
)
from ifex.network.newsroom.domain.submitted_files import MOST_FILES, TooManyFiles, attach_upload, remove_file
from ifex.network.newsroom.enums import Door
from ifex.network.newsroom.forms.submission import SECTIONS, SubmissionForm
from ifex.network.newsroom.models import Submission, SubmissionFile

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def acts_on(submission):
    return list(AuditLine.objects.filter(subject=submission.uid).order_by("pk").values_list("act", flat=True))


def test_save_submission_writes_what_differs_and_nothing_else(make_submission, contributor):
    draft = make_submission()
    again = save_submission(draft, changes={"place": "Sfax"}, seen=draft.version, by=contributor, at=NOON)

    assert (again.place, again.version, again.changed_at) == ("Sfax", draft.version + 1, NOON)
    same = save_submission(again, changes={"place": "Sfax"}, seen=1, by=contributor, at=clock.now())
    assert same.version == again.version
    assert AuditLine.objects.filter(act="submission-saved").latest("pk").details == {"fields": "place"}


def test_save_submission_never_writes_over_a_colleague(make_submission, person_of):
    draft = make_submission()
    save_submission(draft, changes={"place": "Sfax"}, seen=draft.version, by=person_of(), at=NOON)

    with pytest.raises(ChangedMeanwhile) as refused:
        save_submission(draft, changes={"place": "Gabès"}, seen=draft.version, by=draft.sender, at=NOON)

    assert refused.value.stored.place == "Sfax"


def test_save_submission_is_not_in_its_own_way(make_submission, contributor):
    draft = make_submission()
    save_submission(draft, changes={"place": "S"}, seen=draft.version, form="open", by=contributor, at=NOON)

    saved = save_submission(
        draft, changes={"place": "Sfax"}, seen=draft.version, form="open", by=contributor, at=NOON
    )

    assert saved.place == "Sfax"


def test_send_submission_says_what_is_missing(member, contributor):
    draft = begin_submission(member, by=contributor, language="en", door=Door.WEB, at=NOON)

    with pytest.raises(NotReadyToSend) as refused:
        send_submission(draft, by=contributor, at=NOON)

    assert refused.value.missing == [*NEEDED, "happened_from"]


def test_send_submission_needs_no_day_where_none_is_known(make_submission):
    assert missing_in(make_submission(happened_from=None, happened_precision="unknown")) == []
    assert missing_in(make_submission(happened_from=None)) == ["happened_from"]


def test_send_submission_once_with_a_receipt_that_repeats_nothing(make_submission, person_of):
    reem = person_of(language="ar", name="Reem")
    draft = make_submission(by=reem)

    sent = send_submission(draft, by=reem, at=NOON)
    send_submission(draft, by=reem, at=clock.now())

    assert (sent.state, sent.sent_at) == ("sent", NOON)
    mail = Message.objects.get()
    assert (mail.to, mail.language) == (reem.email, "ar")
    assert f"/ar/desk/alerts/{draft.uid}/" in mail.text
    assert "Samira" not in mail.text + mail.subject
    assert Event.objects.filter(name="submission_sent").count() == 1
    assert acts_on(draft) == ["submission-begun", "submission-saved", "submission-sent"]


def test_a_submission_with_the_editors_is_not_changed(make_submission, contributor):
    draft = make_submission()
    sent = send_submission(draft, by=contributor, at=NOON)

    with pytest.raises(NotToBeChanged):
        save_submission(sent, changes={"place": "Sfax"}, seen=sent.version, by=contributor, at=NOON)
    with pytest.raises(NotToBeChanged):
        attach_upload(sent, upload=ContentFile(b"words", name="a.txt"), by=contributor, at=NOON)


def test_withdraw_submission_closes_it(make_submission, contributor):
    draft = make_submission()

    taken = withdraw_submission(draft, by=contributor, at=NOON)

    assert (taken.state, taken.closed_at) == ("withdrawn", NOON)
    with pytest.raises(NotToBeChanged):
        withdraw_submission(draft, by=contributor, at=NOON)
    with pytest.raises(NotToBeChanged):
        send_submission(draft, by=contributor, at=NOON)


def test_files_are_stored_attached_once_and_detached(make_submission, contributor, data_folder):
    draft = make_submission()
    attached = attach_upload(
        draft, upload=ContentFile(b"words", name="a.txt"), caption="The order", by=contributor, at=NOON
    )
    again = attach_upload(draft, upload=ContentFile(b"words", name="b.txt"), by=contributor, at=NOON)

    assert attached == again
    assert attached.file.state == "stored"
    remove_file(attached, by=contributor, at=NOON)
    assert (SubmissionFile.objects.count(), StoredFile.objects.count()) == (0, 1)
    assert acts_on(draft)[-2:] == ["submission-file-added", "submission-file-removed"]


def test_files_have_an_end(make_submission, contributor, data_folder):
    draft = make_submission()
    for number in range(MOST_FILES):
        attach_upload(draft, upload=ContentFile(b"%d" % number, name="a.txt"), by=contributor, at=NOON)

    with pytest.raises(TooManyFiles):
        attach_upload(draft, upload=ContentFile(b"more", name="a.txt"), by=contributor, at=NOON)


def test_submissions_change_through_their_domain_alone(make_submission):
    draft = make_submission()

    with pytest.raises(Sealed):
        draft.save()
    with pytest.raises(Sealed):
        Submission.objects.update(state="accepted")


@pytest.mark.parametrize(
    "wrong",
    [{"state": "sent"}, {"state": "accepted", "sent_at": NOON}, {"closed_at": NOON}, {"state": "lost"}],
)
def test_the_table_refuses_states_without_their_moments(make_submission, wrong):
    draft = make_submission()

    with pytest.raises(IntegrityError), transaction.atomic(), unsealed(Submission):
        Submission.objects.filter(pk=draft.pk).update(**wrong)


def test_every_question_of_the_form_is_stored_and_stands_in_one_section():
    asked = [name for section in SECTIONS for name in section.fields]

    assert sorted(asked) == sorted(SubmissionForm.base_fields)
    assert sorted([*asked, "targets"]) == sorted(CONTENT)


def test_dates_that_cross_are_refused():
    form = SubmissionForm({"language": "en", "happened_from": "2026-03-08", "happened_to": "2026-03-01"})

    assert not form.is_valid()
    assert list(form.errors) == ["happened_to"]
    assert SubmissionForm({"language": "en", "happened_from": date(2026, 3, 8)}).is_valid()


def test_drafts_that_nobody_touches_for_a_year_are_taken_back(make_submission, contributor):
    with clock.stopped_clock(NOON):
        old, sent = make_submission(), send_submission(make_submission(), by=contributor, at=NOON)
    with clock.stopped_clock(NOON + timedelta(days=366)):
        fresh = make_submission()

        assert take_back_forgotten_drafts() == 1
        assert take_back_forgotten_drafts() == 0

    for submission, state in ((old, "withdrawn"), (sent, "sent"), (fresh, "draft")):
        submission.refresh_from_db()
        assert submission.state == state


def test_what_was_sent_is_forgotten_two_years_after_its_end(make_submission, contributor):
    with clock.stopped_clock(NOON):
        closed = withdraw_submission(make_submission(), by=contributor, at=NOON)
    with clock.stopped_clock(NOON + timedelta(days=731)):
        forget_what_is_due()

    closed.refresh_from_db()
    assert (closed.headline, closed.account, closed.targets, closed.country) == ("", "", [], "TN")
