from datetime import timedelta

from ifex.foundations.core.personal import Keep, declare

from .models import Post

declare(
    Post,
    personal={
        "text": Keep("questions, answers and notes: until two years after they were written",
                     after=timedelta(days=730), since="at", whole_row=True),
    },
    impersonal=["subject_kind", "subject", "author", "audience", "at"],
)  # fmt: skip
