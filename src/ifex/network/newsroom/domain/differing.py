"""What a submission tells otherwise than an alert, in words: both are kept side by side."""

from django.utils import translation
from django.utils.translation import gettext as _

from ifex.instruments.cms.formats import list_text, precise_date_text
from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.instruments.taxonomy.queries import country_label, term_label
from ifex.network.archive.enums import Answer, Consent
from ifex.network.archive.models import Alert
from ifex.network.newsroom.models import Submission

Words = dict[str, str]

AGREED = (Consent.GIVEN, Consent.FAMILY, Consent.PUBLIC)


def facts_that_differ(submission: Submission, alert: Alert) -> Words:
    """As the source's own words, in the language of the submission; what it does not say is no difference, nor is less
    than the alert says.
    """
    with translation.override(submission.language):
        theirs = words_of_submission(submission)
        ours = words_of_alert(alert)
        if set(submission.violations) <= set(alert.violations):
            theirs.pop(_("violation"))
    return {what: words for what, words in theirs.items() if words and ours.get(what) and words != ours[what]}


def facts_to_keep(submission: Submission, alert: Alert) -> Words:
    """Of `facts_that_differ` what may go out beside the alert: nobody who is to be kept safe."""
    kept = facts_that_differ(submission, alert)
    if submission.pseudonym or submission.naming_may_harm != Answer.NO or submission.consent not in AGREED:
        with translation.override(submission.language):
            kept.pop(_("targets"), None)
    return kept


def words_of_submission(submission: Submission) -> Words:
    is_dated = submission.happened_from is not None
    day = precise_date_text(submission.happened_from, submission.happened_precision, submission.happened_to)
    return {
        _("date"): day if is_dated else "",
        _("country"): country_label(submission.country),
        _("place"): submission.place,
        _("violation"): _labels(submission.violations),
        _("perpetrator"): term_label(Vocabulary.PERPETRATOR_KINDS, submission.perpetrator_kind),
        _("targets"): list_text(sorted(row["name"] for row in submission.targets if row["name"])),
    }


def words_of_alert(alert: Alert) -> Words:
    is_dated = alert.happened_from is not None
    day = precise_date_text(alert.happened_from, alert.happened_precision, alert.happened_to)
    kinds = [row.kind for row in alert.perpetrators.all()]
    return {
        _("date"): day if is_dated else "",
        _("country"): country_label(alert.country),
        _("place"): alert.place_name,
        _("violation"): _labels(alert.violations),
        _("perpetrator"): term_label(Vocabulary.PERPETRATOR_KINDS, kinds[0]) if len(kinds) == 1 else "",
        _("targets"): list_text(sorted(row.name for row in alert.targets.all() if row.name)),
    }


def _labels(violations: list[str]) -> str:
    return list_text(term_label(Vocabulary.VIOLATION_TYPES, slug) for slug in violations)
