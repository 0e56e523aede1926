"""How often bounds err of numbers that chance raises, where rows depend on each other or are weighed.

The rows of a customer share what makes them happen, so calibrated scores look further off than those of as many rows by
themselves would.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from lockgate.gates.blocks import Seen, measured
from lockgate.gates.measurement import BootstrapMeasurement, ExcessMeasurement, Measurement
from lockgate.stats.calibration_error import calibration_error_estimate, expected_calibration_error
from lockgate.stats.decision import interval_alpha
from lockgate.stats.estimate import Estimate
from lockgate.stats.isotonic import isotonic_fit
from lockgate.stats.partial_area import kolmogorov_smirnov

pytestmark = pytest.mark.slow

Floats = NDArray[np.float64]
RUNS, CUSTOMERS, ROWS, BLOCKS, BUCKETS = 120, 80, 12, 64, 100
CENTRES = (np.arange(BUCKETS) + 0.5) / BUCKETS


@dataclass(frozen=True)
class Rows:
    """Weights of positives and negatives by the bucket of their score."""

    positives: Floats
    negatives: Floats
    rows: int = CUSTOMERS * ROWS


def without(groups: Sequence[Sequence[Rows]]) -> Iterator[Rows]:
    parts = [(sum(one.positives for one in group), sum(one.negatives for one in group)) for group in groups]
    positives, negatives = (np.sum(side, axis=0) for side in zip(*parts, strict=True))
    for p, n in parts:
        yield Rows(positives - p, negatives - n)


def ece(rows: Rows) -> Measurement:
    every = rows.positives + rows.negatives
    sums = [one.reshape(10, -1).sum(axis=1) for one in (every, every * CENTRES, rows.positives)]
    return BootstrapMeasurement(
        lambda alpha: calibration_error_estimate(*sums, alpha=alpha, seed=1, replicates=200),
        is_raised=True,
        value=expected_calibration_error(*sums),
    )


def ece_beyond_a_coin(rows: Rows) -> Measurement:
    """Measure the difference to a model that always says a half: chance adds more to the error of more bins."""
    p, n = float(rows.positives.sum()), float(rows.negatives.sum())
    new = ece(rows)
    assert isinstance(new, BootstrapMeasurement)
    return replace(new, method="paired", value=new.value - abs(p - n) / 2 / (p + n))


def excess(value: float) -> Measurement:
    return ExcessMeasurement(Estimate(value, math.nan, ROWS * CUSTOMERS), "t", greatest=1.0)


def ks(rows: Rows) -> Measurement:
    return excess(kolmogorov_smirnov(rows.positives, rows.negatives)[0])


def miscalibration(rows: Rows) -> Measurement:
    p, n = rows.positives, rows.negatives
    fitted = isotonic_fit(p, n).fitted
    saved = p @ ((1 - CENTRES) ** 2 - (1 - fitted) ** 2) + n @ (CENTRES**2 - fitted**2)
    return excess(max(0.0, float(saved / (p.sum() + n.sum()))))


@dataclass(frozen=True)
class Setting:
    """What rows of a customer share, of label and score; how much weights differ; how far off all scores are."""

    shared: float = 0.3
    alike: float = 0.0
    spread: float = 0.0
    shift: float = 0.0


SETTINGS = {
    "independent": Setting(shared=0.0),
    "shared": Setting(),
    "shared, too low": Setting(shift=0.05),
    "alike": Setting(alike=0.8),
    "weighed": Setting(spread=0.6),
    "weighed, too low": Setting(spread=0.6, shift=0.05),
}


def drawn(setting: Setting, runs: int, draw: np.random.Generator) -> tuple[Floats, Floats]:
    """Return positives and negatives of each run by customer and bucket; rows within a bucket have its middle score."""
    shape = (runs, CUSTOMERS, ROWS)

    def together(share: float) -> Floats:
        mine = draw.normal(0, 1, (runs, CUSTOMERS, 1))
        return math.sqrt(share) * mine + math.sqrt(1 - share) * draw.normal(0, 1, shape)

    score = 0.1 + 0.8 * ndtr(together(setting.alike))
    bucket = (score * BUCKETS).astype(np.int64)
    late = together(setting.shared) < ndtri(CENTRES[bucket] + setting.shift)
    weight = np.exp(setting.spread * draw.normal(0, 1, shape))
    place = np.arange(runs * CUSTOMERS).reshape(runs, CUSTOMERS, 1) * BUCKETS + bucket
    size = (runs, CUSTOMERS, BUCKETS)
    flat = [np.bincount(place.ravel(), (weight * one).ravel(), math.prod(size)) for one in (late, ~late)]
    positives, negatives = (side.astype(np.float64).reshape(size) for side in flat)
    return positives, negatives


def errors(measure: Callable[[Rows], Measurement], setting: Setting, truth: float) -> tuple[float, float]:
    """Return how often the lower and the upper bound err."""
    draw = np.random.default_rng(11)
    positives, negatives = drawn(setting, RUNS, draw)
    bounds = []
    for p, n in zip(positives, negatives, strict=True):
        block = draw.integers(0, BLOCKS, CUSTOMERS)
        blocks = {
            at: Rows(p[block == at].sum(axis=0), n[block == at].sum(axis=0)) for at in np.unique(block).tolist()
        }
        found = measured(Seen(Rows(p.sum(axis=0), n.sum(axis=0)), blocks, without), measure)
        bounds.append(found.bounds(interval_alpha(0.05)))
    lower, upper = np.array(bounds).T
    return float((lower > truth + 1e-9).mean()), float((upper < truth - 1e-9).mean())


CASES = [
    *((ece, name) for name in SETTINGS),
    (ece_beyond_a_coin, "shared"),
    (ece_beyond_a_coin, "weighed"),
    (ks, "shared"),
    (ks, "weighed"),
    (miscalibration, "weighed"),
]


@pytest.mark.parametrize(("metric", "name"), CASES, ids=lambda one: getattr(one, "__name__", one))
def test_both_bounds_err_about_as_rarely_as_they_say(
    metric: Callable[[Rows], Measurement], name: str, with_chance: Callable[[float, int], float]
) -> None:
    setting = SETTINGS[name]
    truth = setting.shift if metric is not ks else ks(_many(setting)).estimate.value

    lower, upper = errors(metric, setting, truth)

    assert lower <= with_chance(0.05, RUNS)
    assert upper <= with_chance(0.05, RUNS)


def _many(setting: Setting) -> Rows:
    positives, negatives = drawn(setting, 2_000, np.random.default_rng(12))
    return Rows(positives.sum(axis=(0, 1)), negatives.sum(axis=(0, 1)))
