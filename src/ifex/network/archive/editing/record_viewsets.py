"""Alerts and cases in Wagtail's admin: which pages there are, and which of Wagtail's are not."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from ifex.instruments.cms.editing.lists import QuickListView, chooser_viewset
from ifex.network.archive.models import Alert, Case

from .alert_panels import alert_panels
from .leases import LeaseView
from .lists import (
    AlertFilters,
    CaseFilters,
    record_columns,
    search_alerts,
    search_cases,
    with_columns,
)
from .publications import PublicationsView
from .record_views import RecordCreateView, RecordEditView, RecordInspectView
from .withdrawal import WithdrawView

NOT_OFFERED = frozenset({"delete", "usage", "lock", "unlock", "copy"})
"""Nothing here is deleted but by retention and erasure; locks are leases; what names a record is on its page."""


class DeskViewSet(SnippetViewSet):
    """Without Wagtail's pages that do not fit the archive; its reference index is not kept either."""

    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    list_per_page = 25
    # Wagtail's own for snippets brings bulk actions.
    index_template_name = "wagtailadmin/generic/index.html"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        kwargs = super().get_common_view_kwargs(**kwargs)
        return {**kwargs, "delete_url_name": None, "usage_url_name": None}

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in NOT_OFFERED]


class RecordViewSet(DeskViewSet):
    add_view_class = RecordCreateView
    edit_view_class = RecordEditView
    inspect_view_class = RecordInspectView
    create_template_name = RecordCreateView.template_name
    edit_template_name = RecordEditView.template_name
    inspect_template_name = RecordInspectView.template_name
    ordering = "-changed_at"

    def get_queryset(self, request: Any) -> Any:
        return with_columns(self.model.objects.all())

    @property
    def _own_names(self) -> dict[str, str]:
        return {f"{name}_url_name": self.get_url_name(name) for name in ("publications", "withdraw", "lease")}

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_add_view_kwargs(**self._own_names, **kwargs)

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(**self._own_names, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        own = {"publications": PublicationsView, "withdraw": WithdrawView, "lease": LeaseView}
        return [
            *super().get_urlpatterns(),
            *(path(f"{name}/<int:pk>/", self.construct_view(view), name=name) for name, view in own.items()),
        ]


class AlertListView(QuickListView):
    search_rows = staticmethod(search_alerts)


class AlertViewSet(RecordViewSet):
    model = Alert
    icon = "warning"
    menu_label = _("Alerts")
    index_view_class = AlertListView
    chooser_viewset_class = chooser_viewset(search_alerts, lambda: Alert.objects.prefetch_related("texts"))
    list_display = ["__str__", *record_columns()]
    filterset_class = AlertFilters

    def get_edit_handler(self) -> Any:
        return alert_panels().bind_to_model(self.model)


class CaseListView(QuickListView):
    search_rows = staticmethod(search_cases)


__all__ = ["AlertViewSet", "Case", "CaseFilters", "TitleColumn", "search_cases"]
