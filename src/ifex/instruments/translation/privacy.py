from datetime import timedelta

from ifex.foundations.core.personal import PUBLIC_RECORD, Keep, declare

from .models import GlossaryTerm, MemoryPair, TranslationWork

_IN_WORK = Keep(
    "a translation sentence by sentence: until a year after it was handed on",
    after=timedelta(days=365),
    since="ended_at",
    whole_row=True,
)

declare(
    TranslationWork,
    personal={"units": _IN_WORK, "source_words": _IN_WORK, "target_words": _IN_WORK},
    impersonal=[
        "kind", "uid", "language", "source_language", "translator", "writers", "due_on", "version", "begun_at",
        "changed_at", "review_asked_at", "ended_at",
    ],
)  # fmt: skip
declare(
    MemoryPair,
    personal={"source": PUBLIC_RECORD, "target": PUBLIC_RECORD},
    impersonal=["kind", "uid", "source_language", "language", "digest", "at"],
)
declare(GlossaryTerm, impersonal=["names", "note"])
