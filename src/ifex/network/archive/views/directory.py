"""The directory of members: by region, country and kind, by name, and on the map."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ifex.foundations.core import clock
from ifex.instruments.cms.formats import sort_key
from ifex.instruments.cms.worldmap import world_map
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.presenters.members import MemberLine, member_lines, members_by_region
from ifex.network.members.enums import OrganisationKind

from .answers import show

LONGEST_NAME = 200


@dataclass(frozen=True)
class Filter:
    """One list to choose from. `value_of` gives a member's value, "" for none; `label` its words."""

    name: str
    title: str
    value_of: Callable[[MemberLine], str]
    label: Callable[[str], str]


@dataclass(frozen=True)
class Asked:
    """What a reader has chosen; whatever no member has is as good as not chosen."""

    q: str
    chosen: dict[str, str]

    def has(self, line: MemberLine, filters: list[Filter], *, but: str = "") -> bool:
        words = self.q.casefold().split()
        return all(word in line.known_as for word in words) and all(
            one.value_of(line) == self.chosen[one.name]
            for one in filters
            if one.name != but and self.chosen.get(one.name)
        )


def _filters() -> list[Filter]:
    kinds = dict(OrganisationKind.choices)
    return [
        Filter(
            "region", _("Region"), lambda one: one.region, lambda slug: term_label(Vocabulary.REGIONS, slug)
        ),
        Filter("country", _("Country"), lambda one: one.code, country_label),
        Filter("kind", _("Kind"), lambda one: one.kind, lambda slug: str(kinds.get(slug, slug))),
    ]


@require_safe
def list_members(request: HttpRequest) -> HttpResponse:
    """Those of today; hidden ones are nobody's to see."""
    lines, filters = member_lines(), _filters()
    there = {one.name: {one.value_of(line) for line in lines} for one in filters}
    chosen = {one.name: request.GET.get(one.name, "") for one in filters}
    asked = Asked(
        " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_NAME],
        {name: value for name, value in chosen.items() if value in there[name]},
    )
    found = [line for line in lines if asked.has(line, filters)]
    counts = Counter(line.code for line in lines if line.code and asked.has(line, filters, but="country"))
    address = reverse("archive:organisation-list")
    context: dict[str, Any] = {
        "question": asked,
        "choices": [_choice(one, asked, lines, filters) for one in filters],
        "groups": members_by_region(lines=found),
        "found": len(found),
        "total": len(lines),
        "is_narrowed": bool(asked.q or any(asked.chosen.values())),
        "action": address,
        "map": world_map(
            counts,
            title=_("Members by country"),
            url_for=lambda code: f"{address}?{urlencode({'country': code})}" if counts.get(code) else None,
            label_for=country_label,
        )
        if counts
        else "",
        "today": clock.today(),
        "canonical_path": address,
    }
    return show(request, "archive/organisations.html", context)


def _choice(one: Filter, asked: Asked, lines: list[MemberLine], filters: list[Filter]) -> dict[str, Any]:
    """As `list_form.html` shows it, with how many each value would find beside the other choices."""
    counts = Counter(one.value_of(line) for line in lines if asked.has(line, filters, but=one.name))
    chosen = asked.chosen.get(one.name, "")
    rows = [
        {"value": value, "label": one.label(value), "count": counts.get(value, 0)}
        for value in {*counts, chosen} - {""}
    ]
    return {
        "name": one.name,
        "title": one.title,
        "chosen": chosen,
        "rows": sorted(rows, key=lambda row: sort_key(str(row["label"]))),
    }
