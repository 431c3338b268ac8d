"""The staff roles. What a person does for a member organisation is a mandate (members), never a role."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffRole(models.TextChoices):
    TRANSLATOR = "translator", _("Translator")
    EDITOR = "editor", _("Editor")
    CAMPAIGNER = "campaigner", _("Campaigner")
    MEMBERSHIP_OFFICER = "membership_officer", _("Membership officer")
    FINANCE = "finance", _("Finance")
    OPERATOR = "operator", _("Operator")
    RETURNING_OFFICER = "returning_officer", _("Returning officer")


ROLES_WITH_COMPULSORY_MFA = tuple(role for role in StaffRole if role is not StaffRole.TRANSLATOR)
