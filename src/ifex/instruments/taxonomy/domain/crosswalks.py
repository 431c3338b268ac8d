"""An alert in other people's classifications, for exports and statistics.

Pure functions of slugs, with the vocabularies' own maps. The first violation is the primary one. Rules:
domain facts, section 9, and the metadata of indicator 16.10.1; docs/reference/vocabularies.md tells them to
readers.
"""

from collections.abc import Iterable, Sequence

from ifex.instruments.taxonomy.enums import Scheme, Vocabulary
from ifex.instruments.taxonomy.queries import crosswalk

SDG_CONDITION = "sdg_16_10_1_condition"
SDG_BESIDE_HEADLINE = "other-harmful-acts"
ARBITRARY_DETENTION = "arbitrary-detention"
VERIFIED = frozenset(["confirmed", "likely"])
CONFIRMED = "confirmed"
REFUTED = "refuted"
CLEARLY_LINKED = "clear"


def sdg_groups(target_kinds: Iterable[str]) -> tuple[str, ...]:
    """Which of the indicator's four groups of victims are among the targets, each once."""
    groups = (crosswalk(Vocabulary.TARGET_KINDS, kind, Scheme.SDG_GROUPS) for kind in target_kinds)
    return tuple(dict.fromkeys(group for group in groups if group))


def is_verified_as_arbitrary(
    violations: Iterable[str], *, verification: str | None, expression_link: str | None = None
) -> bool:
    """Whether a deprivation of liberty is established, and established to be arbitrary.

    Its facts are confirmed, and either an editor has classed it as arbitrary detention too, or it is clearly
    a consequence of expression (category II of the UN Working Group on Arbitrary Detention).
    """
    is_arbitrary = ARBITRARY_DETENTION in violations or expression_link == CLEARLY_LINKED
    return verification == CONFIRMED and is_arbitrary


def sdg_categories(
    violations: Sequence[str],
    *,
    target_kinds: Iterable[str],
    verification: str | None,
    expression_link: str | None = None,
) -> tuple[str, ...]:
    """Every category of the indicator that the alert speaks of ("all mentions"), each once.

    Nothing without a victim of the four groups, or when the alert was found to be untrue. Arrest,
    imprisonment and house arrest count only when verified as arbitrary.
    """
    if verification == REFUTED or not sdg_groups(target_kinds):
        return ()
    is_arbitrary = is_verified_as_arbitrary(
        violations, verification=verification, expression_link=expression_link
    )
    found = (_sdg_category_of_type(slug, is_arbitrary=is_arbitrary) for slug in violations)
    return tuple(dict.fromkeys(category for category in found if category))


def sdg_category(
    violations: Sequence[str],
    *,
    target_kinds: Iterable[str],
    verification: str | None,
    expression_link: str | None = None,
) -> str | None:
    """The category of the primary violation, "other-harmful-acts" included, or None: an export's column.

    The conditions are those of `sdg_categories`.
    """
    if not violations or verification == REFUTED or not sdg_groups(target_kinds):
        return None
    is_arbitrary = is_verified_as_arbitrary(
        violations, verification=verification, expression_link=expression_link
    )
    return _sdg_category_of_type(violations[0], is_arbitrary=is_arbitrary)


def sdg_headline_category(
    violations: Sequence[str],
    *,
    target_kinds: Iterable[str],
    verification: str | None,
    expression_link: str | None = None,
) -> str | None:
    """The category under which the alert adds one to the indicator's headline count, or None.

    As `sdg_category`, but only verified alerts (confirmed or likely), and never "other-harmful-acts".
    """
    category = sdg_category(
        violations, target_kinds=target_kinds, verification=verification, expression_link=expression_link
    )
    if verification not in VERIFIED or category == SDG_BESIDE_HEADLINE:
        return None
    return category


def cpj_category(violations: Sequence[str]) -> str | None:
    """The primary violation in the classes of the Committee to Protect Journalists ("killed:murder")."""
    return _of_primary(violations, Scheme.CPJ)


def coe_category(violations: Sequence[str]) -> str | None:
    """The primary violation in the categories of the Council of Europe's Platform."""
    return _of_primary(violations, Scheme.COE)


def uspft_category(violations: Sequence[str]) -> str | None:
    """The primary violation in the categories of the U.S. Press Freedom Tracker."""
    return _of_primary(violations, Scheme.USPFT)


def huridocs_code(violations: Sequence[str]) -> str | None:
    """The primary violation's code in HURIDOCS micro-thesaurus 4; several of our types share one."""
    return _of_primary(violations, Scheme.HURIDOCS)


def huridocs_codes(violations: Iterable[str]) -> tuple[str, ...]:
    """The codes of all violations, each once."""
    codes = (crosswalk(Vocabulary.VIOLATION_TYPES, slug, Scheme.HURIDOCS) for slug in violations)
    return tuple(dict.fromkeys(code for code in codes if code))


def _of_primary(violations: Sequence[str], scheme: str) -> str | None:
    return crosswalk(Vocabulary.VIOLATION_TYPES, violations[0], scheme) if violations else None


def _sdg_category_of_type(slug: str, *, is_arbitrary: bool) -> str | None:
    if crosswalk(Vocabulary.VIOLATION_TYPES, slug, SDG_CONDITION) is not None and not is_arbitrary:
        return None
    return crosswalk(Vocabulary.VIOLATION_TYPES, slug, Scheme.SDG)
