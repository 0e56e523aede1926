from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import chi2

from lockgate.domain.errors import ParameterError
from lockgate.stats.deviation import deviation_bounds


def test_the_bounds_are_those_of_the_chi_square_distribution() -> None:
    values = [0.71, 0.69, 0.74, 0.70, 0.66]

    value, lower, upper = deviation_bounds(values, alpha=0.1)

    # the oracle is the quantile function of scipy
    assert value == pytest.approx(np.std(values, ddof=1), abs=1e-12)
    assert lower == pytest.approx(value * math.sqrt(4 / chi2.ppf(0.95, 4)), abs=1e-9)
    assert upper == pytest.approx(value * math.sqrt(4 / chi2.ppf(0.05, 4)), abs=1e-9)


@pytest.mark.parametrize("values", [[], [1.0], [1.0, math.nan]])
def test_where_nothing_is_known_nothing_is_said(values: list[float]) -> None:
    assert all(map(math.isnan, deviation_bounds(values)))


def test_values_that_happen_to_be_the_same_have_no_bounds() -> None:
    value, lower, upper = deviation_bounds([0.7, 0.7])

    assert value == 0
    assert math.isnan(lower)
    assert math.isnan(upper)


def test_a_level_is_within_0_and_1() -> None:
    with pytest.raises(ParameterError):
        deviation_bounds([1.0, 2.0], alpha=0)
