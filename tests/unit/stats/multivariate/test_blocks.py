from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.multivariate.blocks import (
    FEWEST_BLOCKS,
    Clustered,
    Difference,
    blocks_of,
    clustered,
    split_of,
)

ROWS = np.random.default_rng(1).normal(size=400)


def test_blocks_of_one_row_are_rows() -> None:
    found = clustered(ROWS, np.arange(400))

    assert found.variance == pytest.approx(ROWS.var(ddof=1) / 400)
    assert found.mean == pytest.approx(ROWS.mean())
    assert found.degrees == 399


def test_rows_that_are_repeated_tell_nothing_more() -> None:
    once, often = clustered(ROWS, np.arange(400)), clustered(ROWS.repeat(7), np.arange(400).repeat(7))

    assert often.mean == pytest.approx(once.mean)
    assert often.variance == pytest.approx(once.variance)


def test_the_variance_is_that_of_means_of_drawn_blocks() -> None:
    generator = np.random.default_rng(2)
    drawn = []
    for _ in range(2_000):
        own = generator.normal(size=30).repeat(5) + 0.2 * generator.normal(size=150)
        drawn.append(clustered(own, np.arange(30).repeat(5)))

    assert np.mean([one.variance for one in drawn]) == pytest.approx(
        np.var([one.mean for one in drawn]), rel=0.08
    )


def test_one_block_tells_nothing_of_chance() -> None:
    assert clustered(ROWS, np.zeros(400, np.int64)).variance == math.inf


def test_unequal_blocks_count_as_fewer() -> None:
    assert clustered(ROWS, np.array([0] * 380 + list(range(1, 21)))).degrees < 1


def test_a_block_of_both_samples_is_in_one_half() -> None:
    first, second = np.arange(60).repeat(3), np.arange(30, 100).repeat(2)

    here, there = split_of(first, second, seed=3)

    assert set(first[here]) & set(second[~there]) == set(first[~here]) & set(second[there]) == set()
    assert (len(set(first[here])), len(set(second[there]))) == (30, 35)


def test_blocks_are_checked() -> None:
    with pytest.raises(ParameterError, match="a block for each of 3 rows"):
        blocks_of("here", "blocks", [1, 2], 3)
    with pytest.raises(ParameterError, match=f"{FEWEST_BLOCKS} blocks or more"):
        blocks_of("here", "blocks", [1, 1, 2], 3)


def test_where_nothing_varies_a_distance_is_sure() -> None:
    none = Difference.of(Clustered(1.0, 0.0, 5.0), Clustered(1.0, 0.0, 5.0))

    assert (none.upper_tail(0.1), none.upper_tail(0.0), none.reach(0.1)) == (0.0, 1.0, 0.0)
