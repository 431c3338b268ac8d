"""The desk's shell: our look, and a menu without what no room uses yet."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

# A room that begins to use one of these takes its name away here.
NOT_YET_IN_MENU = frozenset({"help"})
NOT_YET_IN_SETTINGS = frozenset({"collections", "workflows", "workflow-tasks", "sites", "locales"})


@hooks.register("insert_global_admin_css")
def desk_look():
    return format_html('<link rel="stylesheet" href="{}">', static("cms/desk.css"))


# Wagtail's own rooms add theirs in hooks of the same name; ours comes after all of them.
@hooks.register("construct_main_menu", order=1000)
def clear_menu(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name not in NOT_YET_IN_MENU]


@hooks.register("construct_settings_menu", order=1000)
def clear_settings(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name not in NOT_YET_IN_SETTINGS]


@hooks.register("construct_reports_menu", order=1000)
def clear_reports(request, menu_items):
    # Wagtail's reports are about Pages; other rooms' reports carry other names and stay.
    theirs = {"locked-pages", "workflows", "workflow-tasks", "aging-pages", "page-types-usage"}
    menu_items[:] = [item for item in menu_items if item.name not in theirs]


@hooks.register("construct_homepage_summary_items", order=1000)
def clear_summary(request, summary_items):
    summary_items[:] = [item for item in summary_items if not type(item).__module__.startswith("wagtail.")]
