from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from lockgate.domain.errors import ParameterError
from lockgate.stats.false_discovery import (
    benjamini_hochberg_adjusted,
    benjamini_yekutieli_adjusted,
    rejected_in_tree,
    simes_p_value,
)

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_three_by_hand() -> None:
    assert benjamini_hochberg_adjusted([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.04, 0.04))
    assert benjamini_yekutieli_adjusted([0.01, 0.04, 0.03]) == pytest.approx((0.055, 0.22 / 3, 0.22 / 3))


@given(P_VALUES)
def test_both_agree_with_statsmodels(p_values: list[float]) -> None:
    hochberg = multipletests(p_values, method="fdr_bh")[1]
    yekutieli = multipletests(p_values, method="fdr_by")[1]

    assert benjamini_hochberg_adjusted(p_values) == pytest.approx(hochberg.tolist(), abs=1e-12)
    assert benjamini_yekutieli_adjusted(p_values) == pytest.approx(yekutieli.tolist(), abs=1e-12)


def test_an_empty_family_stays_empty() -> None:
    assert benjamini_hochberg_adjusted([]) == ()
    assert benjamini_yekutieli_adjusted([]) == ()
    assert rejected_in_tree({}, alpha=0.05) == frozenset()


def test_a_test_that_could_not_be_made_stays_in_the_family() -> None:
    assert benjamini_hochberg_adjusted([0.02, math.nan]) == pytest.approx((0.04, 1.0))


@pytest.mark.parametrize("p_value", [-0.1, 1.1])
def test_a_p_value_outside_its_range_is_refused(p_value: float) -> None:
    with pytest.raises(ParameterError, match="`p_values`"):
        benjamini_hochberg_adjusted([p_value])


def test_simes_needs_a_family() -> None:
    assert simes_p_value([0.01, 0.04, 0.03]) == pytest.approx(0.03)
    with pytest.raises(ParameterError, match="none"):
        simes_p_value([])


def test_only_groups_that_show_something_are_looked_into() -> None:
    # Simes: geo 0.02, time 0.4; both of geo's own columns are then judged at 0.05 * 1 / 2
    p_values = {("geo", "city"): 0.01, ("geo", "zip"): 0.024, ("time", "hour"): 0.4, ("time", "day"): 0.2}

    found = rejected_in_tree(p_values, alpha=0.05)

    assert found == {("geo",), ("geo", "city"), ("geo", "zip")}


def test_a_small_p_value_in_a_quiet_group_is_not_reported() -> None:
    p_values = {("big", f"c{i}"): 1.0 for i in range(9)} | {("big", "c9"): 0.006}

    assert rejected_in_tree(p_values, alpha=0.05) == frozenset()


def test_levels_shrink_on_the_way_to_the_slices() -> None:
    p_values = {
        ("geo", "city", "AA"): 0.002,
        ("geo", "city", "UA"): 0.6,
        ("geo", "zip", "AA"): 0.5,
        ("id",): 0.9,
    }

    found = rejected_in_tree(p_values, alpha=0.05)

    assert found == {("geo",), ("geo", "city"), ("geo", "city", "AA")}


@given(P_VALUES)
def test_a_flat_tree_is_benjamini_and_hochberg(p_values: list[float]) -> None:
    family = {(str(place),): p_value for place, p_value in enumerate(p_values)}

    expected = {(str(i),) for i, p in enumerate(benjamini_hochberg_adjusted(p_values)) if p <= 0.05}

    assert rejected_in_tree(family, alpha=0.05) == expected


@pytest.mark.parametrize("p_values", [{(): 0.1}, {("a",): 0.1, ("a", "b"): 0.1}])
def test_a_leaf_with_leaves_is_refused(p_values: dict[tuple[str, ...], float]) -> None:
    with pytest.raises(ParameterError, match="paths that end at leaves"):
        rejected_in_tree(p_values, alpha=0.05)


def test_a_level_outside_its_domain_is_refused() -> None:
    with pytest.raises(ParameterError, match="`alpha`"):
        rejected_in_tree({("a",): 0.1}, alpha=0.0)
