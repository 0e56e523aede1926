"""Whether two models rely on the same features: ranks, signs, and the features at the top."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lockgate.probes.importance import Importance
from lockgate.probes.rows import Floats
from lockgate.stats.intervals import t_bounds

__all__ = ["Churn", "churn", "rank_correlation", "sign_flips", "top"]

_REPLICATES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Churn:
    """How many of the most important features differ, as a share of them.

    Parameters
    ----------
    value : float
        The share of the baseline's top features that are not among the candidate's, in [0, 1]; NaN where none of the
        baseline's has any importance.
    lower, upper : float
        Its bounds, by the bootstrap over rows.
    noise : float
        The greatest share between models that were trained in the same way; 0 where none are given.
    """

    value: float
    lower: float
    upper: float
    noise: float


def top(values: Floats, size: int) -> frozenset[int]:
    """Return the places of the greatest values, of those above 0; ties go to the first.

    Examples
    --------
    >>> sorted(top(np.array([0.1, 0.5, 0.3]), 2)), sorted(top(np.array([0.1, 0.0, -0.3]), 2))
    ([1, 2], [0])
    """
    return frozenset(place for place in np.argsort(-values, kind="stable")[:size].tolist() if values[place] > 0)


def churn(
    candidate: Sequence[Importance],
    baseline: Sequence[Importance],
    refits: Sequence[Sequence[Importance]],
    *,
    size: int,
    alpha: float,
    seed: int,
) -> Churn:
    """Measure how many of the top features differ, beyond what training again explains.

    Parameters
    ----------
    candidate, baseline : sequence of Importance
        Of the same groups in the same order, on the same rows.
    refits : sequence of sequences of Importance
        Of models that were trained as the baseline was, with other seeds or on other samples.
    size : int
        How many features are the top, 1 or more.
    alpha : float
        Two-sided error probability of the bounds, in (0, 1).
    seed : int
        Seed of the bootstrap.

    Returns
    -------
    Churn
        Bounds by 500 bootstrap samples of the rows, the same for both models.
    """
    models = [_values(one) for one in (baseline, *refits)]
    noises = [_differs(one, other, size) for one, other in combinations(models, 2)]
    noise = max((one for one in noises if not math.isnan(one)), default=0.0)
    drawn = np.random.default_rng(seed)
    pulls = [np.stack([one.influence for one in model]) for model in (candidate, baseline)]
    ours, theirs = _values(candidate), _values(baseline)
    n = pulls[0].shape[1]
    found = []
    for _ in range(_REPLICATES):
        weights = drawn.multinomial(n, np.full(n, 1 / n)) / n
        new, old = (value + pull @ weights for value, pull in zip((ours, theirs), pulls, strict=True))
        found.append(_differs(new, old, size))
    # a sample in which nothing matters to the baseline may stand for any share
    lower = float(np.quantile(np.nan_to_num(found, nan=0.0), alpha / 2))
    upper = float(np.quantile(np.nan_to_num(found, nan=1.0), 1 - alpha / 2))
    return Churn(value=_differs(ours, theirs, size), lower=lower, upper=upper, noise=noise)


def _values(model: Sequence[Importance]) -> Floats:
    return np.array([one.value for one in model])


def _differs(new: Floats, old: Floats, size: int) -> float:
    before = top(old, size)
    return len(before - top(new, size)) / len(before) if before else math.nan


def rank_correlation(candidate: Sequence[Importance], baseline: Sequence[Importance]) -> float:
    """Return Spearman's correlation of the importances; NaN where all of a model's are the same.

    Examples
    --------
    >>> one = Importance.nothing("x", ("x",), 3)
    >>> rank_correlation((one, one), (one, one))
    nan
    """
    ours, theirs = _ranks(_values(candidate)), _ranks(_values(baseline))
    if np.ptp(ours) == 0 or np.ptp(theirs) == 0:
        return float("nan")
    return float(np.corrcoef(ours, theirs)[0, 1])


def _ranks(values: Floats) -> Floats:
    """Return ranks, the mean of them for ties."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    means: Floats = (last - (counts - 1) / 2)[inverse]
    return means


def sign_flips(
    candidate: Sequence[Importance], baseline: Sequence[Importance], *, alpha: float
) -> tuple[str, ...]:
    """Return the features that help one model and hurt the other, or move answers the other way, each beyond doubt.

    Parameters
    ----------
    candidate, baseline : sequence of Importance
        As in `churn`.
    alpha : float
        Two-sided error probability of each interval, in (0, 1).
    """
    return tuple(
        new.name
        for new, old in zip(candidate, baseline, strict=True)
        if _sign(new, alpha) * _sign(old, alpha) < 0
    )


def _sign(one: Importance, alpha: float) -> int:
    lower, upper = t_bounds(one.signed, alpha=alpha)
    return int(lower > 0) - int(upper < 0)
