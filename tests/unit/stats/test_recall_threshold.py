from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.recall_threshold import recall_threshold_bounds


def test_the_bounds_err_no_more_than_they_say() -> None:
    draw = np.random.default_rng(1)
    edges = np.linspace(0, 1, 1_001)
    missed = np.zeros(2)

    for _ in range(400):
        counts = np.histogram(draw.random(80), edges)[0]
        low, high = recall_threshold_bounds(counts, edges, 0.7, alpha=0.1)
        missed += (low > 0.3 + 1e-9, high < 0.3 - 1e-9)

    assert (missed / 400 < 0.05 + 3 * (0.05 * 0.95 / 400) ** 0.5).all()


def test_few_positives_bound_nothing() -> None:
    assert recall_threshold_bounds([0, 1], [0.0, 0.5, 1.0], 0.8, alpha=0.1) == (0.0, 1.0)


def test_rows_and_edges_must_fit() -> None:
    with pytest.raises(ParameterError, match="one edge more"):
        recall_threshold_bounds([0, 0], [0.0, 0.5, 1.0], 0.8, alpha=0.1)
    with pytest.raises(ParameterError, match="alpha"):
        recall_threshold_bounds([0, 1], [0.0, 0.5, 1.0], 0.8, alpha=1.0)
