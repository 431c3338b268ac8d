"""Writing a submission: saved by a button, and where scripts run as one types. Save, leave, come back."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ifex.foundations.core import clock
from ifex.foundations.core.languages import DEFAULT_LANGUAGE
from ifex.foundations.core.limits import LimitReached, count_against_limit
from ifex.foundations.files.refusal import FileRefused
from ifex.network.newsroom.domain.rows import ChangedMeanwhile, NotToBeChanged
from ifex.network.newsroom.domain.submissions import (
    CONTENT,
    NEEDED,
    NotReadyToSend,
    save_submission,
    send_submission,
)
from ifex.network.newsroom.domain.submitted_files import TooManyFiles, attach_upload, remove_file
from ifex.network.newsroom.enums import WRITABLE_STATES
from ifex.network.newsroom.forms.submission import (
    MOST_TARGETS,
    SECTIONS,
    SubmissionForm,
    TargetForms,
    UploadForm,
    initial_of,
)
from ifex.network.newsroom.models import Submission, SubmissionFile
from ifex.network.newsroom.permissions import can_write_submission
from ifex.network.newsroom.presenters.checking import broken_rules
from ifex.network.newsroom.presenters.similar import Similar, similar_to
from ifex.network.newsroom.presenters.told import Told, told_of

from .kept import decided_already, signed_out
from .submissions import desk_step, list_step, submission_seen_by

EMPTY_ROWS = 1
UPLOADS_AN_HOUR = 60
"""By one person: large ones are read one at a time, and others wait for their turn."""
AUTOSAVE = "X-Autosave"


@dataclass
class Writing:
    """One open form: what is stored, what was typed, and what is wrong with it."""

    submission: Submission
    form: SubmissionForm
    targets: Any
    upload: UploadForm
    mark: str
    seen: int
    status: int = 200
    is_saved: bool = True
    done: str = ""
    theirs: list[Told] = field(default_factory=list)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, uid: str) -> HttpResponse:
    """POST saves; `act` says what besides: `target` (one more row), `remove-<n>` (a file), `send`."""
    if request.method == "POST" and not request.user.is_authenticated:
        return signed_out(request)
    return _write(request, uid)


@login_required
def _write(request: HttpRequest, uid: str) -> HttpResponse:
    submission = submission_seen_by(request, uid)
    if not can_write_submission(request.user, submission, clock.now()):
        raise Http404
    if submission.state not in WRITABLE_STATES:
        return (
            decided_already(request, submission)
            if request.method == "POST"
            else redirect("newsroom:submission-show", uid)
        )
    if request.method != "POST":
        return _page(request, _opened(submission))
    writing = _posted(request, submission)
    try:
        return _act(request, writing)
    except NotToBeChanged:
        return decided_already(request, submission)


def _opened(submission: Submission) -> Writing:
    return Writing(
        submission,
        SubmissionForm(initial=initial_of(submission)),
        _target_forms(submission),
        UploadForm(prefix="file"),
        secrets.token_urlsafe(16),
        submission.version,
    )


def _target_forms(submission: Submission, *, empty: int = EMPTY_ROWS) -> Any:
    empty = min(empty, MOST_TARGETS - len(submission.targets))
    return TargetForms(initial=[*submission.targets, *({} for _ in range(empty))], prefix="target")


def _posted(request: HttpRequest, submission: Submission) -> Writing:
    seen = request.POST.get("seen", "")
    return Writing(
        submission,
        SubmissionForm(request.POST, initial=initial_of(submission)),
        TargetForms(request.POST, prefix="target"),
        UploadForm(request.POST, request.FILES, prefix="file"),
        request.POST.get("form", "")[:32],
        int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
    )


def _act(request: HttpRequest, writing: Writing) -> HttpResponse:
    act = request.POST.get("act", "save")
    if not _save(request, writing):
        return _page(request, writing)
    if act.startswith("remove-"):
        _remove(request, writing, act.removeprefix("remove-"))
    elif act == "send":
        try:
            send_submission(writing.submission, by=request.user, at=clock.now())
        except NotReadyToSend as refused:
            return _page(request, _not_ready(writing, refused.missing))
        return redirect("newsroom:submission-show", writing.submission.uid)
    writing.submission.refresh_from_db()
    shown = _opened(writing.submission)
    shown.mark, shown.done = writing.mark, _("Saved.")
    if act == "target":
        shown.targets = _target_forms(writing.submission, empty=EMPTY_ROWS + 2)
    return _page(request, shown)


def _save(request: HttpRequest, writing: Writing) -> bool:
    """What was typed and sent along. False where something is wrong with it; `writing` says what."""
    is_right = writing.form.is_valid() & writing.targets.is_valid() & writing.upload.is_valid()
    if not is_right:
        writing.status, writing.is_saved = 400, False
        return False
    changes = {name: _stored(value) for name, value in writing.form.cleaned_data.items() if name in CONTENT}
    changes["targets"] = [target for row in writing.targets if (target := row.target())]
    try:
        writing.submission = save_submission(
            writing.submission,
            changes=changes,
            seen=writing.seen,
            form=writing.mark,
            by=request.user,
            at=clock.now(),
        )
    except ChangedMeanwhile as refused:
        _tell_apart(writing, refused.stored, changes, is_shown=AUTOSAVE not in request.headers)
        return False
    return _attach(request, writing)


def _stored(value: Any) -> Any:
    """Lines end alike, whatever the browser: else each save would be a change."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _attach(request: HttpRequest, writing: Writing) -> bool:
    upload = writing.upload.cleaned_data.get("upload")
    if not upload:
        return True
    try:
        count_against_limit("upload", str(request.user.pk), at_most=UPLOADS_AN_HOUR, every=timedelta(hours=1))
    except LimitReached:
        writing.upload.add_error(
            "upload", _("Many files have come from you within an hour. Add this one later.")
        )
        return _with_words_kept(writing, status=429)
    said = {name: writing.upload.cleaned_data[name] for name in ("caption", "credit")}
    try:
        attach_upload(writing.submission, upload=upload, **said, by=request.user, at=clock.now())
    except FileRefused as refused:
        writing.upload.add_error("upload", str(refused.reason))
    except TooManyFiles:
        writing.upload.add_error("upload", _("There are as many files as one alert can have."))
    else:
        return True
    return _with_words_kept(writing, status=400)


def _with_words_kept(writing: Writing, *, status: int) -> bool:
    """The file is not there, but what was written is saved."""
    writing.submission.refresh_from_db()
    writing.seen, writing.status = writing.submission.version, status
    return False


def _remove(request: HttpRequest, writing: Writing, number: str) -> None:
    files = SubmissionFile.objects.filter(submission=writing.submission).select_related("submission", "file")
    attached = files.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if attached is not None:
        remove_file(attached, by=request.user, at=clock.now())


def _tell_apart(writing: Writing, stored: Submission, mine: dict[str, Any], *, is_shown: bool) -> None:
    """Somebody else has saved meanwhile. Once what they wrote is shown, the next save of this form writes over it."""
    different = {name for name, value in mine.items() if getattr(stored, name) != value}
    rows = [row for section in told_of(stored) for row in section.rows]
    writing.theirs = [row for row in rows if row.name in different or row.name.startswith("target-")]
    writing.submission, writing.status, writing.is_saved = stored, 409, False
    if is_shown:
        writing.seen = stored.version


def _not_ready(writing: Writing, missing: list[str]) -> Writing:
    """The stored submission again, with what it lacks said at each field."""
    writing.seen, writing.status = writing.submission.version, 400
    for name in missing:
        writing.form.add_error(name, _("The editors need this before you can send it."))
    return writing


def _page(request: HttpRequest, writing: Writing) -> HttpResponse:
    language = (get_language() or DEFAULT_LANGUAGE).split("-")[0]
    is_autosave = AUTOSAVE in request.headers
    context = {
        "writing": writing,
        "submission": writing.submission,
        "broken": broken_rules(writing.submission),
        "similar": Similar() if writing.status == 409 else similar_to(writing.submission, language=language),
        "now": clock.now(),
        "is_unlisted": True,
    }
    if is_autosave:
        beside = render(request, "newsroom/components/beside.html", context, status=writing.status)
        beside[AUTOSAVE] = "1"
        return beside
    context |= {
        "sections": [(section, [writing.form[name] for name in section.fields]) for section in SECTIONS],
        "needed": [*NEEDED, "happened_from"],
        "files": writing.submission.files.select_related("file"),
        "breadcrumb": [desk_step(), list_step(), {"title": str(writing.submission), "url": None}],
    }
    return render(request, "newsroom/write.html", context, status=writing.status)
