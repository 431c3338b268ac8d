from ifex.foundations.core.personal import Keep, declare

from .models import Photograph, PhotographRendition

_PICTURES = Keep("pictures and who took them, as they are published: removed by an editor or by erasure")
_WHO_EDITED = Keep("who wrote or uploaded it: kept with it")

PERSONAL_OF_PAGES = {"owner": _WHO_EDITED, "locked_by": _WHO_EDITED}
"""What a page has of persons. Its words are public by their nature; de-naming reads them."""
IMPERSONAL_OF_PAGES = [
    "path", "depth", "numchild", "translation_key", "locale", "latest_revision", "live", "has_unpublished_changes",
    "first_published_at", "last_published_at", "live_revision", "go_live_at", "expire_at", "expired", "locked",
    "locked_at", "title", "draft_title", "slug", "content_type", "url_path", "latest_revision_created_at", "alias_of",
    "show_in_menus", "seo_title", "search_description", "summary", "photograph", "menu", "menu_order",
]  # fmt: skip

declare(
    Photograph,
    personal={
        "title": _PICTURES, "file": _PICTURES, "description": _PICTURES, "alternative_text": _PICTURES,
        "credit": _PICTURES, "uploaded_by_user": _WHO_EDITED,
    },
    impersonal=[
        "collection", "width", "height", "created_at", "focal_point_x", "focal_point_y", "focal_point_width",
        "focal_point_height", "file_size", "file_hash", "licence",
    ],
)  # fmt: skip
declare(
    PhotographRendition,
    personal={"file": _PICTURES},
    impersonal=["filter_spec", "width", "height", "focal_point_key", "image"],
)
