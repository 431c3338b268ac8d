"""The house checklist, asked of a submission while it is being written."""

from dataclasses import dataclass, field

from ifex.network.archive.checklist.drafts import Draft, Name
from ifex.network.archive.checklist.rule import Rule
from ifex.network.archive.checklist.rules import RULES, findings_of
from ifex.network.archive.enums import KINDS_OF_NO_PERSONS
from ifex.network.newsroom.models import Submission


@dataclass(frozen=True)
class BrokenRule:
    """A rule with the passages that break it; none where something is missing."""

    rule: Rule
    passages: list[str] = field(default_factory=list)


def broken_rules(submission: Submission) -> list[BrokenRule]:
    found: dict[str, BrokenRule] = {}
    for finding in findings_of(draft_of(submission)):
        broken = found.setdefault(finding.rule.slug, BrokenRule(finding.rule))
        if finding.passage:
            broken.passages.append(finding.passage)
    return [found[rule.slug] for rule in RULES if rule.slug in found]


def draft_of(submission: Submission) -> Draft:
    return Draft(
        language=submission.language,
        title=submission.headline,
        body="\n".join(part for part in (submission.account, submission.context) if part),
        names=tuple(
            Name(target["name"], is_person=target["kind"] not in KINDS_OF_NO_PERSONS)
            for target in submission.targets
            if target["name"]
        ),
        has_perpetrator=bool(submission.perpetrator_kind or submission.perpetrators),
        has_source=bool(submission.sources or submission.original_url),
        has_expression_link=bool(submission.expression_link),
        has_stance=bool(submission.stance),
        has_action=bool(submission.action),
        closes_on=submission.closes_on,
    )
