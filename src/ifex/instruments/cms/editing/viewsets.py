"""The base of what rooms enter as snippets at the desk."""

from typing import Any

from wagtail.snippets.views.snippets import SnippetViewSet

NOT_OFFERED = frozenset({"delete", "usage", "lock", "unlock", "copy"})
"""Nothing is deleted but by retention and erasure; locks are leases; what names a row is on the row's own page."""


class DeskViewSet(SnippetViewSet):
    """Without Wagtail's pages that do not fit us; its reference index is not kept either."""

    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    list_per_page = 25
    # Wagtail's own for snippets brings bulk actions.
    index_template_name = "wagtailadmin/generic/index.html"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        kwargs = super().get_common_view_kwargs(**kwargs)
        return {**kwargs, "delete_url_name": None, "usage_url_name": None}

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in NOT_OFFERED]
