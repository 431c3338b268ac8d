"""Pictures and documents of the site's pages, which Wagtail keeps: files that give the name get another, or go."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from ifex.foundations.audit.domain import Actor, record_act

from .files_giving_names import content_gives_name
from .replacing_names import NameReplacer

ACT = "site-document-destroyed"


def replace_in_media(replacer: NameReplacer, *, by: Actor) -> int:
    """Documents whose content gives the name are deleted: pages show them no more. What is half uploaded goes too.

    Returns how many files were given another name or deleted. May be repeated.
    """
    changed = 0
    for document in get_document_model().objects.iterator():
        changed += _settle_document(document, replacer, by=by)
    for picture in get_image_model().objects.iterator():
        if _is_named_after(picture.file, replacer):
            # First, so that what a reader asks for meanwhile is made of the new name.
            _rename(picture, "picture")
            changed += 1
        for rendition in picture.renditions.all():
            if _is_named_after(rendition.file, replacer):
                _delete_with_file(rendition)
    for upload in UploadedFile.objects.iterator():
        if _is_named_after(upload.file, replacer) or _gives_name(upload.file, replacer):
            _delete_with_file(upload)
            changed += 1
    return changed + _sweep(replacer)


def _sweep(replacer: NameReplacer) -> int:
    """What no row knows: left by somebody who was killed, or made in the same moment."""
    swept = 0
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file() and _tells(path.name, replacer):
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _settle_document(document: Any, replacer: NameReplacer, *, by: Actor) -> bool:
    if _gives_name(document.file, replacer):
        record_act(ACT, by=by, subject_kind="document", subject=str(document.pk))
        _delete_with_file(document)
        return True
    if _is_named_after(document.file, replacer):
        _rename(document, "document")
        return True
    return False


def _is_named_after(file: FieldFile, replacer: NameReplacer) -> bool:
    return _tells(Path(file.name or "").name, replacer)


def _tells(name: str, replacer: NameReplacer) -> bool:
    words = re.sub(r"[-_.]", " ", name)
    # Names of files have no capitals: a name of one word is looked for with one too.
    return any(replacer.in_text(one)[1] for one in (words, words.title()))


def _gives_name(file: FieldFile, replacer: NameReplacer) -> bool:
    try:
        with file.open("rb") as opened:
            return content_gives_name(opened.read(), replacer)
    except (FileNotFoundError, ValueError):
        return False


def _delete_with_file(thing: Any) -> None:
    """The file first: whoever is killed half-way finds the row, and begins anew."""
    thing.file.delete(save=False)
    thing.delete()


def _rename(thing: Any, word: str) -> None:
    """The new file first: half-way there are two, and the next attempt finds the old name still in the row; at the end
    what bears the name is swept out.
    """
    file: FieldFile = thing.file
    old, storage = str(file.name), file.storage
    name = f"{word}-{thing.pk}{Path(old).suffix}"
    try:
        with file.open("rb") as opened:
            file.save(name, ContentFile(opened.read()), save=False)
    except FileNotFoundError:
        file.name = str(Path(old).with_name(name))
    type(thing)._base_manager.filter(pk=thing.pk, file=old).update(file=file.name)
    storage.delete(old)
