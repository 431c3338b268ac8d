"""Only those that ask for a database have one: touching it fails the others."""

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from ifex.instruments.cms import errors


@pytest.mark.parametrize("code", ["en", "ar"])
def test_server_error_asks_the_database_nothing(code):
    request = RequestFactory().get(f"/{code}/style/")
    request.COOKIES["sessionid"] = "somebody"
    with override(code):
        response = errors.server_error(request)
    assert response.status_code == 500
    assert b"<h1>" in response.content
    assert response["Cache-Control"] == "no-store"


def test_server_error_has_bare_words_when_even_the_frame_fails(settings):
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": []}]
    with override("en"):
        response = errors.server_error(RequestFactory().get("/en/"))
    assert response.status_code == 500
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith("Something went wrong on our side")


@pytest.mark.parametrize(
    ("handler", "status"),
    [(errors.bad_request, 400), (errors.permission_denied, 403), (errors.page_not_found, 404)],
)
def test_error_pages_are_never_listed_nor_kept(db, handler, status):
    with override("en"):
        response = handler(RequestFactory().get("/en/"), Exception())
    assert response.status_code == status
    assert b'<meta name="robots" content="noindex">' in response.content
    assert b"canonical" not in response.content
    assert response["Cache-Control"] == "no-store"
