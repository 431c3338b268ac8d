"""Forms of pictures and documents at the desk: what is kept is the copy without metadata."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from ifex.foundations.core.forms import LabelFormField
from ifex.foundations.files.domain.cleaning_uploads import clean_upload
from ifex.foundations.files.refusal import FileRefused
from ifex.foundations.files.sniffing import ALLOWED, AVIF, JPEG, PNG, WEBP, Kind

from .words_gate import refusals_of_words


class CleanedFile:
    """Part of a form with a field `file`."""

    allowed: tuple[Kind, ...] = ()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]  # type: ignore[attr-defined]
        if not isinstance(file, UploadedFile):
            return file
        if sentences := refusals_of_words([str(file.name)]):
            raise ValidationError(sentences, code="names")
        try:
            cleaned = clean_upload(file, allowed=self.allowed)
        except FileRefused as refused:
            raise ValidationError(str(refused), code="refused") from refused
        _put_into(file, cleaned)
        return cleaned


def _put_into(upload: UploadedFile, cleaned: File) -> None:
    """Wagtail keeps an upload as it came while another field is corrected: it comes cleaned."""
    upload.seek(0)
    upload.truncate()
    upload.write(cleaned.read())
    upload.seek(0)
    cleaned.seek(0)
    upload.name, upload.size = cleaned.name, cleaned.size


class GatedWords:
    """Part of a form whose words readers are given: `words_given` names the fields."""

    words_given: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        for name in self.words_given:
            value = cleaned.get(name) or ""
            pieces = value.values() if isinstance(value, dict) else [value]
            for sentence in refusals_of_words(pieces):
                self.add_error(name, sentence)  # type: ignore[attr-defined]
        return cleaned


class PhotographForm(CleanedFile, GatedWords, BaseImageForm):
    words_given = ("alternative_text", "credit", "licence")
    allowed = (JPEG, PNG, WEBP, AVIF)

    alternative_text = LabelFormField(
        required=False,
        max_length=400,
        label=_("alternative text"),
        help_text=_("What it shows, for those who do not see it. In every language of the site."),
    )


class DocumentForm(CleanedFile, GatedWords, BaseDocumentForm):
    words_given = ("title",)
    allowed = ALLOWED
