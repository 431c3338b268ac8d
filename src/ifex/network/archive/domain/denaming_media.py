"""Pictures and documents of the site's pages, which Wagtail keeps: files that give the name get another, or go."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from wagtail.coreutils import string_to_ascii
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from ifex.foundations.audit.domain import Actor, record_act
from ifex.foundations.files.domain.destroying import remember_destroyed

from .files_giving_names import content_gives_name
from .replacing_names import NameReplacer

ACT = "site-document-destroyed"
FOLDERS = ("documents", "images", "original_images", "wagtail_uploads")
"""Where Wagtail puts them."""


def replace_in_media(replacer: NameReplacer, *, by: Actor) -> int:
    """Documents whose content gives the name are deleted: pages show them no more. What is half uploaded goes too.

    Before the tables are walked: of what is told in a title, a word of the name in the file's is enough. Returns how
    many files were given another name or deleted. May be repeated.
    """
    media = _Media(replacer)
    changed = 0
    for document in get_document_model().objects.iterator():
        changed += media.settle_document(document, by=by)
    for picture in get_image_model().objects.iterator():
        changed += media.settle_picture(picture)
    for upload in UploadedFile.objects.iterator():
        if media.gives_name(upload.file.name) or media.content_gives_name(upload.file):
            _delete_with_file(upload)
            changed += 1
    return changed + media.delete_leftovers()


class _Media:
    def __init__(self, replacer: NameReplacer) -> None:
        self._replacer = replacer
        # Wagtail writes the names of pictures in Latin letters.
        spellings = replacer.spellings | {string_to_ascii(name) for name in replacer.spellings}
        self._of_files = NameReplacer(spellings, replacer.other)

    def gives_name(self, path: str | None, *, is_about: bool = False) -> bool:
        # As a name begins: in files' names capitals tell nothing.
        words = Path(path or "").stem.replace("-", " ").replace("_", " ").title()
        return bool(self._of_files.in_text(words, with_parts=is_about)[1])

    def content_gives_name(self, file: FieldFile) -> bool:
        return content_gives_name(_content_of(file), self._replacer)

    def settle_document(self, document: Any, *, by: Actor) -> bool:
        if self.content_gives_name(document.file):
            remember_destroyed(_content_of(document.file), by=by)
            record_act(ACT, by=by, subject_kind="document", subject=str(document.pk))
            _delete_with_file(document)
            return True
        if self.gives_name(document.file.name, is_about=self._is_about(document.title)):
            _rename(document, "document")
            return True
        return False

    def settle_picture(self, picture: Any) -> bool:
        told = [picture.title, picture.description, picture.alternative_text]
        if not self.gives_name(picture.file.name, is_about=self._is_about(told)):
            return False
        # First, so that what a reader asks for meanwhile is made of the new name.
        _rename(picture, "picture")
        for rendition in picture.renditions.all():
            _delete_with_file(rendition)
        return True

    def _is_about(self, told: Any) -> bool:
        return bool(self._replacer.in_value(told)[1])

    def delete_leftovers(self) -> int:
        """Files of no row: of an attempt that was killed, or sizes that were being made meanwhile."""
        kept = set(_names_of_files())
        deleted = 0
        for folder in FOLDERS:
            for path in _paths_in(folder):
                if path not in kept and self._gives_anywhere(path):
                    default_storage.delete(path)
                    deleted += 1
        return deleted

    def _gives_anywhere(self, path: str) -> bool:
        if self.gives_name(path):
            return True
        with default_storage.open(path) as file:
            return content_gives_name(file.read(), self._replacer)


def _content_of(file: FieldFile) -> bytes:
    """Nothing where it is lost."""
    try:
        with file.open("rb") as opened:
            return bytes(opened.read())
    except (FileNotFoundError, ValueError):
        return b""


def _names_of_files() -> Iterator[str]:
    pictures = get_image_model()
    for model in (get_document_model(), pictures, pictures.get_rendition_model(), UploadedFile):
        yield from model._base_manager.values_list("file", flat=True).iterator()


def _paths_in(folder: str) -> list[str]:
    try:
        return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    except FileNotFoundError:
        return []


def _delete_with_file(thing: Any) -> None:
    """The file first: whoever is killed half-way finds the row, and begins anew."""
    thing.file.delete(save=False)
    thing.delete()


def _rename(thing: Any, word: str) -> None:
    """The new file first: half-way there are two, and the next attempt finds the old name still in the row."""
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
