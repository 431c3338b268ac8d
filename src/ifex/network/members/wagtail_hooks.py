"""The register at the desk, and who may do what in it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.search import SearchArea
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from ifex.instruments.cms.editing.policy import PredicatePolicy

from .editing.viewsets import OrganisationViewSet
from .models import Organisation
from .permissions import (
    can_edit_organisation,
    can_keep_register,
    can_merge_organisations,
    can_read_register,
)


class OrganisationSearch(SearchArea):
    def is_shown(self, request):
        return can_read_register(request.user)


@hooks.register("register_admin_search_area")
def search_organisations():
    return OrganisationSearch(
        _("Organisations"),
        reverse("wagtailsnippets_members_organisation:list"),
        name="organisations",
        icon_name="group",
        order=20,
    )


_MAY = {
    "view": can_read_register,
    "add": can_edit_organisation,
    "change": can_edit_organisation,
    "merge": can_merge_organisations,
    "keep": can_keep_register,
}

register_permission_policy(Organisation, PredicatePolicy(Organisation, _MAY), exact_class=True)
register_snippet(OrganisationViewSet)
