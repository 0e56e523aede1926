from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.multivariate.samples import standardised_samples

GOOD = [[1.0, 5.0], [3.0, 5.0]]


def test_both_samples_are_measured_in_deviations_of_the_reference() -> None:
    first, second = standardised_samples("here", GOOD, [[2.0, 5.0], [4.0, 6.0]])

    assert first.tolist() == [[-1.0, 0.0], [1.0, 0.0]]
    assert second.tolist() == [[0.0, 0.0], [2.0, 1.0]]  # the second column is constant in the reference


def test_what_is_far_out_is_cut_off() -> None:
    _, second = standardised_samples("here", GOOD, [[1e9, -1e9], [0.0, 0.0]])

    assert second[0].tolist() == [10.0, -10.0]


@pytest.mark.parametrize(
    "rows", [[1.0, 2.0], [[1.0, 2.0]], np.empty((3, 0)), [[1.0, math.nan], [1.0, 2.0]]], ids=str
)
def test_what_is_no_matrix_of_numbers_is_refused(rows: list[float]) -> None:
    with pytest.raises(ParameterError, match="`reference`"):
        standardised_samples("here", rows, GOOD)


def test_other_columns_are_refused() -> None:
    with pytest.raises(ParameterError, match="2 columns, as in the reference"):
        standardised_samples("here", GOOD, [[1.0], [2.0]])
