"""All comparisons of a run together: which drifts are discoveries, which columns are proved to be the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lockgate.domain.verdict import Verdict
from lockgate.drift.measure import Measured
from lockgate.drift.spec import ErrorControl

__all__ = ["Judged", "judge_family"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and the p-value after the adjustment for all comparisons."""

    verdict: Verdict
    p_value: float


def judge_family(
    measured: Sequence[Measured], margins: Sequence[float], *, alpha: float, control: ErrorControl
) -> list[Judged]:
    """Judge comparisons together."""
    p_values = np.array([one.p_value for one in measured])
    adjusted = _adjusted(p_values, control)
    return [
        Judged(_verdict(one, margin, float(p), alpha), float(p))
        for one, margin, p in zip(measured, margins, adjusted, strict=True)
    ]


def _verdict(one: Measured, margin: float, p_value: float, alpha: float) -> Verdict:
    if p_value <= alpha:
        return Verdict.FAIL
    return Verdict.PASS if one.upper <= margin else Verdict.INCONCLUSIVE


def _adjusted(p_values: np.ndarray, control: ErrorControl) -> np.ndarray:
    size = p_values.size
    order = np.argsort(p_values)
    factor = np.sum(1 / np.arange(1, size + 1)) if control is ErrorControl.BY else 1.0
    scaled = p_values[order] * size / np.arange(1, size + 1) * factor
    adjusted = np.empty(size)
    adjusted[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return np.minimum(adjusted, 1.0)
