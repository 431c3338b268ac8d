"""Files that came with a mail: cleaned and attached like any other; what was refused is noted for the desk."""

from datetime import datetime
from email.message import Message as ParsedMail
from typing import Any

from django.core.files.base import ContentFile

from ifex.foundations.files.refusal import FileRefused
from ifex.foundations.mail.reading import read_attachments
from ifex.network.newsroom.enums import OPEN_STATES
from ifex.network.newsroom.models import Submission

from .desk import note_on_submission
from .rows import NotToBeChanged
from .submitted_files import TooManyFiles, attach_upload


def attach_what_came(submission: Submission, mail: ParsedMail, *, by: Any, at: datetime) -> None:
    """The same mail twice attaches nothing twice."""
    refused = []
    for name, content in read_attachments(mail):
        try:
            upload = ContentFile(content, name=name)
            attach_upload(submission, upload=upload, states=OPEN_STATES, by=by, at=at)
        except (FileRefused, TooManyFiles, NotToBeChanged) as reason:
            refused.append(f"{name}: {getattr(reason, 'reason', type(reason).__name__)}")
    if refused:
        note_on_submission(submission, text="\n".join(refused), by="mail", at=at)
