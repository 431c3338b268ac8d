"""Reads of discussions."""

from django.db.models import QuerySet

from .enums import Audience
from .models import Post


def posts_about(subject_kind: str, subject: str, *, with_notes: bool) -> QuerySet[Post]:
    """Oldest first; without the notes of the secretariat unless `with_notes`."""
    rows: QuerySet[Post] = Post.objects.filter(subject_kind=subject_kind, subject=subject).select_related(
        "author"
    )
    return rows.order_by("pk") if with_notes else rows.filter(audience=Audience.EVERYBODY).order_by("pk")
