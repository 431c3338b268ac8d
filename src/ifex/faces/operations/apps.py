from datetime import timedelta

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "ifex.faces.operations"
    label = "operations"

    def ready(self) -> None:
        # Deferred: these modules import models, which exist only once all apps are loaded.
        from ifex.foundations.files.domain.cleaning_anew import clean_anew  # noqa: PLC0415
        from ifex.foundations.files.domain.retention import forget_unnamed_files  # noqa: PLC0415
        from ifex.foundations.files.places import forget_abandoned_uploads  # noqa: PLC0415
        from ifex.foundations.jobs.periodic import register_periodic  # noqa: PLC0415

        from . import checks  # noqa: F401, PLC0415

        # files is a sibling of jobs and cannot register them itself.
        register_periodic("abandoned-uploads", every=timedelta(days=1), function=forget_abandoned_uploads)
        register_periodic("cleaning-anew", every=timedelta(minutes=10), function=clean_anew)
        register_periodic("unnamed-files", every=timedelta(days=1), function=forget_unnamed_files, at_hour=3)
