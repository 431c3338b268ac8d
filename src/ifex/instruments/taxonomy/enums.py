"""The vocabularies that the system knows. Their terms are data; their list is not."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.TextChoices):
    REGIONS = "regions", _("Regions")
    ISSUE_AREAS = "issue_areas", _("Issues")
    VIOLATION_GROUPS = "violation_groups", _("Groups of violations")
    VIOLATION_TYPES = "violation_types", _("Types of violation")
    POSITIVE_DEVELOPMENTS = "positive_developments", _("Positive developments")
    TARGET_KINDS = "target_kinds", _("Kinds of target")
    PERPETRATOR_KINDS = "perpetrator_kinds", _("Kinds of perpetrator")
    PERPETRATOR_CERTAINTY = "perpetrator_certainty", _("Certainty about the perpetrator")
    ALERT_KINDS = "alert_kinds", _("Kinds of alert")
    URGENCY_LEVELS = "urgency_levels", _("Urgency")
    CASE_STATUSES = "case_statuses", _("Status of a case")
    PERSON_SITUATIONS = "person_situations", _("Situation of a person")
    MEDIA_SITUATIONS = "media_situations", _("Situation of a media outlet")
    ACCOUNTABILITY_STATUSES = "accountability_statuses", _("Accountability")
    VERIFICATION_LEVELS = "verification_levels", _("Verification")
    EXPRESSION_LINKS = "expression_links", _("Link to expression")
    GENDER_FACTORS = "gender_factors", _("Gender as a factor")
    RECOMMENDED_ACTIONS = "recommended_actions", _("Recommended actions")
    JOINT_ACTION_KINDS = "joint_action_kinds", _("Kinds of joint action")
    PUBLICATION_KINDS = "publication_kinds", _("Kinds of publication")
    MEMBERSHIP_STATUSES = "membership_statuses", _("Standing of a member")


COUNTRIES = "countries"
"""The name under which an unknown country is kept among the unmapped values: countries are no vocabulary of
terms.
"""

INTERNATIONAL = "international"
"""The region of what concerns no single country."""

REGIONS_WITHOUT_COUNTRIES = ("", INTERNATIONAL)


class Scheme(models.TextChoices):
    """The foreign classifications that terms are mapped to."""

    SDG = "sdg_16_10_1", _("SDG indicator 16.10.1")
    SDG_GROUPS = "sdg_16_10_1_groups", _("SDG indicator 16.10.1: groups of victims")
    CPJ = "cpj", _("Committee to Protect Journalists")
    USPFT = "uspft", _("U.S. Press Freedom Tracker")
    COE = "coe", _("Council of Europe Platform")
    UNESCO = "unesco", _("UNESCO Observatory of Killed Journalists")
    HURIDOCS = "huridocs", _("HURIDOCS micro-thesauri")
