"""The newsroom at the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from ifex.instruments.cms.editing.policy import PredicatePolicy
from ifex.instruments.translation.models import GlossaryTerm

from .editing.report_views import ReportsViewSet
from .editing.submission_views import SubmissionsViewSet
from .editing.translation_views import TranslationsViewSet
from .permissions import can_keep_glossary

register_permission_policy(
    GlossaryTerm,
    PredicatePolicy(GlossaryTerm, dict.fromkeys(("view", "add", "change", "delete"), can_keep_glossary)),
    exact_class=True,
)


@hooks.register("register_admin_viewset")
def show_reports():
    return ReportsViewSet()


@hooks.register("register_admin_viewset")
def show_submissions():
    return SubmissionsViewSet()


@hooks.register("register_admin_viewset")
def show_translations():
    return TranslationsViewSet()


class GlossaryViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "list-ul"
    menu_label = _("Glossary")
    menu_order = 151
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["__str__", "note"]
    search_fields = ["names", "note"]
    edit_handler = ObjectList([FieldPanel("names"), FieldPanel("note")])


register_snippet(GlossaryViewSet)
