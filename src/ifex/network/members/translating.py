"""Descriptions of organisations as the translators' room sees them. The first that was written is the source."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.enums import VersionState
from ifex.instruments.translation.kinds import (
    Original,
    TargetMoved,
    TranslatableField,
    TranslatableKind,
    Words,
    register_translatable,
)

from .domain.organisations import save_organisation
from .models import Organisation, OrganisationText

KIND = "organisation"
FIELDS = (TranslatableField("description", _("Description")),)


def register_translating() -> None:
    register_translatable(
        TranslatableKind(
            slug=KIND,
            label=_("Organisations"),
            fields=FIELDS,
            rows=_rows,
            read=_read,
            write=_write,
            edit_url=lambda thing: reverse("wagtailsnippets_members_organisation:edit", args=[thing.pk]),
        )
    )


def _rows() -> QuerySet[Any]:
    """Those that have any description, and are not hidden."""
    written = (
        OrganisationText.objects.filter(organisation=OuterRef("pk")).exclude(description="").order_by("pk")
    )
    rows = Organisation.objects.filter(merged_into=None, is_hidden=False)
    rows = rows.annotate(source_language=Subquery(written.values("language")[:1])).exclude(
        source_language=None
    )
    return rows.prefetch_related("texts").order_by("-changed_at", "-pk")


def _read(uid: str) -> Original | None:
    row = _rows().filter(uid=uid).first()
    if row is None:
        return None
    texts = {text.language: _words_of(text) for text in row.texts.all()}
    states = {text.language: VersionState(text.state) for text in row.texts.all()}
    return Original(uid, str(row), row.source_language, texts, states)


def _words_of(text: OrganisationText) -> Words:
    return {"description": text.description} if text.description else {}


def _write(
    uid: str, language: str, words: Words, *, state: VersionState, expected: Words, by: Any, at: datetime
) -> None:
    """A description that is ready is shown: the register has no publication of its own. Raises TargetMoved."""
    organisation = Organisation.objects.get(uid=uid)

    def write() -> None:
        row = OrganisationText.objects.filter(organisation=organisation, language=language).first()
        if (_words_of(row) if row else {}) != {name: text for name, text in expected.items() if text}:
            raise TargetMoved(uid)
        OrganisationText.objects.update_or_create(
            organisation=organisation, language=language, defaults={**words, "state": VersionState.PUBLISHED}
        )
        organisation.save(update_fields=["changed_at"])

    save_organisation(organisation, write=write, fields=[f"texts.{language}"], seen=None, by=by)
