"""The house checklist, asked of a record before a person publishes it: of each language that says something new."""

from collections.abc import Iterator, Mapping

from ifex.foundations.core.html import html_to_text
from ifex.foundations.core.languages import get_language_row
from ifex.network.archive.checklist.drafts import Draft, Name
from ifex.network.archive.checklist.rule import Finding
from ifex.network.archive.checklist.rules import findings_of
from ifex.network.archive.enums import KINDS_OF_NO_PERSONS
from ifex.network.archive.models import OverruledAlarm, Publication

from .contradictions import contradictions_of
from .facts import texts_of
from .gates import Refusal
from .parts import AlertParts, Parts

STATEMENTS = ("statement", "joint-statement", "mission-report", "report", "correction", "withdrawal")
"""Kinds of alert that tell no single event."""


def open_findings(parts: Parts, *, before: Publication | None) -> list[Finding]:
    """What nobody has overruled yet. One query, where there is anything."""
    found = [finding for draft in drafts_of(parts, before=before) for finding in findings_of(draft)]
    if not found:
        return []
    rows = OverruledAlarm.objects.filter(uid=parts.record.uid, key__in=[finding.digest for finding in found])
    judged = set(rows.values_list("key", flat=True))
    return [finding for finding in found if finding.digest not in judged]


def not_passed(findings: list[Finding], passing: Mapping[str, str]) -> list[Finding]:
    """Those for which `passing` (digest → why it may stand) gives no reason."""
    return [finding for finding in findings if not passing.get(finding.digest, "").strip()]


def refusals_of_findings(findings: list[Finding]) -> list[Refusal]:
    return [Refusal("checklist", _in_words(finding)) for finding in findings]


def _in_words(finding: Finding) -> str:
    title = f"{finding.rule.title} ({get_language_row(finding.language).name})"
    return f"{title}: “{finding.passage}”" if finding.passage else title


def drafts_of(parts: Parts, *, before: Publication | None) -> Iterator[Draft]:
    published = before.texts if before else {}
    for code, texts in texts_of(parts).items():
        if published.get(code) != texts:
            yield _draft_of(parts, code, texts)


def _draft_of(parts: Parts, code: str, texts: dict[str, str]) -> Draft:
    words = {name: html_to_text(text) for name, text in texts.items()}
    body = "\n".join(words.get(name, "") for name in ("body", "motive", "justification"))
    if not isinstance(parts, AlertParts):
        return Draft(
            code, words["title"], words.get("summary", ""), body, has_stance=True, asks_for_facts=False
        )
    closing = [action.closes_on for action in parts.actions]
    return Draft(
        language=code,
        title=words["title"],
        summary=words.get("summary", ""),
        body=body,
        names=tuple(
            Name(
                target.pseudonym or target.name,
                tuple(target.variants),
                target.kind not in KINDS_OF_NO_PERSONS,
            )
            for target in parts.targets
            if target.pseudonym or target.name
        ),
        has_perpetrator=bool(parts.perpetrators),
        has_source=bool(parts.sources),
        has_expression_link=bool(parts.record.expression_link),
        has_action=bool(parts.actions),
        closes_on=None if None in closing or not closing else min(day for day in closing if day),
        asks_for_facts=parts.record.kind not in STATEMENTS,
        contradictions=contradictions_of(parts) if code == parts.record.source_language else (),
    )
