from ifex.foundations.core.personal import declare

from .models import Job, PeriodicRun

declare(PeriodicRun, impersonal=["name", "due_at", "leased_until", "runs", "last_finished_at", "last_result"])
declare(
    Job,
    impersonal=[
        "kind",
        "arguments",
        "state",
        "asked_by",
        "asked_at",
        "due_at",
        "leased_until",
        "attempts",
        "done",
        "total",
        "result",
        "refusal",
        "finished_at",
    ],
)
