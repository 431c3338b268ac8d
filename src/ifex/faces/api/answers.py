"""What every answer has in common: JSON, open to every site, in the asker's language, never with a cookie."""

import hashlib
import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from .asking import language_of

log = logging.getLogger(__name__)

A_MINUTE = 60
METHODS = "GET, HEAD, OPTIONS"
View = Callable[..., HttpResponseBase]


class ApiError(Exception):
    """What could not be answered. `code` is for machines, for ever; `message` in the asker's language.

    `further` is added to the error object, `headers` to the answer.
    """

    def __init__(
        self, status: int, code: str, message: str, *, headers: dict[str, str] | None = None, **further: Any
    ) -> None:
        super().__init__(code)
        self.status = status
        self.headers = headers or {}
        self.error = {"code": code, "message": message, **further}


def answer_json(content: Any, *, status: int = 200) -> HttpResponse:
    # A lone surrogate in somebody's text must not break the answer.
    body = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8")


def keep_a_minute(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=A_MINUTE)
    return response


def ask_again_each_time(response: HttpResponse) -> HttpResponse:
    """Kept, but used only after asking whether it still holds: a withdrawal must reach everybody at once."""
    patch_cache_control(response, public=True, no_cache=True)
    return response


def answer_error(error: ApiError) -> HttpResponse:
    response = answer_json({"error": error.error}, status=error.status)
    response["Cache-Control"] = "no-store"
    for name, value in error.headers.items():
        response[name] = value
    return response


def being_rebuilt() -> ApiError:
    message = _("The search is not available. Please try again later.")
    return ApiError(503, "search_unavailable", message, headers={"Retry-After": "30"})


def no_such_address() -> ApiError:
    return ApiError(404, "not_found", _("There is nothing at this address."))


def went_wrong() -> ApiError:
    return ApiError(500, "went_wrong", _("Something went wrong on our side. Please try again later."))


def _method_not_allowed() -> ApiError:
    message = _("Only reading is possible here: GET, HEAD and OPTIONS.")
    return ApiError(405, "method_not_allowed", message, headers={"Allow": METHODS})


def answer_openly(view: View) -> View:
    """The door of each address: methods, language, errors, conditional answers, and CORS on every answer."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            response = _answer(view, request, *args, **kwargs)
        response["Content-Language"] = language
        return _open_to_all(response)

    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    method = request.method
    if method == "OPTIONS":
        return HttpResponse(status=204)
    if method not in ("GET", "HEAD"):
        return answer_error(_method_not_allowed())
    request.method = "GET"
    try:
        response = view(request, *args, **kwargs)
    except ApiError as error:
        response = answer_error(error)
    except Exception:
        log.exception("The API failed at %s", request.path)
        response = answer_error(went_wrong())
    finally:
        request.method = method
    if response.status_code == 200 and isinstance(response, HttpResponse):
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response = get_conditional_response(request, etag=response["ETag"], response=response) or response
    if method == "HEAD" and isinstance(response, HttpResponse):
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response["Access-Control-Expose-Headers"] = "Content-Language, ETag, Location, Retry-After"
    response["Access-Control-Max-Age"] = "86400"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_vary_headers(response, ["Accept-Language"])
    return response
