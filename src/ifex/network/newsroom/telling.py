"""Of what the newsroom tells people, and whom: words without anything that must not stand in a mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.accounts.models import User
from ifex.foundations.accounts.queries import staff_with_role
from ifex.foundations.core.events import subscribe
from ifex.foundations.core.languages import get_language_row
from ifex.instruments.notifications.domain.notices import notify
from ifex.instruments.notifications.enums import Rhythm
from ifex.instruments.notifications.purposes import Purpose, Told, register_purpose
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import term_label
from ifex.instruments.translation.kinds import find_kind
from ifex.network.archive.models import Alert, Case

from .models import Submission
from .permissions import can_translate, can_work_at_desk

SENT, ANSWERED, REFUSED = "submission-sent", "submission-answered", "publication-refused"
GIVEN, TO_REVIEW, SENT_BACK = "translation-given", "translation-to-review", "translation-sent-back"


def register_telling() -> None:
    for slug, title, default, tell, concerns in (
        (SENT, gettext_lazy("A member has sent an alert"), Rhythm.DAILY, _tell_sent, can_work_at_desk),
        (
            ANSWERED,
            gettext_lazy("A member has answered a question"),
            Rhythm.AT_ONCE,
            _tell_answered,
            can_work_at_desk,
        ),
        (
            REFUSED,
            gettext_lazy("What was scheduled does not go out"),
            Rhythm.AT_ONCE,
            _tell_refused,
            can_work_at_desk,
        ),
        (GIVEN, gettext_lazy("A translation was given to you"), Rhythm.AT_ONCE, _tell_given, can_translate),
        (
            SENT_BACK,
            gettext_lazy("A translation of yours was sent back"),
            Rhythm.AT_ONCE,
            _tell_back,
            can_translate,
        ),
        (
            TO_REVIEW,
            gettext_lazy("A translation waits for a review"),
            Rhythm.DAILY,
            _tell_review,
            can_work_at_desk,
        ),
    ):
        register_purpose(Purpose(slug, title, default, tell, concerns))
    subscribe("submission_sent", "notify-editors", _on_sent)
    subscribe("submission_answered", "notify-editors", _on_answered)
    subscribe("publication_refused", "notify-editors", _on_refused)
    subscribe("translation_given", "notify-translator", _on_given)
    subscribe("translation_sent_back", "notify-translator", _on_sent_back)
    subscribe("translation_to_review", "notify-editors", _on_to_review)


# --- Whom


def _on_sent(uid: str) -> None:
    submission = Submission.objects.filter(uid=uid).first()
    if submission is not None:
        notify(staff_with_role(StaffRole.EDITOR), SENT, key=f"{uid}-{submission.sent_at:%s}", uid=uid)


def _on_answered(uid: str) -> None:
    submission = Submission.objects.filter(uid=uid).select_related("assigned_to").first()
    if submission is not None:
        people = [submission.assigned_to] if submission.assigned_to else staff_with_role(StaffRole.EDITOR)
        notify(people, ANSWERED, key=f"{uid}-{submission.version}", uid=uid)


def _on_refused(kind: str, uid: str) -> None:
    refused = _refused(kind, uid)
    if refused is not None:
        key = f"{kind}-{uid}-{refused.as_of:%s}"
        notify(staff_with_role(StaffRole.EDITOR), REFUSED, key=key, kind=kind, uid=uid)


def _on_given(kind: str, uid: str, language: str, version: int, user: int) -> None:
    _notify_of_turn(User.objects.filter(pk=user), GIVEN, kind, uid, language, version)


def _on_sent_back(kind: str, uid: str, language: str, version: int, user: int) -> None:
    _notify_of_turn(User.objects.filter(pk=user), SENT_BACK, kind, uid, language, version)


def _on_to_review(kind: str, uid: str, language: str, version: int) -> None:
    _notify_of_turn(staff_with_role(StaffRole.EDITOR), TO_REVIEW, kind, uid, language, version)


def _notify_of_turn(
    people: Iterable[User], purpose: str, kind: str, uid: str, language: str, version: int
) -> None:
    key = f"{kind}-{uid}-{language}-{version}"
    notify(people, purpose, key=key, kind=kind, uid=uid, language=language)


# --- In which words: no headline, no name; the desk has them


def _tell_sent(uid: str) -> Told | None:
    submission = Submission.objects.filter(uid=uid).first()
    if submission is None:
        return None
    words = _("An alert waits at the desk: %(urgency)s, %(language)s.") % {
        "urgency": term_label(Vocabulary.URGENCY_LEVELS, submission.urgency),
        "language": submission.language_name,
    }
    return Told(words, _desk(uid))


def _tell_answered(uid: str) -> Told | None:
    return Told(_("A member has answered about alert %(uid)s.") % {"uid": uid}, _desk(uid))


def _tell_refused(kind: str, uid: str) -> Told | None:
    refused = _refused(kind, uid)
    if refused is None:
        return None
    words = _("%(uid)s does not go out as it was planned: look at it once more.") % {"uid": refused.shown}
    return Told(words, settings.IFEX_BASE_URL + refused.path)


def _tell_given(kind: str, uid: str, language: str) -> Told | None:
    return _of_translation(_("A translation into %(language)s is yours."), kind, uid, language)


def _tell_back(kind: str, uid: str, language: str) -> Told | None:
    return _of_translation(_("A translation into %(language)s came back to you."), kind, uid, language)


def _tell_review(kind: str, uid: str, language: str) -> Told | None:
    return _of_translation(_("A translation into %(language)s waits for a review."), kind, uid, language)


def _of_translation(words: str, kind: str, uid: str, language: str) -> Told | None:
    if find_kind(kind) is None:
        return None
    url = reverse("newsroom_translations:show", args=[kind, uid, language])
    return Told(words % {"language": get_language_row(language).name}, settings.IFEX_BASE_URL + url)


def _desk(uid: str) -> str:
    return settings.IFEX_BASE_URL + reverse("newsroom_submissions:show", args=[uid])


@dataclass(frozen=True)
class _Refused:
    shown: str
    path: str
    as_of: datetime


def _refused(kind: str, uid: str) -> _Refused | None:
    """Of an alert or a case by its number, of a page by its row's."""
    if kind == "page":
        page = Page.objects.filter(pk=uid).first()
        if page is None:
            return None
        path = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return _Refused(_("Page %(number)s") % {"number": page.pk}, path, page.latest_revision_created_at)
    model = Alert if kind == "alert" else Case
    record = model.objects.filter(uid=uid).first()
    if record is None:
        return None
    path = reverse(f"wagtailsnippets_archive_{kind}:edit", args=[record.pk])
    return _Refused(uid, path, record.changed_at)
