from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from lockgate.domain.errors import ParameterError
from lockgate.stats.multiplicity import bonferroni_alpha, holm_adjusted

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_holm_of_three_by_hand() -> None:
    assert holm_adjusted([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))


def test_an_empty_family_stays_empty() -> None:
    assert holm_adjusted([]) == ()


@given(P_VALUES)
def test_holm_agrees_with_statsmodels(p_values: list[float]) -> None:
    rejected, adjusted, _, _ = multipletests(p_values, alpha=0.05, method="holm")

    assert holm_adjusted(p_values) == pytest.approx(adjusted.tolist(), abs=1e-12)
    assert [p <= 0.05 for p in holm_adjusted(p_values)] == rejected.tolist()


def test_a_test_that_could_not_be_made_stays_in_the_family() -> None:
    assert holm_adjusted([0.02, math.nan]) == pytest.approx((0.04, 1.0))


@pytest.mark.parametrize("p_value", [-0.1, 1.1])
def test_a_p_value_outside_its_range_is_refused(p_value: float) -> None:
    with pytest.raises(ParameterError, match="`p_values`"):
        holm_adjusted([p_value])


def test_bonferroni_divides_the_level() -> None:
    assert bonferroni_alpha(0.05, 20) == pytest.approx(0.0025)
    with pytest.raises(ParameterError, match="`n_tests`"):
        bonferroni_alpha(0.05, 0)
    with pytest.raises(ParameterError, match="`alpha`"):
        bonferroni_alpha(1.0, 2)
