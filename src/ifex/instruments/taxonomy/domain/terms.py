"""What an editor does with terms. Each verb audits, and marks a new generation of the tables."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from ifex.foundations.audit.domain import Actor, record_act
from ifex.foundations.core.labels import Labels
from ifex.instruments.taxonomy.models import Term

from .generation import begin_generation
from .merging import changed_paths

EDITABLE_FIELDS = frozenset(["name", "scope_note", "group", "parent", "attributes", "maps", "position"])


class TermExists(ValueError):
    """The vocabulary has a term of that slug already, perhaps a retired one."""


class FieldNotEditable(TypeError):
    """Identity and history of a term are no editor's to change."""


def add_term(
    vocabulary: str,
    *,
    slug: str,
    name: Labels,
    by: Actor,
    scope_note: Labels | None = None,
    parent: Term | None = None,
    group: str = "",
    attributes: dict[str, Any] | None = None,
    maps: dict[str, str] | None = None,
) -> Term:
    """A term of the network's own, at the end of its vocabulary. Raises TermExists, ValidationError."""
    with transaction.atomic():
        if Term.objects.filter(vocabulary=vocabulary, slug=slug).exists():
            raise TermExists(f"{vocabulary}/{slug}")
        last = Term.objects.filter(vocabulary=vocabulary).aggregate(last=Max("position"))["last"]
        row = Term(
            vocabulary=vocabulary,
            slug=slug,
            name=name,
            scope_note=scope_note or {},
            parent=parent,
            group=group,
            attributes=attributes or {},
            maps=maps or {},
            position=(last or 0) + 10,
        )
        row.full_clean()
        row.save(force_insert=True)
        _note("term-added", row, by=by)
    return row


def edit_term(term: Term, *, by: Actor, **changes: Any) -> list[str]:
    """Change fields of EDITABLE_FIELDS; returns the changed paths ("name.fr"), which an update then leaves
    alone.

    Raises FieldNotEditable, ValidationError. `term` may carry unsaved values: only `changes` is written.
    """
    if refused := changes.keys() - EDITABLE_FIELDS:
        raise FieldNotEditable(", ".join(sorted(refused)))
    if "parent" in changes:
        parent = changes.pop("parent")
        changes["parent_id"] = parent.pk if parent else None
    with transaction.atomic():
        row = Term.objects.select_for_update().get(pk=term.pk)
        paths = changed_paths(row, changes)
        if paths:
            for field, value in changes.items():
                setattr(row, field, value)
            row.full_clean()
            _save_edit(row, fields=changes.keys(), paths=paths)
            _note("term-edited", row, by=by, fields=", ".join(sorted(paths)))
    return paths


def retire_term(term: Term, *, by: Actor, replaced_by: Term | None = None) -> None:
    """Take the term out of forms and filters; what it was given to keeps it, under its name."""
    _set_retired(term, is_retired=True, replaced_by=replaced_by, act="term-retired", by=by)


def restore_term(term: Term, *, by: Actor) -> None:
    """Bring a retired term back into use."""
    _set_retired(term, is_retired=False, replaced_by=None, act="term-restored", by=by)


def _set_retired(term: Term, *, is_retired: bool, replaced_by: Term | None, act: str, by: Actor) -> None:
    with transaction.atomic():
        row = Term.objects.select_for_update().get(pk=term.pk)
        successor = replaced_by.pk if replaced_by else None
        paths = changed_paths(row, {"is_retired": is_retired, "replaced_by_id": successor})
        if not paths:
            return
        row.is_retired, row.replaced_by = is_retired, replaced_by
        row.full_clean()
        # Both are the editor's word from now on: an update neither restores nor redirects the term.
        _save_edit(row, fields=["is_retired", "replaced_by"], paths=["is_retired", "replaced_by_id"])
        _note(act, row, by=by)


def _save_edit(row: Term, *, fields: Any, paths: list[str]) -> None:
    row.edited_fields = sorted({*row.edited_fields, *paths})
    row.save(update_fields=[*fields, "edited_fields"])


def _note(act: str, row: Term, *, by: Actor, **details: Any) -> None:
    begin_generation()
    record_act(act, by=by, subject_kind="term", subject=f"{row.vocabulary}/{row.slug}"[:64], **details)
