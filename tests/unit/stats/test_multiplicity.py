from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from lockgate.domain.errors import ParameterError
from lockgate.stats.estimate import Estimate
from lockgate.stats.multiplicity import bonferroni_alpha, exceedance_p_value, holm_adjusted, holm_alphas

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_holm_of_three_by_hand() -> None:
    assert holm_adjusted([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))


def test_an_empty_family_stays_empty() -> None:
    assert holm_adjusted([]) == ()
    assert holm_alphas([], 0.05) == ()


@given(P_VALUES)
def test_holm_agrees_with_statsmodels(p_values: list[float]) -> None:
    rejected, adjusted, _, _ = multipletests(p_values, alpha=0.05, method="holm")

    assert holm_adjusted(p_values) == pytest.approx(adjusted.tolist(), abs=1e-12)
    levels = holm_alphas(p_values, 0.05)
    assert [p <= level for p, level in zip(p_values, levels, strict=True)] == rejected.tolist()


@given(P_VALUES)
def test_no_level_is_stricter_than_bonferroni_or_laxer_than_the_family(p_values: list[float]) -> None:
    levels = holm_alphas(p_values, 0.05)

    assert all(bonferroni_alpha(0.05, len(p_values)) <= level <= 0.05 for level in levels)


def test_a_test_that_could_not_be_made_stays_in_the_family() -> None:
    assert holm_adjusted([0.02, math.nan]) == pytest.approx((0.04, 1.0))
    assert holm_alphas([0.02, math.nan], 0.05) == pytest.approx((0.025, 0.05))


@pytest.mark.parametrize("p_value", [-0.1, 1.1])
def test_a_p_value_outside_its_range_is_refused(p_value: float) -> None:
    with pytest.raises(ParameterError, match="`p_values`"):
        holm_adjusted([p_value])


def test_bonferroni_divides_the_level() -> None:
    assert bonferroni_alpha(0.05, 20) == pytest.approx(0.0025)
    with pytest.raises(ParameterError, match="`n_tests`"):
        bonferroni_alpha(0.05, 0)
    with pytest.raises(ParameterError, match="`alpha`"):
        holm_alphas([0.1], 1.0)


def test_exceedance_agrees_with_scipy() -> None:
    p_value = exceedance_p_value(Estimate(0.8, 0.01, 1_000), 0.78)

    assert p_value == pytest.approx(stats.norm.sf(2.0), rel=1e-9)


def test_what_is_undefined_or_has_no_spread_proves_nothing() -> None:
    assert exceedance_p_value(Estimate.undefined(), 0.5) == 1.0
    assert exceedance_p_value(Estimate(1.0, 0.0, 5), 0.5) == 1.0
    with pytest.raises(ParameterError):
        exceedance_p_value(Estimate(1.0, 0.1, 5), float(np.nan))
