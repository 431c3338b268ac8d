"""On the account page: what the person may do for which organisation today."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from ifex.foundations.core import clock

from .queries import mandates_of


def show_mandates(request: HttpRequest, person: Any) -> str:
    mandates = [
        {"mandate": row, "organisation": row.organisation.merged_into or row.organisation}
        for row in mandates_of(person, clock.today())
    ]
    return render_to_string("members/account_mandates.html", {"mandates": mandates}, request=request)
