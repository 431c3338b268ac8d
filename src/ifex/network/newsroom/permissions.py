"""Who may see and answer what readers and members send: it can hold what endangers somebody."""

from datetime import datetime
from typing import Any

from django.conf import settings

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.permissions import has_role
from ifex.foundations.files.models import StoredFile
from ifex.instruments.translation.domain.work import SOMEBODY
from ifex.instruments.translation.models import TranslationWork
from ifex.network.members.models import Organisation
from ifex.network.members.permissions import can_submit, may_be_acted_for
from ifex.network.members.queries import mandates_on

from .models import Submission, SubmissionFile


def can_answer_reports(user: Any) -> bool:
    return has_role(user, StaffRole.EDITOR)


def can_work_at_desk(user: Any) -> bool:
    """See everything that members send, and decide on it."""
    return has_role(user, StaffRole.EDITOR)


def can_read_sent_file(user: Any, file: StoredFile) -> bool:
    """A file of what a member sent."""
    return can_work_at_desk(user) and SubmissionFile.objects.filter(file=file).exists()


def can_translate(user: Any) -> bool:
    """See the board and write translations."""
    return has_role(user, StaffRole.EDITOR, StaffRole.TRANSLATOR)


def can_approve_translation(user: Any, work: TranslationWork) -> bool:
    """Editors any; a translator what others alone have written."""
    is_known = bool(work.writers) and SOMEBODY not in work.writers
    is_anothers = is_known and user.pk not in work.writers and work.translator_id != user.pk
    return has_role(user, StaffRole.EDITOR) or (has_role(user, StaffRole.TRANSLATOR) and is_anothers)


def can_give_translation(user: Any, to: Any) -> bool:
    """Editors to anybody; a translator takes it, or gives it back."""
    return has_role(user, StaffRole.EDITOR) or (has_role(user, StaffRole.TRANSLATOR) and to in (None, user))


def can_keep_glossary(user: Any) -> bool:
    return can_translate(user)


def can_see_submission(user: Any, submission: Submission, at: datetime) -> bool:
    """The organisation's own people, also where it may send nothing today; and the desk what was sent."""
    is_own = user.is_active and mandates_on(user, submission.organisation, at.date()).exists()
    return is_own or (submission.sent_at is not None and can_work_at_desk(user))


def may_send_unattended(organisation: Organisation, at: datetime) -> bool:
    """Whether what comes from its feed or its program is taken: as `can_submit`, but for the person."""
    return may_be_acted_for(organisation, at, statuses=settings.IFEX_STATUSES_THAT_SUBMIT)


def can_write_submission(user: Any, submission: Submission, at: datetime) -> bool:
    return can_submit(user, submission.organisation, at)
