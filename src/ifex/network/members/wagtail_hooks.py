"""The register at the desk, and who may do what in it."""

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

_MAY = {
    "view": can_read_register,
    "add": can_edit_organisation,
    "change": can_edit_organisation,
    "merge": can_merge_organisations,
    "keep": can_keep_register,
}

register_permission_policy(Organisation, PredicatePolicy(Organisation, _MAY), exact_class=True)
register_snippet(OrganisationViewSet)
