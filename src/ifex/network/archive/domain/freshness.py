"""Which pages a change of the archive outdates: the tags that pages depend on, and who tells of them.

`alert:UID`, `case:UID`, `person:UID`, `organisation:UID` stand for the thing itself; `country:CODE`, `region:SLUG`,
`issue:SLUG` for all that is found there; `found` for whatever any search may find; `held` for who is in prison.
A thing's own page is outdated with the publication, lists and numbers once the search finds it otherwise.
"""

from collections.abc import Iterable
from typing import Any

from ifex.foundations.core.changes import EVERYTHING, depends_on, tell_change
from ifex.instruments.taxonomy.queries import region_of
from ifex.network.archive.enums import PERSON, SubjectKind
from ifex.network.archive.models import Publication

FOUND = "found"
HELD = "held"
ORGANISATIONS = "organisations"
_MOST = 300
"""Beyond so many things at once nearly every page is outdated: one row says so instead of thousands."""


def depends_on_publication(publication: Publication) -> None:
    """The page being made shows this alert or case, its place in its case, and what it updates.

    Whoever it names is no further tag: when a person or an organisation is called otherwise, or hidden, the index is
    told of all that name them, and so are we.
    """
    facts = publication.facts
    tags = {f"{publication.kind}:{publication.uid}"}
    tags |= {f"case:{facts['case']}"} if facts.get("case") else set()
    tags |= {f"alert:{facts['updates']}"} if facts.get("updates") else set()
    depends_on(*tags)


def tell_of_publications(kind: str, uids: list[str]) -> None:
    """In the transaction that corrects or withdraws them: their own pages wait for no index."""
    tell_change(*([EVERYTHING] if len(uids) > _MOST else [f"{kind}:{uid}" for uid in uids]))


def tell_of_organisation(uid: str) -> None:
    """Its name, its standing, or whether it may be shown at all."""
    tell_change(ORGANISATIONS, f"organisation:{uid}")


def follow_index_change(kind: str, uids: list[str]) -> None:
    """Called when searches have begun to find these things as they are now."""
    if kind == "*" or len(uids) > _MOST:
        tell_change(EVERYTHING)
        return
    tags = {FOUND, *(f"{kind}:{uid}" for uid in uids)}
    if kind in {SubjectKind.CASE.value, PERSON}:
        tags.add(HELD)
    if kind in {SubjectKind.ALERT.value, SubjectKind.CASE.value}:
        for facts in _facts_now_and_before(kind, uids):
            tags |= tags_of_facts(facts)
    tell_change(*sorted(tags))


def _facts_now_and_before(kind: str, uids: list[str]) -> Iterable[dict[str, Any]]:
    """What was corrected or withdrawn is missing elsewhere now: there, too, pages are outdated."""
    rows = Publication.objects.filter(kind=kind, uid__in=uids).order_by("uid", "-number")
    seen: dict[str, int] = {}
    for uid, facts in rows.values_list("uid", "facts"):
        seen[uid] = seen.get(uid, 0) + 1
        if seen[uid] <= 2:
            yield facts


def tags_of_facts(facts: dict[str, Any]) -> set[str]:
    """Where something with these facts is listed and counted."""
    codes = facts.get("countries") or []
    tags = {f"country:{code}" for code in codes}
    tags |= {f"region:{region_of(code)}" for code in codes}
    tags |= {f"issue:{slug}" for slug in facts.get("issues") or []}
    rows = [*(facts.get("sources") or []), *(facts.get("targets") or [])]
    tags |= {f"organisation:{row['organisation']}" for row in rows if row.get("organisation")}
    tags |= {f"case:{facts['case']}"} if facts.get("case") else set()
    tags |= {f"alert:{facts['updates']}"} if facts.get("updates") else set()
    return tags | {f"person:{uid}" for uid in _persons_of(facts)}


def _persons_of(facts: dict[str, Any]) -> set[str]:
    rows = [*(facts.get("targets") or []), *(facts.get("persons") or [])]
    return {row["person"] for row in rows if row.get("person")}
