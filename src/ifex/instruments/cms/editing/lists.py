"""Lists of the desk that stay quick with a million rows, and choosers that find without a search index."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser, snippets

MOST_COUNTED = 1_000


class QuickPaginator(WagtailPaginator):
    """Counts no further than MOST_COUNTED, and leads no further: who seeks beyond narrows the list instead."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: MOST_COUNTED + 1].count() if self._is_query else super().count

    @property
    def _is_query(self) -> bool:
        return isinstance(self.object_list, QuerySet)

    @property
    def is_cut(self) -> bool:
        return self._is_query and self.count > MOST_COUNTED

    @cached_property
    def items_count_label(self) -> str:
        if self.is_cut:
            return _("More than %(count)s: search or filter to narrow the list") % {"count": MOST_COUNTED}
        return super().items_count_label


class QuickListView(snippets.IndexView):
    """Without bulk actions; search by `search_rows`, a function of the queryset and the words."""

    paginator_class = QuickPaginator
    template_name = "wagtailadmin/generic/index.html"
    is_searchable = True
    search_rows: Any = None

    @cached_property
    def columns(self) -> list[Any]:
        return super().columns[1:]

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        return type(self).search_rows(queryset, self.search_query.strip())


class WordsFilterForm(BaseFilterForm):
    q = forms.CharField(
        label=gettext_lazy("Search term"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Search")}),
    )
    search_rows: Any = None

    def filter(self, objects: QuerySet) -> QuerySet:
        self.search_query = self.cleaned_data["q"].strip()
        self.is_searching = bool(self.search_query)
        return type(self).search_rows(objects, self.search_query) if self.is_searching else objects


class QuickChooserMixin:
    """For those who may see the list of what is chosen from."""

    paginator_class = QuickPaginator
    ordering = "-pk"
    preserve_url_parameters = ("multiple", "without")
    further_columns: tuple[Column, ...] = ()

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, *self.further_columns]

    def filter_object_list(self, objects: QuerySet) -> QuerySet:
        """`?without=` is the row that the other is chosen for."""
        without = self.request.GET.get("without", "")
        objects = super().filter_object_list(objects)
        return objects.exclude(pk=without) if without.isdecimal() else objects

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        policy = policy_registry.get_by_type(self.model_class)
        if not policy.user_has_any_permission(request.user, {"view", "change"}):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def apply_object_list_ordering(self, objects: QuerySet) -> QuerySet:
        return objects.order_by("-pk")


def chooser_viewset(
    search_rows: Any, rows: Any = None, *, columns: Iterable[Column] = ()
) -> type[chooser.SnippetChooserViewSet]:
    """A chooser that searches with `search_rows(queryset, words)`; `rows()` is what one may choose from.

    `columns` tell rows of the same name apart.
    """
    form = type("FilterForm", (WordsFilterForm,), {"search_rows": staticmethod(search_rows)})
    shared: dict[str, Any] = {"filter_form_class": form, "further_columns": tuple(columns)}
    if rows is not None:
        shared["get_object_list"] = lambda self: rows()
    chosen = type("Chosen", (QuickChooserMixin, chooser.SnippetChosenView), {})
    return type(
        "ChooserViewSet",
        (chooser.SnippetChooserViewSet,),
        {
            "choose_view_class": type("Choose", (QuickChooserMixin, chooser.ChooseView), dict(shared)),
            "choose_results_view_class": type(
                "Results", (QuickChooserMixin, chooser.ChooseResultsView), dict(shared)
            ),
            "chosen_view_class": chosen,
        },
    )
