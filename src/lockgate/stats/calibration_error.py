"""Expected calibration error from bins, with a bootstrap that draws cells, not rows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_open_fraction
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import unseen_fraction
from lockgate.stats.quantiles import normal_quantile, normal_upper_tail

__all__ = [
    "BootstrapEstimate",
    "JointBins",
    "calibration_error_estimate",
    "expected_calibration_error",
    "paired_calibration_error_difference",
]

REPLICATES = 1_000
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BootstrapEstimate:
    """An estimate and its bounds, both from one seeded bootstrap; NaN bounds where nothing is known."""

    estimate: Estimate
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class JointBins:
    """Rows by the probability bin of two models; all array_like of shape (n_cells,).

    Parameters
    ----------
    baseline, candidate : array_like of int
        Bin of each model's probability, from 0.
    n : array_like
        Rows in the cell.
    sum_p_baseline, sum_p_candidate : array_like
        Sum of each model's probabilities in the cell.
    sum_y : array_like
        Positive rows in the cell.
    """

    baseline: ArrayLike
    candidate: ArrayLike
    n: ArrayLike
    sum_p_baseline: ArrayLike
    sum_p_candidate: ArrayLike
    sum_y: ArrayLike


def expected_calibration_error(n: ArrayLike, sum_p: ArrayLike, sum_y: ArrayLike) -> float:
    r"""Compute the expected calibration error.

    Parameters
    ----------
    n : array_like of shape (n_bins,)
        Rows in each bin.
    sum_p : array_like of shape (n_bins,)
        Sum of the predicted probabilities in each bin.
    sum_y : array_like of shape (n_bins,)
        Positive rows in each bin.

    Returns
    -------
    float
        :math:`\sum_b |\sum p - \sum y| / n`, in [0, 1]; NaN without rows.

    Raises
    ------
    ParameterError
        If the shapes differ, or a count or sum is outside ``0 <= sum <= n``.

    References
    ----------
    M. P. Naeini, G. F. Cooper, M. Hauskrecht, AAAI (2015), doi:10.1609/aaai.v29i1.9602.

    Examples
    --------
    >>> f"{expected_calibration_error([50, 50], [10, 40], [15, 38]):.2f}"
    '0.07'
    """
    rows, predicted, seen = _bins("expected_calibration_error", n, sum_p, sum_y)
    total = float(rows.sum())
    return float(np.abs(predicted - seen).sum()) / total if total else math.nan


def calibration_error_estimate(
    n: ArrayLike, sum_p: ArrayLike, sum_y: ArrayLike, *, alpha: float, seed: int, replicates: int = REPLICATES
) -> BootstrapEstimate:
    r"""Estimate the expected calibration error with bootstrap bounds.

    The error is a sum of absolute values, so chance alone makes it positive. The upper bound takes back the
    part of that bias that the bootstrap shows, the lower bound all that the bins may plausibly cause, so that
    a calibrated model on few rows is neither failed nor passed by luck. It speaks about the binned error: bins
    that are too wide hide what happens inside them.

    Parameters
    ----------
    n, sum_p, sum_y : array_like of shape (n_bins,)
        As in `expected_calibration_error`.
    alpha : float
        Two-sided error probability, in (0, 1).
    seed : int
        Seed of the draws; the same seed gives the same bounds.
    replicates : int, default=1000
        Number of bootstrap samples, 100 or more.

    Returns
    -------
    BootstrapEstimate
        Bounds in [0, 1]; NaN for fewer than two rows.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    Each bin's positives and negatives are drawn as Poisson counts, which is the Poisson bootstrap of the rows
    with their probability set to the bin's mean. With estimate :math:`\theta` and bootstrap quantile
    :math:`q`, the upper bound is :math:`2\theta - q_{\alpha/2}`. The lower bound is
    :math:`2\theta - q_{1-\alpha/2}` less the bias that the bootstrap did not show. A bin whose signed gap has
    standard error :math:`s` and true size :math:`g = u s` is biased by :math:`2 s (\varphi(u) - u \Phi(-u))`,
    which falls in :math:`u`; :math:`g` is set to the lower bound of what was seen, never below 0. The
    half-width never falls below the rule of three.

    Examples
    --------
    >>> result = calibration_error_estimate([500, 500], [100, 400], [150, 380], alpha=0.1, seed=1)
    >>> f"{result.estimate.value:.3f} {0.03 < result.lower < result.estimate.value < result.upper < 0.1}"
    '0.070 True'
    """
    where = "calibration_error_estimate"
    rows, predicted, seen = _bins(where, n, sum_p, sum_y)
    _require_bootstrap(where, alpha, replicates)
    total = int(rows.sum())
    value = expected_calibration_error(rows, predicted, seen)
    if total < 2:  # noqa: PLR2004 - one row has no spread
        return BootstrapEstimate(Estimate(value, math.nan, total), math.nan, math.nan)
    positives, negatives = _draw(seen, rows - seen, seed, replicates)
    score = _per_row(predicted, rows)
    gaps = (positives + negatives) * score - positives
    draws = np.abs(gaps).sum(axis=1) / np.maximum(1, (positives + negatives).sum(axis=1))
    bias_left = max(0.0, _plausible_bias(rows, score, seen, alpha) - (float(draws.mean()) - value))
    result = _reflected(value, draws, total, alpha)
    lower = max(0.0, result.lower - bias_left)
    return BootstrapEstimate(result.estimate, lower, min(1.0, max(value, result.upper)))


def paired_calibration_error_difference(
    bins: JointBins, *, alpha: float, seed: int, replicates: int = REPLICATES
) -> BootstrapEstimate:
    """Estimate candidate minus baseline expected calibration error on the same rows.

    Parameters
    ----------
    bins : JointBins
        The rows by the bins of both models.
    alpha : float
        Two-sided error probability, in (0, 1).
    seed : int
        Seed of the draws.
    replicates : int, default=1000
        Number of bootstrap samples, 100 or more.

    Returns
    -------
    BootstrapEstimate
        Bounds in [-1, 1]; NaN for fewer than two rows.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Notes
    -----
    Both errors are recomputed from the same draws. The chance bias of the two mostly cancels; what differs is
    left to the bounds as the bootstrap shows it.

    Examples
    --------
    >>> joint = JointBins([0, 1], [0, 1], [500, 500], [100, 400], [145, 385], [150, 380])
    >>> result = paired_calibration_error_difference(joint, alpha=0.1, seed=1)
    >>> f"{result.estimate.value:.3f} {result.upper < 0}"
    '-0.060 True'
    """
    where = "paired_calibration_error_difference"
    rows, old_sum, seen = _bins(where, bins.n, bins.sum_p_baseline, bins.sum_y)
    _, new_sum, _ = _bins(where, bins.n, bins.sum_p_candidate, bins.sum_y)
    old_bin, new_bin = (_bin_index(where, index, rows) for index in (bins.baseline, bins.candidate))
    _require_bootstrap(where, alpha, replicates)
    total = int(rows.sum())
    old_score, new_score = _per_row(old_sum, rows), _per_row(new_sum, rows)
    observed = seen[np.newaxis, :], (rows - seen)[np.newaxis, :]
    value = float((_error(*observed, new_score, new_bin) - _error(*observed, old_score, old_bin))[0])
    if total < 2:  # noqa: PLR2004 - one row has no spread
        return BootstrapEstimate(Estimate(value if total else math.nan, math.nan, total), math.nan, math.nan)
    drawn = _draw(seen, rows - seen, seed, replicates)
    draws = _error(*drawn, new_score, new_bin) - _error(*drawn, old_score, old_bin)
    result = _reflected(value, draws, total, alpha)
    return BootstrapEstimate(result.estimate, max(-1.0, result.lower), min(1.0, result.upper))


def _error(positives: Floats, negatives: Floats, score: Floats, index: NDArray[np.int64]) -> Floats:
    """Return the error of each drawn sample (a row of the two matrices)."""
    gaps = (positives + negatives) * score - positives
    membership = np.zeros((index.size, int(index.max()) + 1 if index.size else 0))
    membership[np.arange(index.size), index] = 1.0
    totals = np.maximum(1, (positives + negatives).sum(axis=1))
    error: Floats = np.abs(gaps @ membership).sum(axis=1) / totals
    return error


def _draw(positives: Floats, negatives: Floats, seed: int, replicates: int) -> tuple[Floats, Floats]:
    generator = np.random.default_rng(seed)
    shape = (replicates, positives.size)
    return generator.poisson(positives, shape).astype(float), generator.poisson(negatives, shape).astype(float)


def _reflected(value: float, draws: Floats, n: int, alpha: float) -> BootstrapEstimate:
    low, high = np.quantile(draws, [alpha / 2, 1 - alpha / 2])
    floor = unseen_fraction(n, alpha=alpha / 2)
    lower, upper = min(2 * value - float(high), value - floor), max(2 * value - float(low), value + floor)
    return BootstrapEstimate(Estimate(value, float(draws.std(ddof=1)), n), lower, upper)


def _plausible_bias(rows: Floats, score: Floats, seen: Floats, alpha: float) -> float:
    """Return by how much chance raises the summed absolute gaps if each true gap is at its lower bound."""
    spread = np.sqrt(seen * (score - 1) ** 2 + (rows - seen) * score**2)
    ratio = np.divide(np.abs(rows * score - seen), spread, out=np.zeros_like(spread), where=spread > 0)
    least = np.maximum(0.0, ratio - normal_quantile(1 - alpha / 2))
    share = [_density(u) - u * normal_upper_tail(u) for u in least.tolist()]
    return 2 * float(spread @ np.asarray(share)) / float(rows.sum())


def _density(u: float) -> float:
    return math.exp(-u * u / 2) / math.sqrt(2 * math.pi)


def _per_row(total: Floats, rows: Floats) -> Floats:
    return np.divide(total, rows, out=np.zeros_like(total), where=rows > 0)


def _bins(where: str, n: ArrayLike, sum_p: ArrayLike, sum_y: ArrayLike) -> tuple[Floats, Floats, Floats]:
    rows = np.asarray(n, dtype=np.float64)
    sums = []
    for name, values in (("sum_p", sum_p), ("sum_y", sum_y)):
        array = np.asarray(values, dtype=np.float64)
        if rows.ndim != 1 or array.shape != rows.shape:
            raise ParameterError.of(where, name, f"one number a bin, shape {rows.shape}", array.shape)
        slack = 1e-9 * rows
        if not ((array >= -slack) & (array <= rows + slack)).all():
            raise ParameterError.of(where, name, "from 0 to n in each bin", array.tolist())
        sums.append(np.clip(array, 0, rows))
    return rows, sums[0], sums[1]


def _bin_index(where: str, index: ArrayLike, rows: Floats) -> NDArray[np.int64]:
    bins = np.asarray(index, dtype=np.int64)
    if bins.shape != rows.shape or (bins.size and int(bins.min()) < 0):
        raise ParameterError.of(where, "bins", f"one int from 0 a cell, shape {rows.shape}", bins.tolist())
    return bins


def _require_bootstrap(where: str, alpha: float, replicates: int) -> None:
    require_open_fraction(where, "alpha", alpha)
    if replicates < 100:  # noqa: PLR2004 - fewer cannot tell a tail
        raise ParameterError.of(where, "replicates", "an int of 100 or more", replicates)
