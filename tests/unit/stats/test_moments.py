from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.estimate import mean_estimate
from lockgate.stats.linearised import linearised_estimate, linearised_ratio
from lockgate.stats.moments import moment_estimate


def _sums(*quantities: object) -> tuple[int, NDArray[np.float64], NDArray[np.float64]]:
    values = np.array(quantities, dtype=float)
    return values.shape[1], values.sum(axis=1), values @ values.T


def test_a_single_mean_has_the_standard_error_of_a_mean() -> None:
    n, sums, products = _sums([1.0, 2.0, 4.0, 9.0])

    found = moment_estimate(lambda m: m[0], n, sums, products)

    assert found == mean_estimate(4, 16.0, 102.0)


def test_a_ratio_of_two_means_agrees_with_the_one_of_cells() -> None:
    above, below = [1.0, 0.0, 1.0, 2.0], [2.0, 1.0, 4.0, 2.0]
    n, sums, products = _sums(above, below)

    found = moment_estimate(lambda m: m[0] / m[1], n, sums, products)

    line = linearised_ratio(above, below, [1, 1, 1, 1])
    expected = linearised_estimate(line.value, line.influence, [1, 1, 1, 1], n_effective=4)
    assert found.value == pytest.approx(expected.value)
    assert found.standard_error == pytest.approx(expected.standard_error * math.sqrt(4 / 3))  # n - 1 for n


def test_the_standard_error_is_the_spread_that_simulation_finds() -> None:
    draw = np.random.default_rng(5).gamma(2.0, 1.0, (4_000, 400))
    roots = np.sqrt((draw**2).mean(axis=1))

    n, sums, products = _sums(draw[0] ** 2)
    found = moment_estimate(lambda m: np.sqrt(m[0]), n, sums, products)

    assert found.value == pytest.approx(roots[0])
    assert found.standard_error == pytest.approx(roots.std(), rel=0.2)


def test_what_rounding_leaves_of_a_constant_is_no_spread() -> None:
    n, sums, products = _sums([0.1] * 1_000)

    assert moment_estimate(lambda m: m[0], n, sums * (1 + 1e-12), products).standard_error == 0


def test_one_row_has_a_value_and_no_standard_error() -> None:
    found = moment_estimate(lambda m: m[0], *_sums([3.0]))

    assert found.value == 3
    assert math.isnan(found.standard_error)


@pytest.mark.parametrize(
    ("n", "total", "square"), [(0, 0.0, 0.0), (2, math.inf, 1.0), (2, 1.0, math.nan), (2, 0.0, 0.0)]
)
def test_without_rows_finite_sums_or_a_slope_nothing_is_known(n: int, total: float, square: float) -> None:
    found = moment_estimate(lambda m: 1 / m[0], n, [total], [[square]])

    assert math.isnan(found.value)
    assert found.n == n


@pytest.mark.parametrize("products", [[1.0], [[1.0, 2.0]], [[1.0, 0.0], [0.0, 1.0]]])
def test_products_must_fit_the_sums(products: object) -> None:
    with pytest.raises(ParameterError, match="one number a pair"):
        moment_estimate(lambda m: m[0], 3, [1.0], np.asarray(products))


def test_a_negative_number_of_rows_is_refused() -> None:
    with pytest.raises(ParameterError, match="`n`"):
        moment_estimate(lambda m: m[0], -1, [1.0], [[1.0]])
