from datetime import timedelta

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "ifex.faces.home"
    label = "home"

    def ready(self):
        # Deferred: models exist only once all apps are loaded.
        from ifex.foundations.core.panels import fill_panel  # noqa: PLC0415
        from ifex.foundations.documents.shelf import clear_old_documents  # noqa: PLC0415
        from ifex.foundations.jobs.periodic import register_periodic  # noqa: PLC0415
        from ifex.instruments.cms.found_kinds import register_found_kind  # noqa: PLC0415
        from ifex.instruments.cms.live import register_gathering  # noqa: PLC0415
        from ifex.instruments.cms.navigation import register_source  # noqa: PLC0415
        from ifex.instruments.cms.words_gate import register_words_gate  # noqa: PLC0415
        from ifex.instruments.search.declarations import register_kind  # noqa: PLC0415

        from .domain.planting import plant_front_pages  # noqa: PLC0415
        from .findable_pages import found_pages, page_kind  # noqa: PLC0415
        from .following import follow_pages  # noqa: PLC0415
        from .hidden_names import refusals_of_words  # noqa: PLC0415
        from .menu import pages_in_menu  # noqa: PLC0415
        from .sitemaps import register_page_sitemap  # noqa: PLC0415
        from .topics import words_above  # noqa: PLC0415

        last = [room for room in apps.get_app_configs() if room.models_module][-1]
        post_migrate.connect(plant_front_pages, sender=last, dispatch_uid="home.plant_front_pages")
        register_periodic("old-documents", every=timedelta(days=1), function=clear_old_documents, at_hour=3)
        follow_pages()
        register_words_gate(refusals_of_words)
        register_page_sitemap()
        register_kind(page_kind())
        register_found_kind(found_pages())
        fill_panel("archive.topic", words_above)
        register_source(pages_in_menu)
        register_gathering("actions", title=_("Open actions"))
        register_gathering("calendar", title=_("Calendar"))
        register_gathering("latest_post", title=_("Latest post"))
        register_gathering("campaigns", title=_("Campaigns"))
