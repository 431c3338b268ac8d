"""What the public has read of a record, when, and how two of these versions differ."""

from typing import Any

from django.contrib.admin.utils import quote
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ifex.network.archive.domain.publication import history_of, kind_of
from ifex.network.archive.domain.whereabouts import still_behind
from ifex.network.archive.models import Publication

from .differences import differences_between


class RecordPageMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A page of the desk about one record, with the way back to it."""

    model: Any = None
    index_url_name = edit_url_name = inspect_url_name = ""

    def setup(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.model, pk=pk)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def record_url(self) -> str:
        name = self.edit_url_name if self.user_has_permission("change") else self.inspect_url_name
        return reverse(name, args=[quote(self.object.pk)])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.record_url(), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]


class PublicationsView(RecordPageMixin, TemplateView):
    page_title = _("Publications")
    header_icon = "history"
    template_name = "archive/editing/publications.html"
    any_permission_required = ["view", "change"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        publications = list(history_of(kind_of(self.object), self.object.uid))
        before, after = self._pair(publications)
        return {
            **super().get_context_data(**kwargs),
            "object": self.object,
            "behind": still_behind(self.object),
            "publications": publications,
            "before": before,
            "after": after,
            "differences": differences_between(before, after) if before and after else None,
        }

    def _pair(self, publications: list[Publication]) -> tuple[Publication | None, Publication | None]:
        """The two that the address names; without it the newest and the one before."""
        numbered = {str(row.number): row for row in publications}
        if not {"before", "after"} & self.request.GET.keys():
            return (publications[-2], publications[-1]) if len(publications) > 1 else (None, None)
        pair = [numbered.get(self.request.GET.get(name, "")) for name in ("before", "after")]
        if None in pair:
            raise Http404
        return pair[0], pair[1]
