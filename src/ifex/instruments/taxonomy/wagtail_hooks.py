"""The editor's screens: terms and countries, in the admin's menu under "Vocabularies"."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.permission_policies.base import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .forms import CountryForm, TermForm
from .models import Country, Term
from .permissions import can_edit_vocabularies


class VocabularyPolicy(ModelPermissionPolicy):
    """Editors may do what is in `actions`; nobody deletes."""

    def __init__(self, model: type, actions: frozenset[str]) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and can_edit_vocabularies(user)


register_permission_policy(
    Term, VocabularyPolicy(Term, frozenset(["add", "change", "view"])), exact_class=True
)
register_permission_policy(
    Country, VocabularyPolicy(Country, frozenset(["change", "view"])), exact_class=True
)


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "tag"
    menu_label = _("Terms")
    list_display = [
        Column("label", label=_("Name"), accessor=lambda row: row.label()),
        "slug",
        Column("vocabulary", label=_("Vocabulary"), accessor="get_vocabulary_display", sort_key="vocabulary"),
        BooleanColumn("is_retired", label=_("Retired"), sort_key="is_retired"),
        BooleanColumn("is_shipped", label=_("Comes with the software"), sort_key="is_shipped"),
    ]
    list_filter = ["vocabulary", "is_retired", "is_shipped"]
    ordering = ["vocabulary", "position"]
    search_fields = ["slug", "name"]
    list_per_page = 100
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel("vocabulary"), FieldPanel("slug")], heading=_("Identity")),
            FieldPanel("name"),
            FieldPanel("scope_note"),
            MultiFieldPanel(
                [FieldPanel("parent"), FieldPanel("group")], heading=_("Place in the vocabulary")
            ),
            MultiFieldPanel([FieldPanel("is_retired"), FieldPanel("replaced_by")], heading=_("Retirement")),
        ],
        base_form_class=TermForm,
    )


class CountryViewSet(SnippetViewSet):
    model = Country
    icon = "globe"
    menu_label = _("Countries")
    list_display = [
        Column("label", label=_("Name"), accessor=lambda row: row.label()),
        "code",
        "region",
        "until_year",
        BooleanColumn("is_disputed", label=_("Disputed"), sort_key="is_disputed"),
    ]
    list_filter = ["region", "is_disputed"]
    search_fields = ["code", "name", "aliases"]
    list_per_page = 100
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            FieldPanel("name"),
            MultiFieldPanel([FieldPanel("is_disputed"), FieldPanel("note")], heading=_("Status")),
            FieldPanel("region"),
            FieldPanel("aliases"),
        ],
        base_form_class=CountryForm,
    )


class VocabularyViewSetGroup(SnippetViewSetGroup):
    items = (TermViewSet, CountryViewSet)
    menu_label = _("Vocabularies")
    menu_icon = "list-ul"
    menu_order = 700


register_snippet(VocabularyViewSetGroup)
