from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "ifex.instruments.search"
    label = "search"

    def ready(self) -> None:
        # Deferred: it imports models, which exist only once all apps are loaded.
        from ifex.foundations.jobs.loops import Loop, register_loop  # noqa: PLC0415

        from . import checks  # noqa: F401, PLC0415 (importing registers them)
        from .domain.indexing import index_pending  # noqa: PLC0415

        register_loop(Loop("search", index_pending, bell="search"))
