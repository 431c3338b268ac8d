"""Wagtail's own list of users is out of reach (`admin_urls`), so the menu does not offer it."""

from wagtail import hooks


@hooks.register("construct_settings_menu")
def hide_users(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name != "users"]
