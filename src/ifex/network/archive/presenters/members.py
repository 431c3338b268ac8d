"""The members of today, in lists: hidden ones are nobody's to see."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ifex.foundations.core import clock
from ifex.foundations.core.changes import depends_on
from ifex.instruments.cms.formats import sort_key
from ifex.instruments.taxonomy.enums import REGIONS_WITHOUT_COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.queries import country_label, region_of, regions, term_label
from ifex.network.archive.domain.freshness import ORGANISATIONS
from ifex.network.members.queries import members_on

from .cards import full_name
from .facts import organisation_url


@dataclass(frozen=True)
class MemberLine:
    """One member. `country` is its name in the reader's language, "" without one; `known_as` all its names in small
    letters.
    """

    name: str
    url: str
    code: str
    country: str
    region: str
    kind: str = ""
    known_as: str = ""


@dataclass(frozen=True)
class MemberGroup:
    """The members of a region. `url` leads to the region's page, None where there is none."""

    name: str
    url: str | None
    members: list[MemberLine]


def member_lines(codes: Collection[str] | None = None) -> list[MemberLine]:
    """By name in the reader's language; of these countries alone where `codes` are given."""
    depends_on(ORGANISATIONS)
    rows = members_on(clock.today()).filter(is_hidden=False)
    if codes is not None:
        rows = rows.filter(country__in=list(codes))
    lines = [
        MemberLine(
            full_name(row),
            organisation_url(row),
            row.country,
            country_label(row.country) if row.country else "",
            region_of(row.country) or "",
            row.kind,
            " ".join([row.acronym, *row.names.values()]).casefold(),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: sort_key(line.name))


def members_by_region(
    region: str | None = None, *, lines: list[MemberLine] | None = None
) -> list[MemberGroup]:
    """Groups with a member in them, in the order of the regions; one region's alone where it is given. Of all members,
    or of `lines`.
    """
    lines = member_lines() if lines is None else lines
    slugs = [*regions(), ""] if region is None else [region]
    groups = [
        MemberGroup(_name_of(slug), _url_of(slug), [m for m in lines if m.region == slug]) for slug in slugs
    ]
    return [group for group in groups if group.members]


def _name_of(slug: str) -> str:
    return term_label(Vocabulary.REGIONS, slug) if slug else _("Without a country")


def _url_of(slug: str) -> str | None:
    if not slug or slug in REGIONS_WITHOUT_COUNTRIES:
        return None
    return reverse("archive:region-show", args=[slug])
