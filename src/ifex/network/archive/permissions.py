"""Who may do what with the archive's working records. What is published anybody may read.

`record` is an alert or a case, or None for the question in general. Superusers have no role unless it was granted.
"""

from typing import Any

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.permissions import has_role
from ifex.foundations.files.models import StoredFile

from .models import AlertAttachment


def can_read_records(user: Any) -> bool:
    """See drafts, lists and history."""
    return has_role(user, StaffRole.EDITOR, StaffRole.TRANSLATOR, StaffRole.CAMPAIGNER)


def can_read_attached(user: Any, file: StoredFile) -> bool:
    """Before it is public: a file of an alert."""
    return can_read_records(user) and AlertAttachment.objects.filter(file=file).exists()


def can_add_alert(user: Any) -> bool:
    return has_role(user, StaffRole.EDITOR)


def can_edit_alert(user: Any, record: Any = None) -> bool:
    """Open the form. Translators find the texts in it, and nothing else."""
    return has_role(user, StaffRole.EDITOR, StaffRole.TRANSLATOR)


def can_edit_facts(user: Any, record: Any = None) -> bool:
    return has_role(user, StaffRole.EDITOR)


def can_publish_alert(user: Any, record: Any = None) -> bool:
    """Publish, schedule and correct in public."""
    return has_role(user, StaffRole.EDITOR)


def can_withdraw_alert(user: Any, record: Any = None) -> bool:
    return has_role(user, StaffRole.EDITOR)


def can_read_persons(user: Any) -> bool:
    """Names stand there without pseudonyms: for those alone who need them."""
    return has_role(user, StaffRole.EDITOR)


def can_edit_person(user: Any, person: Any = None) -> bool:
    return has_role(user, StaffRole.EDITOR)


def can_merge_persons(user: Any) -> bool:
    """And split them again."""
    return has_role(user, StaffRole.EDITOR)


def can_map_words(user: Any) -> bool:
    """Say which term an unknown word of an import means; published alerts are corrected by it."""
    return has_role(user, StaffRole.EDITOR)
