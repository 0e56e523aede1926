from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.linearised import linearised_ratio
from lockgate.stats.smooth import gradient_of_sums, linearised_function

Shares = NDArray[np.complex128]


def precision(shares: Shares) -> np.complex128:
    value: np.complex128 = shares[0] / (shares[0] + shares[1])
    return value


def test_a_ratio_is_linearised_as_by_its_own_formula() -> None:
    counts = [30, 10, 60]

    found = linearised_function(precision, counts, support=40)

    expected = linearised_ratio([1, 0, 0], [1, 1, 0], counts)
    assert found.value == expected.value
    assert found.influence == pytest.approx(expected.influence, abs=1e-12)
    assert found.n_effective == expected.n_effective


def test_influences_add_up_to_nothing_over_all_rows() -> None:
    counts = np.array([7, 11, 13, 17])

    found = linearised_function(lambda p: np.sqrt(p[0]) * np.log(p[1]) - p[2] ** 3 / p[3], counts)

    assert float(counts @ found.influence) == pytest.approx(0, abs=1e-9)


def test_the_slope_is_the_derivative() -> None:
    counts = [250, 750]

    found = linearised_function(lambda p: np.sqrt(p[0] / p[1]), counts)

    slopes = np.array([0.5 / np.sqrt(0.25 * 0.75), -0.5 * np.sqrt(0.25) / 0.75**1.5])
    assert found.influence == pytest.approx(slopes - [0.25, 0.75] @ slopes, abs=1e-12)


@pytest.mark.parametrize("counts", [[0, 0, 5], [0, 0, 0]])
def test_where_the_formula_has_no_value_there_is_none(counts: list[int]) -> None:
    found = linearised_function(precision, counts)

    assert np.isnan(found.value)
    assert not found.influence.any()


def test_a_kind_without_rows_whose_slope_is_infinite_pulls_nothing() -> None:
    found = linearised_function(lambda p: np.sqrt(p[0]) + p[1], [0, 4])

    assert found.value == 1.0
    assert np.isfinite(found.influence).all()


@pytest.mark.parametrize("counts", [[-1, 2], [[1, 2]]])
def test_counts_that_are_none_are_refused(counts: object) -> None:
    with pytest.raises(ParameterError, match="0 or more for each kind"):
        linearised_function(precision, counts)  # type: ignore[arg-type]  # that is the point


def test_the_gradient_of_sums_is_that_of_one_number_after_the_other() -> None:
    numbers = np.array([[0.3, 0.1, 0.2], [0.4, 0.2, 0.4]])

    def parts(hit: Shares, label: Shares) -> tuple[Shares, Shares]:
        return hit / label, label * label

    found = gradient_of_sums(parts, lambda rates, square: rates * np.log(square), numbers)

    def value(given: NDArray[np.float64]) -> float:
        return float((given[0] / given[1]).sum() * np.log((given[1] ** 2).sum()))

    assert found.value == pytest.approx(value(numbers), abs=1e-12)
    for place in np.ndindex(2, 3):
        up, down = numbers.copy(), numbers.copy()
        up[place] += 1e-6
        down[place] -= 1e-6
        assert found.slope[place] == pytest.approx((value(up) - value(down)) / 2e-6, rel=1e-6)


@pytest.mark.parametrize("numbers", [np.zeros((2, 0)), np.zeros((2, 3)), [[1.0], [0.0]]])
def test_without_classes_or_a_finite_value_there_is_no_gradient(numbers: NDArray[np.float64]) -> None:
    found = gradient_of_sums(lambda hit, label: (hit / label,), lambda total: total, numbers)

    assert np.isnan(found.value)
    assert (found.slope == 0).all()
