"""On the account page: what the person may do for which organisation today."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from ifex.foundations.core import clock

from .models import Mandate
from .queries import running_on


def mandates_of(request: HttpRequest, person: Any) -> str:
    rows = Mandate.objects.filter(running_on(clock.today()), user=person).select_related(
        "organisation", "organisation__merged_into"
    )
    mandates = [
        {"mandate": row, "organisation": row.organisation.merged_into or row.organisation} for row in rows
    ]
    return render_to_string("members/account_mandates.html", {"mandates": mandates}, request=request)
