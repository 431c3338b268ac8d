"""False alarms of the gate of names and of the checklist: which passages an editor has let pass, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ifex.foundations.audit.domain import record_act
from ifex.foundations.core import clock
from ifex.foundations.core.bulk import Conflict, insert_rows
from ifex.foundations.core.sealed import unsealed
from ifex.network.archive.checklist.rule import Finding
from ifex.network.archive.models import OverruledAlarm

from .naming import Passage


def not_overruled(uid: str, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Those that nobody has judged yet; no query where there are none."""
    if not passages:
        return ()
    keys = OverruledAlarm.objects.filter(uid=uid, key__in=[passage.key for passage in passages])
    judged = set(keys.values_list("key", flat=True))
    return tuple(passage for passage in passages if passage.key not in judged)


def overrule(kind: str, uid: str, passages: tuple[Passage, ...], *, reason: str, by: Any) -> None:
    """Let them pass from now on, with the reason in the audit trail; call it in the transaction of the publication."""
    rows = [OverruledAlarm(uid=uid, key=passage.key, at=clock.now()) for passage in passages]
    with unsealed(OverruledAlarm):
        OverruledAlarm.objects.bulk_create(rows, ignore_conflicts=True)
    record_act(
        "name-alarm-overruled", by=by, subject_kind=kind, subject=uid, reason=reason, passages=len(passages)
    )


def overrule_findings(
    kind: str, uid: str, findings: Iterable[Finding], *, passing: Mapping[str, str], by: Any
) -> None:
    """Let what the checklist found stand from now on, each for its own reason. In the publication's transaction."""
    for finding in findings:
        with unsealed(OverruledAlarm):
            row = OverruledAlarm(uid=uid, key=finding.digest, at=clock.now())
            OverruledAlarm.objects.bulk_create([row], ignore_conflicts=True)
        record_act(
            "finding-overruled", by=by, subject_kind=kind, subject=uid, rule=finding.rule.slug,
            language=finding.language, reason=passing[finding.digest].strip()[:500],
        )  # fmt: skip


def overruled_keys(uids: Iterable[str]) -> dict[str, list[str]]:
    """The passages judged in each record, for a full export."""
    found: dict[str, list[str]] = defaultdict(list)
    for uid, key in OverruledAlarm.objects.filter(uid__in=uids).order_by("key").values_list("uid", "key"):
        found[uid].append(key)
    return found


def restore_overruled(keys_by_uid: dict[str, list[str]]) -> None:
    """What was judged where a full export comes from; call it in a transaction, after the gates."""
    rows = [
        OverruledAlarm(uid=uid, key=key, at=clock.now()) for uid, keys in keys_by_uid.items() for key in keys
    ]
    with unsealed(OverruledAlarm):
        insert_rows(OverruledAlarm, rows, conflict=Conflict())
