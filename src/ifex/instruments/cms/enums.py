"""Where the frame has room for links, and where in it a page may stand."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(StrEnum):
    MAIN = "main"
    ARCHIVE = "archive"
    TOOLS = "tools"
    FOOTER = "footer"


class MenuPlace(models.TextChoices):
    """Where an editor may put a page."""

    MAIN = "main", _("Masthead")
    FOOTER = "footer", _("Foot of the page")
