"""Organisations in Wagtail's admin."""

from typing import Any

import django_filters
from django.contrib.admin.utils import quote
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from ifex.foundations.core import clock
from ifex.foundations.core.labels import pick_label
from ifex.foundations.core.languages import LANGUAGE_CODES, LANGUAGE_TABLE
from ifex.instruments.cms.editing.fields import OfferedTerms
from ifex.instruments.cms.editing.lists import QuickListView, chooser_viewset
from ifex.instruments.cms.editing.merging import MergeView, SplitView
from ifex.instruments.cms.editing.viewsets import DeskViewSet
from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.members.domain.merging import CannotMerge, merge_organisations, split_organisation
from ifex.network.members.domain.organisations import ChangedMeanwhile, save_organisation, version_mark
from ifex.network.members.enums import OrganisationKind
from ifex.network.members.models import Organisation, Standing
from ifex.network.members.queries import running_on

from .organisation_forms import organisation_panels, register_of
from .register_views import EndMandateView, FreezeView, GiveMandateView, StandingView

_ANY = gettext_lazy("All")


def search_organisations(organisations: QuerySet, words: str) -> QuerySet:
    """By identifier, acronym and name in any language."""
    named = Q(uid=words) | Q(acronym__icontains=words)
    for code in LANGUAGE_CODES:
        named |= Q(**{f"names__{code}__icontains": words})
    return organisations.filter(named)


class OrganisationFilters(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Standing today"),
        method="filter_status",
        choices=OfferedTerms(Vocabulary.MEMBERSHIP_STATUSES),
        empty_label=_ANY,
    )
    country = django_filters.ChoiceFilter(
        label=gettext_lazy("Country"), choices=OfferedTerms(COUNTRIES), empty_label=_ANY
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=OrganisationKind.choices, empty_label=_ANY
    )
    is_hidden = django_filters.BooleanFilter(label=gettext_lazy("Hidden"))
    merged = django_filters.BooleanFilter(
        label=gettext_lazy("Merged into another"),
        field_name="merged_into",
        lookup_expr="isnull",
        exclude=True,
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def filter_status(self, organisations: QuerySet, name: str, status: str) -> QuerySet:
        running = Standing.objects.filter(running_on(clock.today()), status=status)
        return organisations.filter(pk__in=running.values("organisation"))


def _standing_today(organisation: Organisation) -> str:
    today = clock.today()
    running = [
        row
        for row in organisation.standings.all()
        if row.from_on <= today and (row.until_on is None or row.until_on > today)
    ]
    return term_label(Vocabulary.MEMBERSHIP_STATUSES, running[0].status) if running else ""


class OrganisationListView(QuickListView):
    search_rows = staticmethod(search_organisations)


class OrganisationViewMixin:
    def get_usage_url(self) -> None:
        return None

    def get_success_url(self) -> str:
        return self.get_edit_url()

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ChangedMeanwhile:
            form.data = form.data.copy()
            form.data["seen"] = version_mark(Organisation.objects.get(pk=form.instance.pk))
            self.produced_error_message = _(
                "Somebody has saved this organisation since you opened the form. Nothing has been saved yet: what you"
                " wrote stands below. Look at their version in another window, then save again."
            )
            return self.form_invalid(form)

    def save_instance(self) -> Any:
        form = self.form
        is_new = form.instance.pk is None
        return save_organisation(
            form.instance,
            write=super().save_instance,
            fields=[name for name in form.changed_data if name != "seen"],
            seen=None if is_new else form.cleaned_data.get("seen", ""),
            by=self.request.user,
        )


class OrganisationCreateView(OrganisationViewMixin, snippets.CreateView):
    pass


class OrganisationEditView(OrganisationViewMixin, snippets.EditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if self.object.merged_into_id or not self.user_has_permission("merge"):
            return []
        url = reverse("wagtailsnippets_members_organisation:merge", args=[quote(self.object.pk)])
        return [Button(_("Merge…"), url=url, icon_name="group", priority=10)]


class OrganisationInspectView(snippets.InspectView):
    template_name = "members/editing/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        may_keep = self.user_has_permission("keep")
        return {
            **context,
            "words": organisation_in_words(self.object),
            **register_of(self.object, may_keep=may_keep),
        }


def organisation_in_words(organisation: Organisation) -> list[tuple[Any, str]]:
    """For reading, and for the screen that puts two side by side."""
    names = organisation.names
    standings = [
        f"{term_label(Vocabulary.MEMBERSHIP_STATUSES, row.status)}: {row.from_on} – {row.until_on or '…'}"
        for row in organisation.standings.order_by("from_on")
    ]
    return [
        (
            gettext_lazy("Names"),
            "\n".join(f"{row.name}: {names[row.code]}" for row in LANGUAGE_TABLE if names.get(row.code)),
        ),
        (gettext_lazy("Acronym"), organisation.acronym),
        (gettext_lazy("Kind"), str(organisation.get_kind_display())),
        (gettext_lazy("Country"), country_label(organisation.country)),
        (gettext_lazy("Website"), organisation.website),
        (gettext_lazy("Founded in"), str(organisation.founded_year or "")),
        (gettext_lazy("Standings"), "\n".join(standings)),
        (gettext_lazy("Identifier"), organisation.uid),
    ]


class OrganisationMergeView(MergeView):
    merge = staticmethod(merge_organisations)
    refused = CannotMerge
    in_words = staticmethod(organisation_in_words)


class OrganisationSplitView(SplitView):
    split = staticmethod(split_organisation)
    refused = CannotMerge


class OrganisationViewSet(DeskViewSet):
    model = Organisation
    icon = "group"
    menu_label = gettext_lazy("Organisations")
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = OrganisationListView
    add_view_class = OrganisationCreateView
    edit_view_class = OrganisationEditView
    inspect_view_class = OrganisationInspectView
    inspect_template_name = OrganisationInspectView.template_name
    chooser_viewset_class = chooser_viewset(
        search_organisations,
        lambda: Organisation.objects.filter(merged_into=None),
        columns=[
            Column("country", label=gettext_lazy("Country"), accessor=lambda row: country_label(row.country)),
            Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
            Column("uid", label=gettext_lazy("Identifier")),
        ],
    )
    filterset_class = OrganisationFilters
    list_display = [
        "__str__",
        Column("country", label=gettext_lazy("Country"), accessor=lambda row: country_label(row.country)),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
        Column("standing", label=gettext_lazy("Standing today"), accessor=_standing_today),
        Column(
            "merged_into",
            label=gettext_lazy("Part of"),
            accessor=lambda row: pick_label(row.merged_into.names) if row.merged_into else "",
        ),
    ]
    ordering = "-pk"

    def get_queryset(self, request: Any) -> QuerySet:
        return Organisation.objects.select_related("merged_into").prefetch_related("standings")

    def get_edit_handler(self) -> Any:
        return organisation_panels().bind_to_model(self.model)

    def get_urlpatterns(self) -> list[Any]:
        own = {
            "merge": OrganisationMergeView,
            "split": OrganisationSplitView,
            "standing": StandingView,
            "mandate_give": GiveMandateView,
            "mandate_end": EndMandateView,
            "freeze": FreezeView,
        }
        return [
            *super().get_urlpatterns(),
            *(
                path(f"{name.replace('_', '/')}/<int:pk>/", self.construct_view(view), name=name)
                for name, view in own.items()
            ),
        ]
