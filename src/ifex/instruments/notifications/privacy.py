from datetime import timedelta

from ifex.foundations.core.personal import WHILE_THE_ACCOUNT_LIVES, Keep, declare

from .models import Choice, Notice

declare(
    Notice,
    personal={
        "user": Keep("what somebody was told: 90 days", after=timedelta(days=90), since="at", whole_row=True)
    },
    impersonal=["purpose", "about", "key", "at", "is_for_mail", "mailed_at"],
)
declare(Choice, personal={"user": WHILE_THE_ACCOUNT_LIVES}, impersonal=["purpose", "rhythm"])
