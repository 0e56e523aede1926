from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.stats.jackknife import jackknife_error


def test_of_a_mean_it_is_the_standard_error_of_the_mean() -> None:
    rows = np.random.default_rng(1).normal(5, 2, 40)
    left_out = (rows.sum() - rows) / (rows.size - 1)

    assert jackknife_error(left_out.tolist()) == pytest.approx(
        rows.std(ddof=1) / math.sqrt(rows.size), rel=1e-12
    )


def test_blocks_that_agree_have_no_spread() -> None:
    assert jackknife_error([0.5, 0.5, 0.5]) == 0.0


@pytest.mark.parametrize("left_out", [[], [0.5], [0.5, math.nan]])
def test_it_is_unknown_for_one_block_or_where_a_value_is_missing(left_out: list[float]) -> None:
    assert math.isnan(jackknife_error(left_out))
