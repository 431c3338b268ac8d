"""Two rows that are one thing: choose the other, see both side by side, confirm; and split them again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.snippets.widgets import AdminSnippetChooser


class MergeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET chooses, then compares (`?other=`); POST `other` and `kept` (first or other) merges.

    A subclass names `merge(kept, merged=, by=)`, the exception it may raise, and `in_words(row)`, which gives
    (label, lines) pairs to compare. The model's rows point to what they are part of with `merged_into`.
    """

    model: Any = None
    index_url_name = edit_url_name = merge_url_name = ""
    merge: Callable[..., Any]
    refused: type[Exception]
    in_words: Callable[[Any], list[tuple[Any, str]]]
    page_title = gettext_lazy("Merge")
    header_icon = "group"
    template_name = "cms/editing/merge.html"
    permission_required = "merge"
    problem = ""

    def setup(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.model, pk=pk, merged_into=None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        other = self._other(request.POST)
        if other is None:
            raise Http404
        pair = (self.object, other) if request.POST.get("kept") != "other" else (other, self.object)
        try:
            type(self).merge(pair[0], merged=pair[1], by=request.user)
        except self.refused:
            self.problem = _("These two cannot be merged.")
            return self.get(request, *args, **kwargs)
        names = {"merged": pair[1], "kept": pair[0]}
        messages.success(request, _("“%(merged)s” is now part of “%(kept)s”.") % names)
        return redirect(reverse(self.edit_url_name, args=[quote(pair[0].pk)]))

    def _other(self, params: Any) -> Any:
        rows = self.model.objects.filter(merged_into=None).exclude(pk=self.object.pk)
        wanted = params.get("other", "")
        return rows.filter(pk=wanted).first() if wanted.isdigit() else None

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": reverse(self.edit_url_name, args=[quote(self.object.pk)]), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        params = self.request.POST if self.request.method == "POST" else self.request.GET
        other = self._other(params)
        form = _choice_form(self.object)(initial={"other": other})
        context = super().get_context_data(**kwargs)
        context.setdefault("media", forms.Media())
        context["media"] += form.media
        if params.get("other") and other is None:
            self.problem = _("Choose another one, that is not part of something itself.")
        return {
            **context,
            "object": self.object,
            "other": other,
            "form": form,
            "problem": self.problem,
            "rows": _side_by_side(self.in_words(self.object), self.in_words(other)) if other else [],
        }


class OtherChooser(AdminSnippetChooser):
    """Offers all rows but the one that it is chosen for."""

    def __init__(self, *, without: Any) -> None:
        self.without = without
        super().__init__(model=type(without))

    def get_chooser_modal_url(self) -> str:
        return f"{super().get_chooser_modal_url()}?without={self.without.pk}"


def _choice_form(row: Any) -> type[forms.Form]:
    model = type(row)
    field = forms.ModelChoiceField(
        model.objects.all(), label=capfirst(model._meta.verbose_name), widget=OtherChooser(without=row)
    )
    return type("ChoiceForm", (forms.Form,), {"other": field})


def _side_by_side(first: list[tuple[Any, str]], second: list[tuple[Any, str]]) -> list[tuple[Any, str, str]]:
    return [
        (label, here, there)
        for (label, here), (_label, there) in zip(first, second, strict=True)
        if here or there
    ]


class SplitView(PermissionCheckedMixin, View):
    """POST alone. A subclass names `split(merged, by=)` and the exception it may raise."""

    model: Any = None
    edit_url_name = ""
    split: Callable[..., Any]
    refused: type[Exception]
    http_method_names = ["post"]
    permission_required = "merge"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(self.model, pk=pk)
        try:
            type(self).split(row, by=request.user)
        except self.refused:
            messages.error(request, _("“%(name)s” stands alone already.") % {"name": row})
        else:
            messages.success(request, _("“%(name)s” stands alone again.") % {"name": row})
        return redirect(reverse(self.edit_url_name, args=[quote(row.pk)]))
