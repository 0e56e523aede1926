"""How far off predictions are at each height: mean errors in bins of the prediction, for a plot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lockgate.domain.codec import round_float
from lockgate.domain.figure import CurveFigure, Line

__all__ = ["RESIDUAL_BINS", "ResidualBin", "residual_figures", "residuals_plus"]

RESIDUAL_BINS = 10
"""Bins of about equal numbers of rows, by the candidate's prediction."""


@dataclass(frozen=True, slots=True)
class ResidualBin:
    """One model's rows in one bin of its prediction: their number, and sums of predictions and of errors."""

    model: str
    at: int
    rows: int
    prediction: float
    error: float


def residuals_plus(first: Iterable[ResidualBin], second: Iterable[ResidualBin]) -> tuple[ResidualBin, ...]:
    """Return the bins of the rows of both, in order.

    Examples
    --------
    >>> one = ResidualBin("candidate", 0, 2, 10.0, 1.0)
    >>> residuals_plus([one], [one])
    (ResidualBin(model='candidate', at=0, rows=4, prediction=20.0, error=2.0),)
    """
    found: dict[tuple[str, int], ResidualBin] = {}
    for one in (*first, *second):
        other = found.get((one.model, one.at), ResidualBin(one.model, one.at, 0, 0.0, 0.0))
        sums = (round_float(one.prediction + other.prediction), round_float(one.error + other.error))
        found[one.model, one.at] = ResidualBin(one.model, one.at, one.rows + other.rows, *sums)
    return tuple(found[key] for key in sorted(found))


def residual_figures(residuals: Iterable[ResidualBin]) -> tuple[CurveFigure, ...]:
    """Return the mean error by the size of the prediction, of each model; nothing where there are no points."""
    by_model: dict[str, list[ResidualBin]] = {}
    for one in residuals:
        by_model.setdefault(one.model, []).append(one)
    if not by_model:
        return ()
    lines = tuple(_line(name, bins) for name, bins in by_model.items())
    title = "How far off are predictions, by their size?"
    return (CurveFigure(title, "prediction", "mean of prediction − label", lines),)


def _line(name: str, bins: Sequence[ResidualBin]) -> Line:
    points = tuple((one.prediction / one.rows, one.error / one.rows) for one in bins)
    return Line(name, points, tuple(one.rows for one in bins))
