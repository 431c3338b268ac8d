"""What an editor does with countries."""

from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import Actor, record_act
from ifex.instruments.taxonomy.models import Country

from .generation import begin_generation
from .merging import changed_paths
from .terms import FieldNotEditable

EDITABLE_FIELDS = frozenset(["name", "note", "region", "aliases", "is_disputed"])


def edit_country(country: Country, *, by: Actor, **changes: Any) -> list[str]:
    """Change fields of EDITABLE_FIELDS; returns the changed paths ("name.fr"), which an update then leaves
    alone.

    Raises FieldNotEditable, ValidationError.
    """
    if refused := changes.keys() - EDITABLE_FIELDS:
        raise FieldNotEditable(", ".join(sorted(refused)))
    with transaction.atomic():
        row = Country.objects.select_for_update().get(pk=country.pk)
        paths = changed_paths(row, changes)
        if paths:
            for field, value in changes.items():
                setattr(row, field, value)
            row.edited_fields = sorted({*row.edited_fields, *paths})
            row.full_clean()
            row.save(update_fields=[*changes, "edited_fields"])
            begin_generation()
            record_act(
                "country-edited",
                by=by,
                subject_kind="country",
                subject=row.code,
                fields=", ".join(sorted(paths)),
            )
    return paths
