"""Addresses below /api/v1/. Each goes through the same door; what is no address is answered there too."""

from django.urls import URLPattern, path, re_path

from .answers import answer_openly
from .openapi import api, show_openapi
from .views import submissions
from .views.front import find_address, lead_to_docs

app_name = "api_v1"

_routes = [
    pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"
]

urlpatterns = [
    path("openapi.json", answer_openly(show_openapi), name="openapi-show"),
    path("submissions", submissions.send_alert, name="submission-send"),
    path("submissions/<str:uid>", submissions.show_alert, name="submission-show"),
    path("docs", answer_openly(lead_to_docs), name="docs-lead"),
    *(
        URLPattern(route.pattern, answer_openly(route.callback), route.default_args, route.name)
        for route in _routes
    ),
    re_path(r"^(?P<rest>[\s\S]*)\Z", answer_openly(find_address)),
]
