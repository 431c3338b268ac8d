"""Which pages of the archive an editor may put words above, and how a page says which it means.

Stored as `issue press-freedom`, `region africa`, `country TN`, `list issues`, `list regions`.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ifex.instruments.taxonomy.enums import REGIONS_WITHOUT_COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.queries import countries, country_row, regions, term, term_label, vocabulary

_LISTS = {"issues": _("All issues"), "regions": _("All regions"), "countries": _("All countries")}


@dataclass(frozen=True)
class About:
    """One page of the archive. `path` is its address without the language."""

    kind: str
    slug: str
    path: str

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


def find_about(stored: str) -> About | None:
    """None for what there is no page of (any more)."""
    kind, _space, slug = stored.partition(" ")
    if kind == "issue" and term(Vocabulary.ISSUE_AREAS, slug):
        return About(kind, slug, f"/issues/{slug}/")
    if kind == "region" and term(Vocabulary.REGIONS, slug):
        return About(kind, slug, f"/regions/{slug}/")
    if kind == "country" and country_row(slug):
        return About(kind, slug, f"/countries/{slug.lower()}/")
    if kind == "list" and slug in _LISTS:
        return About(kind, slug, f"/{slug}/")
    return None


def about_choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Grouped, by their names in the editor's language."""
    places = [slug for slug in regions() if slug not in REGIONS_WITHOUT_COUNTRIES]
    return [
        (_("Lists"), [(f"list {slug}", name) for slug, name in _LISTS.items()]),
        (_("Issues"), [(f"issue {s}", row.label()) for s, row in vocabulary(Vocabulary.ISSUE_AREAS).items()]),
        (_("Regions"), [(f"region {s}", term_label(Vocabulary.REGIONS, s)) for s in places]),
        (_("Countries"), [(f"country {row.code}", row.label()) for row in countries(with_historic=True)]),
    ]
