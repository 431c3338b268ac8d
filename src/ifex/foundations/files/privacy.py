from ifex.foundations.core.personal import WORKING_RECORD, declare

from .models import StoredFile

declare(
    StoredFile,
    personal={"name": WORKING_RECORD},
    impersonal=[
        "sha256",
        "media_type",
        "size",
        "width",
        "height",
        "cleaned_sha256",
        "cleaned_size",
        "rules",
        "state",
        "stored_at",
        "stored_by",
    ],
)
