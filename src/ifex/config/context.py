"""What every template knows of the network."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_TABLE, get_language_row


def network(request: HttpRequest) -> dict[str, Any]:
    return {
        "network_name": settings.IFEX_NAME,
        "base_url": settings.IFEX_BASE_URL,
        "is_demo": settings.IFEX_DEMO,
        "language": get_language_row(get_language() or DEFAULT_LANGUAGE),
        "languages": LANGUAGE_TABLE,
    }
