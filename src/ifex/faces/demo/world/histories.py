"""What the public knew of a case, and when: one publication with each of its alerts, one when its file is reviewed."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from ifex.foundations.core.html import clean_html

from .cases import ACTIVE, QUIET, Case, case_as_of
from .people import person_names
from .tables import notes

_DESK = "demo"


def publications_of(case: Case, versions: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    """Numbered, each valid until the next, in the shape that `domain.facts` gives what is published."""
    states = [
        (facts.published, case_as_of(case, number, facts.published.date()))
        for number, facts in enumerate(case.steps, 1)
    ]
    if states[-1][1].status != case.status:
        states.append((_reviewed_at(case), case))
    texts = {code: _public_text(text) for code, text in versions.items()}
    moments = [_iso(moment) for moment, _ in states]
    return [
        {
            "number": number,
            "reason": "correction" if number > 1 else "first",
            "facts": _facts(state, source_language=next(iter(versions)), published=moments[0]),
            "texts": texts,
            "note": _note(number, len(case.steps)),
            "valid_from": valid_from,
            "valid_to": valid_to,
            "actor": _DESK,
        }
        for number, ((_, state), valid_from, valid_to) in enumerate(
            zip(states, moments, [*moments[1:], None], strict=True), 1
        )
    ]


def _reviewed_at(case: Case) -> datetime:
    """Somebody looked through the files once nothing had been heard for long enough."""
    patience = QUIET if case.status == "dormant" else ACTIVE
    return datetime.combine(case.steps[-1].day, time()) + patience - timedelta(hours=13)


def _facts(case: Case, *, source_language: str, published: str) -> dict[str, Any]:
    first = case.steps[0]
    return {
        "status": case.status,
        "countries": [first.country.code],
        "opened": first.day.isoformat(),
        "violated": first.day.isoformat() if case.is_crime else None,
        "accountability": case.accountability,
        "accountability_on": case.accountability_on and case.accountability_on.isoformat(),
        "persons": [
            {"person": case.person.uid, "names": person_names(case.person), "situations": case.situations}
        ]
        if case.person
        else [],
        "source_language": source_language,
        "published": published,
    }


def _public_text(text: dict[str, str]) -> dict[str, str]:
    shown = text | {"body": clean_html(text["body"])}
    return {name: words for name, words in shown.items() if words}


def _note(number: int, steps: int) -> dict[str, str]:
    if number == 1:
        return {}
    return dict(notes()["case_notes"]["moved_on" if number <= steps else "reviewed"])


def _iso(moment: datetime) -> str:
    return moment.replace(tzinfo=UTC).isoformat()
