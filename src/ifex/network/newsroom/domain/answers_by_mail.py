"""Answering the editors' question by replying to their mail.

The address of the reply is the key: it was sent to the sender alone, and nobody guesses it. A reply that comes from
another address, that our mail server calls forged, or that comes from somebody who may not act today, is kept as a note
for the secretariat: nothing is lost, and nobody speaks in another's name.
"""

import re
from datetime import timedelta
from email.message import Message as ParsedMail
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare

from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.foundations.core.limits import count_against_limit
from ifex.foundations.mail.authentication import disproves_sender
from ifex.foundations.mail.domain.inbound import forget_words
from ifex.foundations.mail.models import InboundMessage
from ifex.foundations.mail.reading import is_automatic, is_from_list, parse_mail, read_words
from ifex.instruments.discussion.domain.posts import NothingSaid
from ifex.instruments.discussion.queries import posts_about
from ifex.network.members.permissions import can_submit
from ifex.network.newsroom.links import CUT_HERE, token_of
from ifex.network.newsroom.models import Submission

from .desk import AT_THE_DESK, answer_question, note_on_submission, people_to_tell
from .mailed_files import attach_what_came
from .submissions import KIND
from .too_large import tell_too_large

LIMIT_A_DAY = 20

_BY = "mail"
_ATTRIBUTION = re.compile(r".{0,200}[:：]\s*$")


def take_answer(message: InboundMessage, *, uid: str, token: str) -> None:
    """The route of mail to a `reply_address`. What is forged or automatic goes no further.

    Raises LimitReached: later, then.
    """
    submission = Submission.objects.select_related("sender", "organisation").filter(uid=uid).first()
    mail = parse_mail(bytes(message.raw))
    if submission is None or not constant_time_compare(token, token_of(uid)):
        if not User.objects.filter(email=message.sender).exists():
            forget_words(message)
        return
    if is_automatic(mail) or is_from_list(mail):
        return
    words = answer_in(read_words(mail))
    if _was_taken(submission, words, message):
        return
    count_against_limit("answer-by-mail", uid, at_most=LIMIT_A_DAY, every=timedelta(days=1))
    answerer = None if disproves_sender(mail) else _answerer(submission, message.sender)
    if message.is_cut:
        _tell_too_large(submission, message, answerer)
    elif answerer is not None:
        _answer(submission, words, mail, by=answerer)
    elif words:
        note_on_submission(submission, text=f"{message.sender}: {words}", by=_BY, at=clock.now())


def _tell_too_large(submission: Submission, message: InboundMessage, answerer: User | None) -> None:
    if answerer is not None:
        tell_too_large(
            answerer, since=message.received_at, view="newsroom:submission-show", uid=submission.uid
        )
    large = f"{message.sender}: > {settings.IFEX_MAIL_MEGABYTES} MB"
    note_on_submission(submission, text=large, by=_BY, at=clock.now())


def _was_taken(submission: Submission, words: str, message: InboundMessage) -> bool:
    """A worker that was killed between the answer and the mark that it is done begins with the mail anew."""
    posts = posts_about(KIND, submission.uid, with_notes=True).filter(at__gte=message.received_at)
    return bool(words) and posts.filter(text__endswith=words).exists()


def answer_in(text: str) -> str:
    """What was written above the mail that is answered."""
    lines = text.replace("\r\n", "\n").split("\n")
    cut = next((number for number, line in enumerate(lines) if CUT_HERE in line), len(lines))
    kept = lines[:cut]
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith(">")):
        kept.pop()
    is_quoted = cut < len(lines) or len(kept) < len(lines[:cut])
    if is_quoted and kept and _ATTRIBUTION.fullmatch(kept[-1]):
        kept.pop()
    return "\n".join(kept).strip()


def _answerer(submission: Submission, address: str) -> User | None:
    """Whoever was asked and may answer today; None for anybody else."""
    if submission.state not in AT_THE_DESK:
        return None
    person = next((one for one in people_to_tell(submission) if one.email == address), None)
    may = person is not None and can_submit(person, submission.organisation, clock.now())
    return person if may else None


def _answer(submission: Submission, words: str, mail: ParsedMail, *, by: Any) -> None:
    attach_what_came(submission, mail, by=by, at=clock.now())
    try:
        answer_question(submission, text=words, by=by, at=clock.now())
    except NothingSaid:
        return
