"""Checks a metric of two models against an independent answer, row by row or recorded."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.fakes.predictions import whole

from lockgate.gates.buckets import bucket_centres
from lockgate.gates.cells import Model, SliceCells
from lockgate.gates.metric import Metric

__all__ = ["Oracle", "agrees", "confusion", "exact_rows", "found_at_top", "recorded", "undefined_on"]

Oracle = Callable[[NDArray[np.int64], NDArray[np.float64]], float]


@cache
def exact_rows(seed: int = 1) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], SliceCells]:
    """Return labels, scores of a baseline and a candidate, and their cells; the scores are middles of buckets.

    So nothing is lost in buckets, and a metric must agree with its oracle to the last digits.
    """
    draw = np.random.default_rng(seed)
    n = 1_500
    signal = draw.normal(-0.8, 1.2, n)
    late = (draw.random(n) < 1 / (1 + np.exp(-signal))).astype(np.int64)
    grid = bucket_centres(1)[40:-40:61]
    noisy = [1 / (1 + np.exp(-(1.2 * signal + draw.normal(0, noise, n)))) for noise in (0.7, 0.4)]
    old, new = (grid[np.abs(grid[:, np.newaxis] - score).argmin(axis=0)] for score in noisy)
    return late, old, new, whole(late, new, old)


def agrees(metric: Metric[Any], oracle: Oracle, *, within: float = 1e-9) -> None:
    """Assert that both models and their difference are what the oracle says, and lie in their bounds."""
    late, old, new, cells = exact_rows()
    before, after = oracle(late, old), oracle(late, new)
    measured = [metric.estimate(cells, model) for model in Model]
    paired = metric.difference(cells)
    for one, expected in zip((*measured, paired), (before, after, after - before), strict=True):
        assert one.estimate.value == pytest.approx(expected, abs=within)
        lower, upper = one.bounds(0.1)
        assert lower <= one.estimate.value <= upper
        assert lower < upper
        assert one.method


def recorded(library: str) -> dict[str, float]:
    """Return what a library answered that is not installed here; `scripts/record_oracles.py` asks it again."""
    answers = json.loads(Path(__file__).with_name("recorded_oracles.json").read_text(encoding="utf-8"))
    (found,) = (found for name, found in answers.items() if name.split()[0] == library)
    return dict(found)


def undefined_on(metric: Metric[Any], late: Sequence[int]) -> str:
    """Return why a metric and its difference have no value on a few rows; empty if they have one."""
    cells = whole(np.asarray(late, dtype=np.int64), np.linspace(0.2, 0.8, len(late)))
    alone, paired = metric.estimate(cells, Model.CANDIDATE), metric.difference(cells)
    assert alone.undefined == paired.undefined
    assert math.isnan(alone.estimate.value) == bool(alone.undefined)
    return alone.undefined


def found_at_top(late: NDArray[np.int64], score: NDArray[np.float64], rows: float) -> float:
    """Return how many positives are among the rows with the highest scores; ties at the end count in proportion."""
    hits = 0.0
    for value in np.unique(score)[::-1]:
        here = score == value
        taken = min(rows, float(here.sum()))
        hits += float(late[here].mean()) * taken
        rows -= taken
    return hits


def confusion(late: NDArray[np.int64], score: NDArray[np.float64]) -> tuple[int, int, int, int]:
    """Return true positives, false positives, false and true negatives at 0.5."""
    flag = score >= 0.5
    parts = (flag & (late == 1), flag & (late == 0), ~flag & (late == 1), ~flag & (late == 0))
    tp, fp, fn, tn = (int(part.sum()) for part in parts)
    return tp, fp, fn, tn
