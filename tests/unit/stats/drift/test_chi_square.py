from __future__ import annotations

import math

import pytest
from scipy import stats

from lockgate.domain.errors import ParameterError
from lockgate.stats.drift.chi_square import _upper_tail, chi_square_test, g_test

REFERENCE, CURRENT = [40, 30, 25, 0, 5], [10, 20, 30, 0, 0]
FILLED = [[40, 30, 25, 5], [10, 20, 30, 0]]


def test_a_square_table_by_hand() -> None:
    # each cell is 10 away from 20 expected: 4 * 100 / 20
    assert chi_square_test([30, 10], [10, 30]).statistic == pytest.approx(20.0)


def test_chi_square_and_g_agree_with_scipy() -> None:
    pearson = stats.chi2_contingency(FILLED, correction=False)
    likelihood = stats.chi2_contingency(FILLED, correction=False, lambda_="log-likelihood")

    ours, also_ours = chi_square_test(REFERENCE, CURRENT), g_test(REFERENCE, CURRENT)

    assert (ours.statistic, ours.p_value) == pytest.approx((pearson.statistic, pearson.pvalue), abs=1e-9)
    assert (also_ours.statistic, also_ours.p_value) == pytest.approx(
        (likelihood.statistic, likelihood.pvalue), abs=1e-9
    )


def test_one_filled_bin_is_no_evidence() -> None:
    assert chi_square_test([5, 0], [7, 0]).p_value == 1.0


def test_without_rows_nothing_is_known() -> None:
    assert math.isnan(chi_square_test([0], [7]).p_value)
    assert math.isnan(g_test([7], [0]).p_value)


def test_tables_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ParameterError, match="`current`"):
        g_test([1, 2], [1, 2, 3])


@pytest.mark.parametrize("degrees", [1, 2, 3, 8, 31, 100])
@pytest.mark.parametrize("statistic", [0.0, 1e-3, 1.0, 9.5, 80.0, 700.0])
def test_the_tail_is_scipys(degrees: int, statistic: float) -> None:
    assert _upper_tail(statistic, degrees) == pytest.approx(
        stats.chi2.sf(statistic, degrees), rel=1e-9, abs=1e-300
    )
