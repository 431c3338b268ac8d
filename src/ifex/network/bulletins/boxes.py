"""The boxes in which one can sign up: at the foot of every page, and where an editor puts a larger one."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string


def box_at_the_foot(request: HttpRequest, thing: Any) -> str:
    return render_to_string("bulletins/components/foot_box.html", {"box_id": "foot"})


def box_of_a_page(request: HttpRequest, thing: Any) -> str:
    """`thing` has `title` and `words`."""
    return render_to_string("bulletins/components/page_box.html", {"box": thing, "box_id": "page"})
