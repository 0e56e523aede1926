from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from lockgate.stats.isotonic import isotonic_fit

counts = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=30)


@given(counts)
def test_the_fit_is_that_of_scikit_learn(rows: list[tuple[int, int]]) -> None:
    p, n = np.array(rows, dtype=float).T
    filled = (p + n) > 0

    fit = isotonic_fit(p, n)

    if not filled.any():
        assert math.isnan(fit.loss)
        return
    rates = p[filled] / (p + n)[filled]
    at = np.flatnonzero(filled)
    expected = IsotonicRegression().fit(at, rates, sample_weight=(p + n)[filled]).predict(at)
    assert fit.fitted[filled] == pytest.approx(expected, abs=1e-9)
    assert (np.diff(fit.fitted) >= 0).all()
    assert (np.diff(fit.pool) >= 0).all()


def test_chance_lowers_the_loss_by_no_more_than_it_says() -> None:
    draw = np.random.default_rng(1)
    truth, rows = np.linspace(0.05, 0.95, 60), 50.0
    lowered, said = [], []

    for _ in range(200):
        hits = draw.binomial(50, truth).astype(float)
        fit = isotonic_fit(hits, rows - hits)
        seen = float((hits * (1 - truth) ** 2 + (rows - hits) * truth**2).sum()) / (60 * rows)
        lowered.append(seen - fit.loss)
        said.append(fit.chance)

    assert 0 < np.mean(lowered) <= np.mean(said)
