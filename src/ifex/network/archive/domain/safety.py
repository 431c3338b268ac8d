"""The safety gate: what an editor has settled before somebody is named, or a member at risk given away.

It is asked of people and of the schedule; of a correction whatever it brings that is new, for much of what was taken in
from elsewhere has no answers.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.labels import Labels
from ifex.network.archive.enums import (
    KINDS_OF_NO_PERSONS,
    Answer,
    Consent,
    PublicationReason,
    SubjectKind,
)
from ifex.network.archive.models import Alert, Publication, Target
from ifex.network.archive.queries import publications_by_uid
from ifex.network.members.models import Organisation

from .gates import Refusal
from .hidden_names import words_of, words_that_go_out
from .naming import passages_giving
from .overruling import not_overruled
from .parts import AlertParts, Parts, parts_of_alert

_SITE = re.compile(r"^https?://(?:www\.)?")
_kept_out: list[Callable[[Alert], Iterable[Organisation]]] = []


def register_kept_out(organisations_of: Callable[[Alert], Iterable[Organisation]]) -> None:
    """`organisations_of(alert)` gives those to whom nothing in the alert may lead."""
    _kept_out.append(organisations_of)


def refusals_of_kept_out(parts: Parts, note: Labels | None = None) -> Iterator[Refusal]:
    """At every publication, whoever publishes. It may be about that very member: an editor can overrule it."""
    named = [row.organisation for row in getattr(parts, "sources", ()) if row.organisation is not None]
    sources = [str(row) for row in named if row.may_be_named]
    yield from _leading_to_kept_out(parts, [*words_that_go_out(parts), *sources, *(note or {}).values()])


def refusals_of_kept_out_in_note(parts: Parts, note: Labels) -> Iterator[Refusal]:
    """As `refusals_of_kept_out`, of a withdrawal: nothing but the note goes out."""
    yield from _leading_to_kept_out(parts, note.values())


def kept_out_of_published(uids: Iterable[str]) -> dict[str, list[Organisation]]:
    """By the alert: to whom words elsewhere may not lead from it, with whatever they were merged with. What an alert
    itself says in public, because an editor let it stand, may be said of it.
    """
    found: dict[str, list[Organisation]] = {}
    published = publications_by_uid(SubjectKind.ALERT, uids)
    for alert in Alert.objects.filter(uid__in=published):
        kept_out = _kept_out_of(parts_of_alert(alert))
        row = published[alert.uid]
        if kept_out and not passages_giving(_known_as(kept_out), words_of(row.facts, row.texts)):
            found[alert.uid] = _with_merged(kept_out)
    return found


def _kept_out_of(parts: AlertParts) -> list[Organisation]:
    hidden = [
        row.organisation for row in parts.sources if row.organisation and not row.organisation.may_be_named
    ]
    return hidden + [row for organisations_of in _kept_out for row in organisations_of(parts.record)]


def _leading_to_kept_out(parts: Parts, pieces: Iterable[str]) -> Iterator[Refusal]:
    if not isinstance(parts, AlertParts):
        return
    kept_out = _kept_out_of(parts)
    names = _known_as(kept_out) if kept_out else set()
    if passages := not_overruled(parts.record.uid, passages_giving(names, pieces)):
        message = _("The words lead to a member who sent it and is or may be at risk.")
        yield Refusal("member_given_away", message, passages)


def _known_as(organisations: list[Organisation]) -> set[str]:
    """Their names, acronyms and sites, and those of whatever they have been merged with."""
    rows = _with_merged(organisations)
    sites = {_SITE.sub("", row.website.lower()).partition("/")[0] for row in rows}
    return {name for row in rows for name in (row.acronym, *row.names.values())} | sites


def _with_merged(organisations: list[Organisation]) -> list[Organisation]:
    standing = {row.merged_into_id or row.pk for row in organisations}
    return list(Organisation.objects.filter(Q(pk__in=standing) | Q(merged_into__in=standing)))


def safety_refusals(parts: Parts, before: Publication | None) -> Iterator[Refusal]:
    """`before` is what is published today; None at a first publication."""
    if not isinstance(parts, AlertParts):
        return
    is_public = before is not None and before.reason != PublicationReason.WITHDRAWAL
    yield from _unsettled(parts, {Answer.UNSURE} if is_public else {"", Answer.UNSURE})
    alert, named = parts.record, _named_persons(parts)
    known = {row["name"] for row in before.facts["targets"]} if before and is_public else set()
    if any(target.consent == Consent.UNKNOWN and target.name not in known for target in named):
        yield Refusal(
            "consent_unknown",
            _("Nobody has asked whether a person agrees to be named: say so, or give a pseudonym."),
        )
    if alert.naming_may_harm == Answer.YES and named:
        yield Refusal("naming_harms", _("Naming may harm: every person needs a pseudonym."))
    if alert.concerns_minors == Answer.YES and any(target.consent != Consent.FAMILY for target in named):
        yield Refusal(
            "minor_named", _("Minors are concerned: a person needs a pseudonym, or the family’s consent.")
        )
    if alert.is_member_at_risk == Answer.YES and _names_a_member(parts):
        yield Refusal(
            "member_named",
            _("The member is at risk: take it out of the sources, and the network stands there."),
        )


def _unsettled(parts: AlertParts, unsettled: set[str]) -> Iterator[Refusal]:
    alert = parts.record
    if alert.naming_may_harm in unsettled:
        yield Refusal("harm_unanswered", _("Whether naming may harm is not settled."))
    if alert.is_member_at_risk in unsettled:
        yield Refusal("risk_unanswered", _("Whether the member is at risk is not settled."))
    if alert.concerns_minors in unsettled:
        yield Refusal("minors_unanswered", _("Whether minors are concerned is not settled."))


def _named_persons(parts: AlertParts) -> list[Target]:
    return [
        target
        for target in parts.targets
        if target.name and not target.pseudonym and target.kind not in KINDS_OF_NO_PERSONS
    ]


def _names_a_member(parts: AlertParts) -> bool:
    return any(row.organisation is not None and row.organisation.may_be_named for row in parts.sources)
