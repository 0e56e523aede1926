from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.missing_block import MissingBlock


def test_the_rows_that_are_hit_follow_each_other_in_the_order_that_is_named() -> None:
    rows = {"x": np.arange(10.0), "t": np.arange(10)[::-1].copy()}
    block = MissingBlock(columns=("x",), doses=(0.4,), order="t")

    gone = np.isnan(block.at(rows, 0.4, seed=5)["x"])

    places = np.sort(rows["t"][gone])
    assert gone.sum() == 4
    assert (np.diff(places) == 1).all()
    assert block.reads == ("x", "t")


def test_a_greater_block_holds_the_smaller_one() -> None:
    rows = {"x": np.arange(50.0), "t": np.arange(50)}
    block = MissingBlock(columns=("x",), doses=(0.1, 0.5), order="t")

    small, large = (np.isnan(block.at(rows, dose, seed=3)["x"]) for dose in block.doses)

    assert (small <= large).all()


def test_a_share_above_1_is_refused() -> None:
    with pytest.raises(ParameterError, match="doses"):
        MissingBlock(columns=("x",), doses=(2,), order="t")
