"""How often the bounds of a mean under the worst mix of groups err: most where the groups are alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from lockgate.gates.measurement import RateMeasurement
from lockgate.gates.mix_measurement import MixMeasurement
from lockgate.stats.worst_mix import largest_mean

pytestmark = pytest.mark.slow

RUNS, GROUPS, ROWS = 400, 8, 3_000
ALPHA = 0.05
SHARES = np.array([0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.05])
Limit = Callable[[float, int], float]
Floats = NDArray[np.float64]


def _errors(rates: Floats, *, is_largest: bool, seed: int) -> tuple[float, float, float]:
    """Return how often each bound errs, and how often the mix that looks worst would, if it had been chosen before."""
    draw = np.random.default_rng(seed)
    counts = (SHARES * ROWS).astype(int)
    sign = 1 if is_largest else -1
    truth = sign * largest_mean(sign * rates, SHARES, factor=2.0)
    below = above = chosen = 0
    for _ in range(RUNS):
        hits = draw.binomial(counts, rates)
        parts = tuple(RateMeasurement(int(k), int(n), int(n)) for k, n in zip(hits, counts, strict=True))
        mix = MixMeasurement(tuple("abcdefgh"), parts, tuple(SHARES), 2.0, ROWS, is_largest=is_largest)
        lower, upper = mix.bounds(2 * ALPHA)
        below, above = below + (truth < lower), above + (upper < truth)
        weights = mix.weights
        observed = np.array([part.estimate.value for part in parts])
        error = float(np.sqrt(weights**2 @ (observed * (1 - observed) / counts)))
        chosen += sign * (float(weights @ observed) - truth) > 1.645 * error
    return below / RUNS, above / RUNS, chosen / RUNS


@pytest.mark.parametrize("is_largest", [True, False], ids=["loss", "score"])
@pytest.mark.parametrize("spread", [0.0, 0.05], ids=["alike", "apart"])
def test_each_bound_errs_as_rarely_as_it_says(spread: float, with_chance: Limit, *, is_largest: bool) -> None:
    rates = 0.2 + spread * np.linspace(-1, 1, GROUPS)

    below, above, chosen = _errors(rates, is_largest=is_largest, seed=3)

    assert below <= with_chance(ALPHA, RUNS)
    assert above <= with_chance(ALPHA, RUNS)
    if spread == 0:  # what looks worst is worst by luck: bounds that forget the choice err far too often
        assert chosen > 3 * ALPHA
