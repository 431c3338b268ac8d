from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from ifex.foundations.core.personal import WHILE_THE_ACCOUNT_LIVES, Keep, declare

from .models import User

UNTIL_IT_EXPIRES = Keep(
    "says who is signed in: until the session expires",
    after=timedelta(0),
    since="expire_date",
    whole_row=True,
)

declare(
    User,
    personal={
        "email": WHILE_THE_ACCOUNT_LIVES,
        "name": WHILE_THE_ACCOUNT_LIVES,
        "language": WHILE_THE_ACCOUNT_LIVES,
        "password": WHILE_THE_ACCOUNT_LIVES,
        "last_login": WHILE_THE_ACCOUNT_LIVES,
    },
    impersonal=[
        "is_superuser",
        "is_staff",
        "is_active",
        "is_demonstration",
        "joined_at",
        "erased_at",
        "session_epoch",
    ],
)
declare(EmailAddress, personal={"email": WHILE_THE_ACCOUNT_LIVES}, impersonal=["user", "verified", "primary"])
declare(
    Authenticator,
    personal={"data": WHILE_THE_ACCOUNT_LIVES, "last_used_at": WHILE_THE_ACCOUNT_LIVES},
    impersonal=["user", "type", "created_at"],
)
declare(Session, personal={"session_data": UNTIL_IT_EXPIRES}, impersonal=["expire_date"])
