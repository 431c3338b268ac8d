"""The NinjaAPI object with every address, and the OpenAPI 3.1 document in the reader's language."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from .answers import ApiError, answer_error, answer_json, keep_a_minute, no_such_address
from .endpoints import ENDPOINTS, Endpoint
from .parameters import Parameter
from .schemas import ErrorAnswer

ROOT = "/api/v1/"

api = NinjaAPI(version="1", docs_url=None, openapi_url=None, urls_namespace="ifex-api-v1")


@api.exception_handler(ApiError)
def _answer_api_error(request: HttpRequest, error: ApiError) -> HttpResponse:
    return answer_error(error)


@api.exception_handler(ValidationError)
def _answer_validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Only the path is validated by ninja; what does not fit there is no address."""
    return answer_error(no_such_address())


@api.exception_handler(Exception)
def _leave_to_the_door(request: HttpRequest, error: Exception) -> HttpResponse:
    """`answers.answer_openly` notes it and answers."""
    raise error


for _endpoint in ENDPOINTS:
    api.api_operation(
        ["GET"],
        f"/{_endpoint.path}",
        response={200: _endpoint.shape, **dict.fromkeys(_endpoint.errors, ErrorAnswer)},
        operation_id=_endpoint.name,
        url_name=_endpoint.name,
        by_alias=True,
    )(_endpoint.view)


@cache
def _skeleton() -> str:
    """Paths and shapes, the same in every language."""
    return json.dumps(api.get_openapi_schema(path_prefix=ROOT))


def openapi_document() -> dict[str, Any]:
    """In the active language."""
    document: dict[str, Any] = json.loads(_skeleton())
    document["info"] = {
        "title": _("%(network)s: the archive as data") % {"network": settings.IFEX_NAME},
        "version": api.version,
        "description": _(
            "What is published, for everybody: no key, no cookie, open to every site. Wrong values are left out and"
            " named in “notices”; errors say what went wrong in your language."
        ),
        "license": {"name": settings.IFEX_DATA_LICENCE},
    }
    document["servers"] = [{"url": settings.IFEX_BASE_URL}]
    paths = document["paths"]
    for endpoint in ENDPOINTS:
        _describe(paths[ROOT + endpoint.path]["get"], endpoint)
    return document


def _describe(operation: dict[str, Any], endpoint: Endpoint) -> None:
    operation["summary"] = str(endpoint.title)
    operation["description"] = str(endpoint.text)
    operation["parameters"] = [_described(parameter) for parameter in endpoint.get_parameters()]


def _described(parameter: Parameter) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.place == "path",
        "description": str(parameter.text),
        "schema": parameter.schema,
    }
    if parameter.is_list:
        described["schema"] = {"type": "array", "items": parameter.schema}
        described |= {"style": "form", "explode": True}
    return described


def show_openapi(request: HttpRequest) -> HttpResponse:
    return keep_a_minute(answer_json(openapi_document()))
