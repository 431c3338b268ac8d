"""The archive at the desk: one group in the menu, and who may do what in it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.search import SearchArea
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from ifex.instruments.cms.editing.policy import PredicatePolicy

from .editing.record_viewsets import AlertViewSet, CaseViewSet, PersonViewSet
from .editing.still_named import StillNamedViewSet
from .editing.unknown_words import UnknownWordsViewSet
from .models import Alert, Case, Person
from .permissions import (
    can_add_alert,
    can_edit_alert,
    can_edit_person,
    can_merge_persons,
    can_publish_alert,
    can_read_persons,
    can_read_records,
    can_withdraw_alert,
)

_RECORDS = {
    "view": can_read_records,
    "add": can_add_alert,
    "change": can_edit_alert,
    "publish": can_publish_alert,
    "withdraw": can_withdraw_alert,
}
_PERSONS = {
    "view": can_read_persons,
    "add": can_edit_person,
    "change": can_edit_person,
    "merge": can_merge_persons,
}

register_permission_policy(Alert, PredicatePolicy(Alert, _RECORDS), exact_class=True)
register_permission_policy(Case, PredicatePolicy(Case, _RECORDS), exact_class=True)
register_permission_policy(Person, PredicatePolicy(Person, _PERSONS), exact_class=True)


class ArchiveGroup(SnippetViewSetGroup):
    items = (AlertViewSet, CaseViewSet, PersonViewSet, StillNamedViewSet, UnknownWordsViewSet)
    menu_label = _("Archive")
    menu_icon = "folder-open-inverse"
    menu_order = 100


register_snippet(ArchiveGroup)


class AlertSearch(SearchArea):
    """Where the menu's search leads who may read the records."""

    def is_shown(self, request):
        return can_read_records(request.user)


@hooks.register("register_admin_search_area")
def search_alerts():
    # The first area is the one that the menu's search asks.
    return AlertSearch(
        _("Alerts"),
        reverse("wagtailsnippets_archive_alert:list"),
        name="alerts",
        icon_name="warning",
        order=10,
    )


@hooks.register("register_log_actions")
def name_acts(actions):
    actions.register_action("ifex.publish", _("Publish"), _("Published"))
    actions.register_action(
        "ifex.translate", _("Publish a further language"), _("Further language published")
    )
    actions.register_action("ifex.correct", _("Correct in public"), _("Corrected in public"))
    actions.register_action("ifex.withdraw", _("Withdraw"), _("Withdrawn"))
