import pytest

from ifex.instruments.taxonomy.domain.crosswalks import (
    coe_category,
    cpj_category,
    huridocs_code,
    huridocs_codes,
    sdg_categories,
    sdg_category,
    sdg_groups,
    sdg_headline_category,
    uspft_category,
)

pytestmark = pytest.mark.django_db

JOURNALIST = {"target_kinds": ["journalists"], "verification": "confirmed"}


@pytest.mark.parametrize(
    ("violation", "category"),
    [
        ("murder", "killing"),
        ("abduction", "kidnapping"),
        ("enforced-disappearance", "enforced-disappearance"),
        ("arbitrary-detention", "arbitrary-detention"),
        ("torture", "torture"),
        ("physical-assault", None),
        ("website-blocked", None),
        ("no-such", None),
    ],
)
def test_sdg_headline_category_counts_the_five_categories(violation, category):
    assert sdg_headline_category([violation], **JOURNALIST) == category


def test_sdg_category_keeps_other_harmful_acts_beside_the_headline():
    assert sdg_category(["physical-assault"], **JOURNALIST) == "other-harmful-acts"


@pytest.mark.parametrize("violation", ["arrest", "imprisonment", "house-arrest"])
def test_sdg_category_counts_lost_liberty_only_when_verified_as_arbitrary(violation):
    confirmed = {"target_kinds": ["journalists"], "verification": "confirmed"}
    likely = {"target_kinds": ["journalists"], "verification": "likely"}

    assert sdg_category([violation], **confirmed) is None
    assert sdg_category([violation], **confirmed, expression_link="clear") == "arbitrary-detention"
    assert sdg_category([violation, "arbitrary-detention"], **confirmed) == "arbitrary-detention"
    assert sdg_category([violation], **likely, expression_link="clear") is None
    assert sdg_category([violation], **confirmed, expression_link="probable") is None


@pytest.mark.parametrize(
    ("kinds", "groups"),
    [
        (["journalists"], ("journalists",)),
        (["trade-unionists"], ("trade-unionists",)),
        (["human-rights-defenders", "lawyers"], ("human-rights-advocates",)),
        (["politicians", "books"], ()),
        ([], ()),
    ],
)
def test_sdg_category_counts_victims_of_the_four_groups_only(kinds, groups):
    assert sdg_groups(kinds) == groups
    assert (sdg_category(["murder"], target_kinds=kinds, verification="confirmed") is not None) == bool(
        groups
    )


@pytest.mark.parametrize("verification", ["possible", "disputed", "unverified", None, "no-such"])
def test_sdg_headline_category_counts_verified_alerts_only(verification):
    facts = {"target_kinds": ["journalists"], "verification": verification}

    assert sdg_headline_category(["murder"], **facts) is None
    assert sdg_category(["murder"], **facts) == "killing"


def test_sdg_category_is_none_for_what_was_found_untrue():
    assert sdg_category(["murder"], target_kinds=["journalists"], verification="refuted") is None


def test_sdg_category_takes_the_primary_and_categories_all_mentions():
    violations = ["website-blocked", "torture", "murder", "torture"]

    assert sdg_category(violations, **JOURNALIST) is None
    assert sdg_categories(violations, **JOURNALIST) == ("torture", "killing")


def test_categories_take_the_primary_violation():
    violations = ["murder", "website-blocked"]

    assert cpj_category(violations) == "killed:murder"
    assert coe_category(violations) == "physical-safety"
    assert uspft_category(violations) == "assault"
    assert huridocs_code(violations) == "010101000000"


def test_huridocs_codes_are_many_to_one():
    assert huridocs_codes(["website-blocked", "broadcast-jammed"]) == ("100101000000",)


def test_categories_of_nothing_are_none():
    assert [f([]) for f in (cpj_category, coe_category, uspft_category, huridocs_code)] == [None] * 4
    assert sdg_category([], **JOURNALIST) is None
    assert huridocs_code(["death-sentence"]) is None
