"""A list of the desk that is no model's own: a page at a time, and a menu item for those who may see it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

ROWS_A_PAGE = 50


class DeskListView(WagtailAdminTemplateMixin, TemplateView):
    """`may_see(user)`: others get 403."""

    index_url_name = ""
    may_see: Callable[[Any], bool]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not type(self).may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def page_of(self, rows: Any) -> Page:
        """Of a query set; any number in the address gives a page."""
        return Paginator(rows, ROWS_A_PAGE).get_page(self.request.GET.get("p"))


class DeskListViewSet(ViewSet):
    view_class: type[DeskListView]

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        may_see = self.view_class.may_see

        class Item(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return may_see(request.user)

        return Item

    @cached_property
    def menu_url(self) -> str:
        return reverse(self.get_url_name("index"))

    def get_urlpatterns(self) -> Iterable[Any]:
        return [path("", self.construct_view(self.view_class), name="index")]
