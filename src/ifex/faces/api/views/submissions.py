"""Alerts from a member's own program. Not part of what is open to everybody: a key, no CORS, never cached."""

import json
import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ifex.faces.api.answers import ApiError, answer_error, answer_json
from ifex.faces.api.asking import language_of
from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.foundations.core.limits import LimitReached, count_against_limit
from ifex.foundations.core.turns import network_of
from ifex.network.members.domain.program_keys import find_key
from ifex.network.members.models import ProgramKey
from ifex.network.newsroom.domain.by_program import LONGEST_REFERENCE, take_from_program
from ifex.network.newsroom.domain.submissions import CONTENT
from ifex.network.newsroom.forms.submission import MOST_TARGETS, SubmissionForm, TargetForms
from ifex.network.newsroom.models import Submission
from ifex.network.newsroom.permissions import may_send_unattended

LARGEST_BODY = 200_000
ALERTS_A_DAY = 200
GUESSES_AN_HOUR = 30
LISTS = ("targets", "further_violations")
_UID = re.compile(r"[0-9a-z-]{3,64}")


@csrf_exempt
def send_alert(request: HttpRequest) -> HttpResponse:
    """POST {reference, language, headline, account, …}: 201, or 200 for a reference that is known."""
    return _answer(request, _send, methods=("POST",))


@csrf_exempt
def show_alert(request: HttpRequest, uid: str) -> HttpResponse:
    """GET: where it stands."""
    return _answer(request, lambda asked, key: _show(key, uid), methods=("GET", "HEAD"))


def _answer(request: HttpRequest, view: Any, *, methods: tuple[str, ...]) -> HttpResponse:
    with translation.override(language_of(request)):
        try:
            if request.method not in methods:
                message = _("This address does not take this method.")
                raise ApiError(405, "method_not_allowed", message, headers={"Allow": ", ".join(methods)})
            response = view(request, _key_of(request))
        except ApiError as error:
            response = answer_error(error)
        response["Content-Language"] = language_of(request)
        response["Cache-Control"] = "no-store"
        return response


def _key_of(request: HttpRequest) -> ProgramKey:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    key = find_key(secret.strip(), at=clock.now()) if scheme.lower() == "bearer" else None
    if key is None:
        _count_guess(request)
        message = _(
            "This key does not hold. Send “Authorization: Bearer” and the key that your delegate was given."
        )
        raise ApiError(401, "key_refused", message, headers={"WWW-Authenticate": "Bearer"})
    if not may_send_unattended(key.organisation, clock.now()):
        raise ApiError(403, "may_not_send", _("Your organisation sends no alerts at present."))
    return key


def _count_guess(request: HttpRequest) -> None:
    network = network_of(request.META.get("REMOTE_ADDR", ""))
    try:
        count_against_limit("key-guess", network, at_most=GUESSES_AN_HOUR, every=timedelta(hours=1))
    except LimitReached as reached:
        raise _too_many(reached) from reached


def _too_many(reached: LimitReached) -> ApiError:
    headers = {"Retry-After": str(reached.retry_after_seconds)}
    return ApiError(429, "too_many", _("Too many at once. Please try again later."), headers=headers)


def _send(request: HttpRequest, key: ProgramKey) -> HttpResponse:
    told = _read_body(request)
    reference = told.get("reference")
    if not isinstance(reference, str) or not reference.strip() or len(reference) > LONGEST_REFERENCE:
        message = _("Give a “reference” of your own, so that the same alert twice is one.")
        raise ApiError(422, "reference_missing", message)
    content = _cleaned(told)
    try:
        count_against_limit("alert-by-program", key.uid, at_most=ALERTS_A_DAY, every=timedelta(days=1))
    except LimitReached as reached:
        raise _too_many(reached) from reached
    submission, is_new = take_from_program(key, reference=reference.strip(), at=clock.now(), **content)
    return answer_json(_told(submission), status=201 if is_new else 200)


def _read_body(request: HttpRequest) -> dict[str, Any]:
    if int(request.headers.get("Content-Length") or 0) > LARGEST_BODY:
        raise ApiError(413, "too_large", _("This is more than 200,000 bytes."))
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise ApiError(400, "unreadable", _("This is not a JSON object."))
    return told


def _cleaned(told: dict[str, Any]) -> dict[str, Any]:
    """By the form in which people write: what it refuses is refused here, in the same words."""
    unknown = sorted(set(told) - {"reference", "targets", *CONTENT})
    if unknown:
        message = _("These are not known: %(names)s") % {"names": ", ".join(unknown[:10])[:300]}
        raise ApiError(422, "unknown_fields", message, fields=unknown[:10])
    values = {
        name: "" if told.get(name) is None else str(told[name]) for name in CONTENT if name not in LISTS
    }
    if told.get("language") not in LANGUAGE_CODES:
        values["language"] = ""
    form = SubmissionForm(
        {
            "urgency": "standard",
            "happened_precision": "day",
            **{name: value for name, value in values.items() if value},
            "further_violations": told.get("further_violations") or [],
        }
    )
    targets = _targets_form(told.get("targets", []))
    missing = [name for name in ("headline", "account") if not values[name].strip()]
    errors = {name: [str(_("This is needed."))] for name in missing}
    errors |= {name: [str(one) for one in found] for name, found in form.errors.items()}
    if not targets.is_valid():
        errors["targets"] = [str(one) for row in targets.errors for found in row.values() for one in found]
    if errors:
        raise ApiError(422, "not_valid", _("Some of it is not as it should be."), fields=errors)
    return {**form.cleaned_data, "targets": [row for one in targets if (row := one.target())]}


def _targets_form(rows: Any) -> Any:
    if (
        not isinstance(rows, list)
        or not all(isinstance(row, dict) for row in rows)
        or len(rows) > MOST_TARGETS
    ):
        message = _("“targets” is a list of objects, at most %(most)s.") % {"most": MOST_TARGETS}
        raise ApiError(422, "not_valid", message, fields={"targets": [message]})
    data = QueryDict(mutable=True)
    data["form-TOTAL_FORMS"], data["form-INITIAL_FORMS"] = str(len(rows)), "0"
    for number, row in enumerate(rows):
        for name in ("name", "kind", "gender", "outlet"):
            data[f"form-{number}-{name}"] = str(row.get(name) or "")
    return TargetForms(data)


def _show(key: ProgramKey, uid: str) -> HttpResponse:
    found = Submission.objects.filter(organisation=key.organisation, uid=uid, sent_at__isnull=False).first()
    if not _UID.fullmatch(uid) or found is None:
        raise ApiError(404, "not_found", _("There is nothing at this address."))
    return answer_json(_told(found))


def _told(submission: Submission) -> dict[str, Any]:
    page = reverse("newsroom:submission-show", args=[submission.uid])
    return {
        "uid": submission.uid,
        "reference": submission.origin.removeprefix("api:") if submission.door == "api" else "",
        "state": submission.state,
        "outcome": submission.outcome,
        "sent": submission.sent_at,
        "closed": submission.closed_at,
        "page": settings.IFEX_BASE_URL + page,
    }
