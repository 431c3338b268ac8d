"""Why a reader writes, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    ERROR = "error", _("Something is wrong")
    REMOVAL = "removal", _("A name or another detail should be removed")
    BARRIER = "barrier", _("I cannot use this page")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    NEW = "new", _("waits")
    ANSWERED = "answered", _("answered")
    SET_ASIDE = "set_aside", _("set aside")


class SubmissionState(models.TextChoices):
    """Where what a member sends stands. One door: `domain.submissions`."""

    DRAFT = "draft", _("Being written")
    SENT = "sent", _("With the editors")
    RETURNED = "returned", _("Returned with questions")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back by the member")


class Outcome(models.TextChoices):
    """What an accepted submission became."""

    ALERT = "alert", _("A new alert")
    UPDATE = "update", _("An update to an earlier alert")
    SOURCE = "source", _("One more source of an alert")


WRITABLE_STATES = (SubmissionState.DRAFT, SubmissionState.RETURNED)
"""In which the member may change it."""

OPEN_STATES = (SubmissionState.DRAFT, SubmissionState.SENT, SubmissionState.RETURNED)
"""In which something may still become of it."""


class Door(models.TextChoices):
    """How it came in."""

    WEB = "web", _("The members’ desk")
    MAIL = "mail", _("E-mail")
    FEED = "feed", _("The member’s own feed")
    API = "api", _("The member’s own program")


class FeedTrouble(models.TextChoices):
    """Why a feed could not be read."""

    ADDRESS = "address", _("This is not an address that can be read")
    PRIVATE = "private", _("The address lies inside a private network")
    UNREACHABLE = "unreachable", _("The server does not answer")
    REDIRECTS = "redirects", _("The address leads on and on")
    TOO_LARGE = "too_large", _("The feed is larger than five megabytes")
    TOO_SLOW = "too_slow", _("The server is too slow")
    UNREADABLE = "unreadable", _("This is not a feed: neither RSS nor Atom nor JSON Feed")
    REFUSED = "refused", _("The server refuses to give it")
    GONE = "gone", _("The feed has ended: the server says that it is gone")
