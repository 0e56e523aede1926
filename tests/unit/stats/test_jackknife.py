from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.jackknife import jackknife_correlations, jackknife_error


def test_of_a_mean_it_is_the_standard_error_of_the_mean() -> None:
    rows = np.random.default_rng(1).normal(5, 2, 40)
    left_out = (rows.sum() - rows) / (rows.size - 1)

    assert jackknife_error(left_out.tolist()) == pytest.approx(
        rows.std(ddof=1) / math.sqrt(rows.size), rel=1e-12
    )


def test_blocks_that_agree_have_no_spread() -> None:
    assert jackknife_error([0.5, 0.5, 0.5]) == 0.0
    assert jackknife_error([0.3, 0.1 + 0.2, 0.3]) == 0.0  # the second is the next number above


@pytest.mark.parametrize("left_out", [[], [0.5], [0.5, math.nan]])
def test_it_is_unknown_for_one_block_or_where_a_value_is_missing(left_out: list[float]) -> None:
    assert math.isnan(jackknife_error(left_out))


def test_correlations_are_those_of_what_is_left_out() -> None:
    values = np.random.default_rng(1).normal(5, 2, (3, 20))
    values[2] = 0.1

    found = jackknife_correlations(values.tolist())

    assert found[:2, :2] == pytest.approx(np.corrcoef(values[:2]), abs=1e-12)
    assert found[2].tolist() == [0.0, 0.0, 1.0]  # what never changes goes with nothing


def test_a_correlation_with_what_is_missing_is_unknown() -> None:
    found = jackknife_correlations([[1.0, 2.0], [1.0, math.nan]])

    assert math.isnan(found[0, 1])
    with pytest.raises(ParameterError, match="equally many values"):
        jackknife_correlations([[1.0], [1.0, 2.0]])
