from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.smooth_calibration import smooth_calibration_error

# relplot 1.0.3, `relplot.smECE`, on the same rows
PUBLISHED = {500: 0.035996153299372675, 2_000: 0.07028481655999455, 4_000: 0.04158518716027861}


def test_it_agrees_with_relplot() -> None:
    draw = np.random.default_rng(5)

    for n, stretch in ((500, 1.0), (2_000, 1.6), (4_000, 1.3)):
        signal = draw.normal(-1, 1.2, n)
        y = (draw.random(n) < 1 / (1 + np.exp(-signal))).astype(int)
        p = 1 / (1 + np.exp(-stretch * signal))
        found = smooth_calibration_error(p, y - p, (y - p) ** 2, n)
        assert found.value == pytest.approx(PUBLISHED[n], abs=1.5e-4)
        assert (np.abs(found.direction) <= 1 + 1e-9).all()


def test_chance_is_what_calibrated_scores_show_with_the_kernel() -> None:
    draw = np.random.default_rng(6)
    p = draw.random(2_000)
    found = []

    for _ in range(60):
        y = draw.random(2_000) < p
        found.append(smooth_calibration_error(p, y - p, p * (1 - p), 2_000))

    assert np.mean([one.value for one in found]) == pytest.approx(
        np.mean([one.chance for one in found]), rel=0.15
    )


def test_no_rows_have_no_error() -> None:
    found = smooth_calibration_error([], [], [], 0)

    assert math.isnan(found.value)
    assert math.isnan(found.chance)


def test_scores_outside_their_domain_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"in \[0, 1\]"):
        smooth_calibration_error([1.2], [0.1], [0.1], 1)
    with pytest.raises(ParameterError, match="of shape"):
        smooth_calibration_error([0.2], [0.1, 0.2], [0.1], 1)
