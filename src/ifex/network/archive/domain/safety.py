"""The safety gate: what an editor has settled before somebody is named. It is asked of people, at a first publication.

What an import brings was published elsewhere, and what a schedule publishes an editor has let through before.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ifex.network.archive.enums import KINDS_OF_NO_PERSONS, Answer, Consent
from ifex.network.archive.models import Target

from .gates import Refusal
from .parts import AlertParts, Parts

UNSETTLED = ("", Answer.UNSURE)


def safety_refusals(parts: Parts) -> Iterator[Refusal]:
    if not isinstance(parts, AlertParts):
        return
    yield from _unanswered(parts)
    alert, named = parts.record, _named_persons(parts)
    if any(target.consent == Consent.UNKNOWN for target in named):
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


def _unanswered(parts: AlertParts) -> Iterator[Refusal]:
    alert = parts.record
    if alert.naming_may_harm in UNSETTLED:
        yield Refusal("harm_unanswered", _("Whether naming may harm is not settled."))
    if alert.is_member_at_risk in UNSETTLED:
        yield Refusal("risk_unanswered", _("Whether the member is at risk is not settled."))
    if alert.concerns_minors in UNSETTLED:
        yield Refusal("minors_unanswered", _("Whether minors are concerned is not settled."))


def _named_persons(parts: AlertParts) -> list[Target]:
    return [
        target
        for target in parts.targets
        if target.name and not target.pseudonym and target.kind not in KINDS_OF_NO_PERSONS
    ]


def _names_a_member(parts: AlertParts) -> bool:
    return any(row.organisation is not None and row.organisation.may_be_named for row in parts.sources)
