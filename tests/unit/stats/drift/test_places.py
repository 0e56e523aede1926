"""Mean and spread of bins."""

from __future__ import annotations

import numpy as np
import pytest

from lockgate.stats.drift.places import Places


def test_bins_together_have_the_mean_and_the_deviation_of_their_rows() -> None:
    rows = [np.array([1.0, 2.0, 4.0]), np.array([9.0]), np.array([])]
    places = Places(np.array([7 / 3, 9.0, np.nan]), np.array([rows[0].var(), 0.0, np.nan]))

    mean, deviation = places.moments(np.array([0.75, 0.25, 0.0]))

    together = np.concatenate(rows)
    assert mean == pytest.approx(together.mean())
    assert deviation == pytest.approx(together.std())
