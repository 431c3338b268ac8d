"""The way to report an error, at the foot of every page: it says which page it was."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _


def way_to_report(request: HttpRequest, thing: Any) -> str:
    url = f"{reverse('newsroom:report-send')}?{urlencode({'about': request.path}, safe='/')}"
    words = _("Report an error or ask for a removal")
    return format_html('<p class="footer__report"><a href="{}" rel="nofollow">{}</a></p>', url, words)
