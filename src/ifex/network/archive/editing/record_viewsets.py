"""Alerts and cases in Wagtail's admin: which pages there are, and which of Wagtail's are not."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ifex.instruments.cms.editing.lists import QuickListView, chooser_viewset
from ifex.instruments.cms.editing.viewsets import DeskViewSet
from ifex.network.archive.models import Alert, Case, Person

from .alert_panels import alert_panels
from .case_forms import case_panels
from .denaming import DenameView
from .leases import LeaseView
from .lists import (
    AlertFilters,
    CaseFilters,
    PersonFilters,
    columns_to_tell_persons_apart,
    columns_to_tell_records_apart,
    person_columns,
    record_columns,
    search_alerts,
    search_cases,
    search_persons,
    with_columns,
)
from .persons import (
    PersonCreateView,
    PersonEditView,
    PersonListView,
    PersonMergeView,
    PersonSplitView,
    person_panels,
)
from .publications import PublicationsView
from .record_views import (
    RecordCompareView,
    RecordCreateView,
    RecordEditView,
    RecordInspectView,
    RecordPreviewView,
)
from .withdrawal import WithdrawView


class RecordViewSet(DeskViewSet):
    add_view_class = RecordCreateView
    edit_view_class = RecordEditView
    inspect_view_class = RecordInspectView
    preview_on_edit_view_class = RecordPreviewView
    revisions_compare_view_class = RecordCompareView
    create_template_name = RecordCreateView.template_name
    edit_template_name = RecordEditView.template_name
    inspect_template_name = RecordInspectView.template_name
    ordering = "-changed_at"

    def get_queryset(self, request: Any) -> Any:
        return with_columns(self.model.objects.all())

    @property
    def revisions_revert_view_class(self) -> type:
        """An old revision brings old facts back: not for those whose form has the texts alone."""
        return type("RevertView", (super().revisions_revert_view_class,), {"permission_required": "publish"})

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
    chooser_viewset_class = chooser_viewset(
        search_alerts,
        lambda: Alert.objects.prefetch_related("texts"),
        columns=columns_to_tell_records_apart("happened_from"),
    )
    list_display = ["__str__", *record_columns()]
    filterset_class = AlertFilters

    def get_edit_handler(self) -> Any:
        return alert_panels().bind_to_model(self.model)


class CaseListView(QuickListView):
    search_rows = staticmethod(search_cases)


class CaseViewSet(RecordViewSet):
    model = Case
    icon = "folder-open-inverse"
    menu_label = _("Cases")
    index_view_class = CaseListView
    chooser_viewset_class = chooser_viewset(
        search_cases,
        lambda: Case.objects.prefetch_related("texts"),
        columns=columns_to_tell_records_apart("opened_on"),
    )
    list_display = ["__str__", *record_columns()]
    filterset_class = CaseFilters

    def get_edit_handler(self) -> Any:
        return case_panels().bind_to_model(self.model)


class PersonViewSet(DeskViewSet):
    model = Person
    icon = "user"
    menu_label = _("Persons")
    index_view_class = PersonListView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    chooser_viewset_class = chooser_viewset(
        search_persons,
        lambda: Person.objects.filter(merged_into=None),
        columns=columns_to_tell_persons_apart(),
    )
    list_display = ["__str__", *person_columns()]
    filterset_class = PersonFilters
    ordering = "-pk"
    # Who may read persons may edit them.
    inspect_view_enabled = False

    def get_queryset(self, request: Any) -> Any:
        return Person.objects.select_related("merged_into")

    def get_edit_handler(self) -> Any:
        return person_panels().bind_to_model(self.model)

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", self.construct_view(PersonMergeView), name="merge"),
            path("split/<int:pk>/", self.construct_view(PersonSplitView), name="split"),
            path("dename/<int:pk>/", self.construct_view(DenameView), name="dename"),
        ]
