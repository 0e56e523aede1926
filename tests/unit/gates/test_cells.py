from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.predictions import whole

from lockgate.gates.cells import Model, Quality, rounded


def test_quality_adds_up() -> None:
    both = Quality(rows=2, label_null=1, other_labels=("b",)).plus(Quality(rows=3, other_labels=("a",)))

    assert both == Quality(rows=5, label_null=1, other_labels=("a", "b"))


def test_a_histogram_counts_each_class() -> None:
    cells = whole([0, 1, 1], [0.2, 0.2, 0.9])

    positives, negatives = cells.histogram(Model.CANDIDATE)

    assert (positives.sum(), negatives.sum()) == (2, 1)
    assert np.flatnonzero(positives).size == 2


def test_a_bucket_with_two_scores_is_more_than_ties() -> None:
    cells = whole([0, 1, 1, 0], [0.2, 0.2, 0.9, 0.90001])

    counts = sum(cells.histogram(Model.CANDIDATE))

    assert cells.has_ties_only(Model.CANDIDATE)[np.asarray(counts) > 0].tolist() == [True, False]


@pytest.mark.parametrize("value", [0.0, 1 / 3, -2 / 3e-30, 1.23456789012345e17, 5e-324, float("inf")])
def test_rounding_gives_the_double_that_is_read_back(value: float) -> None:
    first = rounded(np.array([value]))[0]

    assert first == float(f"{value:.11e}")
    assert rounded(np.array([first]))[0] == first
