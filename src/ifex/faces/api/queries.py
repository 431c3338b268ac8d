"""What the public may read in lists, by key: any page costs as much as the first."""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from ifex.foundations.core.enums import PUBLISHABLE_STATES
from ifex.network.archive.enums import Consent, SubjectKind
from ifex.network.archive.models import Mention, Person, Publication
from ifex.network.archive.queries import current_publications
from ifex.network.members.models import Organisation, OrganisationText, Standing
from ifex.network.members.queries import running_on

COUNT_KEPT_SECONDS = 60


def published_cases(
    *, countries: Iterable[str] = (), statuses: Iterable[str] = (), persons: Iterable[str] = ()
) -> QuerySet[Publication]:
    """Cases that stand. Values of one filter mean "or", filters "and"."""
    rows = current_publications(SubjectKind.CASE)
    wanted = Q()
    for code in countries:
        # A list in JSON, read as text: both databases can, and a code in quotes is no part of another.
        wanted |= Q(facts__countries__icontains=f'"{code}"')
    rows = rows.filter(wanted)
    if statuses := list(statuses):
        rows = rows.filter(facts__status__in=statuses)
    if persons := list(persons):
        uids = Person.objects.filter(Q(uid__in=persons) | Q(merged_into__uid__in=persons)).values("uid")
        named = Mention.objects.filter(kind=SubjectKind.CASE, thing_kind="person", thing__in=uids)
        rows = rows.filter(uid__in=named.values("uid"))
    return rows


def persons_named_openly() -> QuerySet[Person]:
    """Those whom a published alert or case names, under their own identifier or one merged into it.

    Who has a pseudonym or does not agree to be named is left out, whatever an older publication still says.
    """
    named = Mention.objects.filter(thing_kind="person", thing=OuterRef("uid"))
    merged = Person.objects.filter(Exists(named), merged_into=OuterRef("pk"))
    # Coalesce keeps SQLite from gathering everybody by the index of merged_into before it sorts them by uid.
    people: QuerySet[Person] = Person.objects.alias(part_of=Coalesce("merged_into_id", 0)).filter(
        Exists(named) | Exists(merged), part_of=0, pseudonym=""
    )
    return people.exclude(consent=Consent.REFUSED)


def public_uids_of_persons(uids: Iterable[str]) -> dict[str, str]:
    """For each of `uids` that may be shown the uid under which the person stands today."""
    wanted = set(uids)
    rows = Person.objects.filter(uid__in=wanted).select_related("merged_into")
    kept = {row.uid: (row.merged_into or row).uid for row in rows}
    public = set(persons_named_openly().filter(uid__in=set(kept.values())).values_list("uid", flat=True))
    return {uid: stands for uid, stands in kept.items() if stands in public}


def public_organisations(
    day: date, *, countries: Iterable[str] = (), statuses: Iterable[str] = ()
) -> QuerySet[Organisation]:
    """With standings and the descriptions that are out; `statuses` are those of `day`."""
    shown = OrganisationText.objects.filter(state__in=PUBLISHABLE_STATES)
    rows: QuerySet[Organisation] = (
        Organisation.objects.filter(merged_into=None, is_hidden=False)
        .select_related("merged_into")
        .prefetch_related("standings", Prefetch("texts", queryset=shown.order_by("language")))
    )
    if countries := list(countries):
        rows = rows.filter(country__in=countries)
    if statuses := list(statuses):
        running = Standing.objects.filter(running_on(day), status__in=statuses)
        rows = rows.filter(pk__in=running.values("organisation"))
    return rows


def remembered_count(name: str, rows: QuerySet) -> int:
    """How many, as of at most a minute ago: counting all of a big archive costs more than the page."""
    key = hashlib.sha256(name.encode()).hexdigest()
    return int(cache.get_or_set(f"api-count-{key}", lambda: rows.count(), COUNT_KEPT_SECONDS) or 0)
