from datetime import timedelta

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "ifex.foundations.jobs"
    label = "jobs"

    def ready(self) -> None:
        # Deferred: these modules import models, which exist only once all apps are loaded.
        from ifex.foundations.core.changes import forget_old_changes  # noqa: PLC0415
        from ifex.foundations.core.limits import forget_old_windows  # noqa: PLC0415
        from ifex.foundations.core.personal import forget_what_is_due  # noqa: PLC0415

        from . import audit_sentences, checks  # noqa: F401, PLC0415
        from .domain.job import forget_old_jobs, run_next_job  # noqa: PLC0415
        from .event_delivery import deliver_due_events, prune_old_events  # noqa: PLC0415
        from .loops import Loop, register_loop  # noqa: PLC0415
        from .periodic import register_periodic, run_what_is_due  # noqa: PLC0415

        register_loop(Loop("events", deliver_due_events, bell="events"))
        register_loop(Loop("periodic", run_what_is_due, idle_seconds=5.0))
        # Two, so that one long job does not keep a short one waiting.
        register_loop(Loop("jobs-1", run_next_job, bell="jobs"))
        register_loop(Loop("jobs-2", run_next_job, bell="jobs"))
        day = timedelta(days=1)
        register_periodic("retention", every=day, function=forget_what_is_due, at_hour=2)
        register_periodic("old-limits", every=timedelta(hours=1), function=forget_old_windows)
        register_periodic("old-changes", every=timedelta(hours=1), function=forget_old_changes)
        register_periodic("old-events", every=day, function=prune_old_events, at_hour=3)
        register_periodic("old-jobs", every=day, function=forget_old_jobs, at_hour=3)
