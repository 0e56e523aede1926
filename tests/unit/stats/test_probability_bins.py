from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lockgate.domain.errors import ParameterError
from lockgate.stats.probability_bins import mean_probability, plausible_bias, probability_bins


def test_bias_of_a_calibrated_bin_is_the_mean_of_a_folded_normal() -> None:
    rows, half = np.array([100.0]), np.array([50.0])

    bias = plausible_bias(rows, half, half, alpha=0.1)

    assert bias == pytest.approx(math.sqrt(2 / math.pi) * 5 / 100)


def test_bias_of_a_plain_gap_agrees_with_scipy() -> None:
    # 400 rows at 0.5 and 230 positive: spread 10, gap 30, so 3 less the quantile remain
    bias = plausible_bias(np.array([400.0]), np.array([200.0]), np.array([230.0]), alpha=0.1)

    least = 3 - stats.norm.ppf(0.95)
    assert bias == pytest.approx((stats.foldnorm.mean(least) - least) * 10 / 400, abs=1e-9)


def test_a_bin_far_off_has_no_bias() -> None:
    assert plausible_bias(np.array([1e4]), np.array([3e3]), np.array([6e3]), alpha=0.1) < 1e-12


def test_empty_bins_add_nothing() -> None:
    rows, zero = np.array([0.0, 100.0]), np.array([0.0, 50.0])

    assert mean_probability(zero, rows).tolist() == [0.0, 0.5]
    assert plausible_bias(rows, zero, zero, alpha=0.1) == pytest.approx(math.sqrt(2 / math.pi) * 0.05)


def test_sums_that_rounding_carried_past_their_ends_are_brought_back() -> None:
    rows, predicted, seen = probability_bins("f", [10], [10 + 1e-12], [0])

    assert (rows.tolist(), predicted.tolist(), seen.tolist()) == ([10.0], [10.0], [0.0])


def test_more_positives_than_rows_are_refused() -> None:
    with pytest.raises(ParameterError, match="`sum_y` must be from 0 to n in each bin"):
        probability_bins("f", [10], [5], [11])
