"""How the numbers were counted, said with them."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ifex.instruments.taxonomy.enums import Scheme

from .parameters import YEARS

_ALWAYS: dict[str, str | Promise] = {
    "alerts_once": _(
        "“count” counts published alerts, each once, however many languages it is published in."
    ),
    "laws_are_no_incidents": _(
        "“incidents” leaves out alerts whose primary violation is a law: laws are items of the archive, not incidents."
    ),
}
_OF_FACETS: dict[str, str | Promise] = {
    "own_choice_ignored": _(
        "The numbers of a facet respect every filter but the facet's own, as on the search page; so do the years."
    ),
    "values_overlap": _(
        "An alert may have several countries, issues, violations and targets: the numbers of a facet may add up to"
        " more than “count”. “primary” counts the primary violation alone, so each alert at most once."
    ),
}
_OF_YEARS: dict[str, str | Promise] = {
    "year_of_event": _(
        "The year is that of the event, or of publication where the day of the event is not known."
    ),
}
_OF_SCHEMES: dict[str, str | Promise] = {
    "primary_mapped": _(
        "The primary violation alone is mapped; “unmapped” counts alerts whose primary violation has no place in the"
        " scheme, and those without a violation."
    ),
}
_OF_SDG: dict[str, str | Promise] = {
    "sdg_headline": _(
        "Counted as in the headline of SDG indicator 16.10.1: only verified alerts (confirmed or likely) with a victim"
        " of its four groups; deprivation of liberty only where it is established to be arbitrary. “unmapped” counts"
        " all other alerts of the set."
    ),
}


def rules_for(by: Iterable[str], scheme: str) -> list[dict[str, str]]:
    """The rules that these numbers follow, in the active language."""
    chosen = dict(_ALWAYS)
    names = set(by)
    if names:
        chosen |= _OF_FACETS
    if YEARS in names:
        chosen |= _OF_YEARS
    if scheme == Scheme.SDG:
        chosen |= _OF_SDG
    elif scheme:
        chosen |= _OF_SCHEMES
    return [{"code": code, "message": str(message)} for code, message in chosen.items()]
