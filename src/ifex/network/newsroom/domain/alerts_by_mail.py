"""A mail to the alerts' address becomes a submission, if it is from somebody who may send one and is proved to be.

Proof is our own mail server's word (`mail.authentication`); else its sender is asked by mail to confirm it. Strangers
get a polite answer, seldom, and their words are not kept; those of a person we know, who may send nothing today, are.
Each is limited: a flood waits for its turn, and what is asked twice is done once.
"""

import re
from datetime import timedelta
from email.message import Message as ParsedMail

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.foundations.core.limits import LimitReached, count_against_limit
from ifex.foundations.core.stored_text import cut_text
from ifex.foundations.mail.authentication import proves_sender
from ifex.foundations.mail.domain.inbound import forget_words
from ifex.foundations.mail.domain.outbox import AddressRefused, send_mail
from ifex.foundations.mail.models import InboundMessage
from ifex.foundations.mail.reading import is_automatic, is_from_list, parse_mail, read_header, read_words
from ifex.instruments.search.query.compiling import guess_language
from ifex.network.members.models import Organisation
from ifex.network.newsroom.enums import Door, SubmissionState
from ifex.network.newsroom.models import Submission
from ifex.network.newsroom.queries import organisations_that_send

from .confirming import ask_to_confirm, mail_origin
from .desk import note_on_submission
from .mailed_files import attach_what_came
from .submissions import begin_submission, send_submission
from .too_large import tell_too_large

ALERTS_A_DAY = 30
"""Of one person."""
STRANGERS_AN_HOUR = 60

LONGEST_HEADLINE = 300
LONGEST_ACCOUNT = 100_000
_DAY = timedelta(days=1)


def take_alert(message: InboundMessage) -> None:
    """The route of mail to the alerts' address. Raises LimitReached: later, then."""
    mail = parse_mail(bytes(message.raw))
    sender = User.objects.filter(email=message.sender).first() if message.sender else None
    if sender is None:
        _answer_stranger(message, mail)
        forget_words(message)
    elif is_automatic(mail):
        return
    elif not sender.is_active or not organisations_that_send(sender, clock.now()):
        _answer_stranger(message, mail)
    elif message.is_cut:
        tell_too_large(sender, since=message.received_at, view="newsroom:submission-list")
    elif proves_sender(mail):
        make_submission(message, sender=sender)
    else:
        ask_to_confirm(message, sender)


def make_submission(message: InboundMessage, *, sender: User) -> Submission:
    """With its files, and a receipt. The same mail twice makes one. Raises LimitReached."""
    mail = parse_mail(bytes(message.raw))
    subject = read_header(mail, "subject")
    organisations = organisations_that_send(sender, clock.now())
    organisation = _meant(organisations, subject)
    origin = mail_origin(message.sha256)
    # Also where it was taken for another of theirs, before a mandate came or went.
    known = Submission.objects.filter(origin=origin, sender=sender).first()
    if known is not None and known.state != SubmissionState.DRAFT:
        return known
    if known is None:
        count_against_limit("alert-by-mail", str(sender.pk), at_most=ALERTS_A_DAY, every=_DAY)
    words = read_words(mail).strip()
    if len(subject) > LONGEST_HEADLINE:
        words = f"{subject}\n\n{words}"
    submission = begin_submission(
        organisation,
        by=sender,
        language=guess_language(f"{subject} {words}".split()[:300], sender.language),
        door=Door.MAIL,
        at=message.received_at,
        origin=origin,
        headline=cut_text(subject, LONGEST_HEADLINE),
        account=cut_text(words, LONGEST_ACCOUNT),
    )
    attach_what_came(submission, mail, by=sender, at=clock.now())
    if len(words) > LONGEST_ACCOUNT:
        whole = f"{len(words)} > {LONGEST_ACCOUNT}: {message.sha256}"
        note_on_submission(submission, text=whole, by="mail", at=clock.now())
    if len(organisations) > 1:
        others = ", ".join(row.short_name for row in organisations if row != organisation)
        note_on_submission(submission, text=f"{sender.name}: {others}?", by="mail", at=clock.now())
    return send_submission(submission, by=sender, at=clock.now())


def _meant(organisations: list[Organisation], subject: str) -> Organisation:
    """Whoever writes for several says in the subject for which; else it is the first, and the desk is told."""
    words = set(re.findall(r"\w+", subject.casefold()))
    named = [row for row in organisations if row.acronym.casefold() in words]
    return (named or organisations)[0]


# --- Answers


def _answer_stranger(message: InboundMessage, mail: ParsedMail) -> None:
    """At a limited rate: From may be forged, and whoever is named there has not written. A list asks nobody."""
    if not message.sender or is_automatic(mail) or is_from_list(mail):
        return
    try:
        count_against_limit("stranger", message.sender, at_most=1, every=_DAY)
        count_against_limit("strangers", "", at_most=STRANGERS_AN_HOUR, every=timedelta(hours=1))
    except LimitReached:
        return
    language = guess_language(f"{read_header(mail, 'subject')} {read_words(mail)[:2_000]}".split(), "en")
    with translation.override(language):
        link = settings.IFEX_BASE_URL + reverse("newsroom:report-send")
    try:
        send_mail("newsroom-stranger", to=message.sender, language=language, context={"link": link})
    except AddressRefused:
        return
