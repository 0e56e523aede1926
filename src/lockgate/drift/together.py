"""The columns compared together, from a sample of rows of either table."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.codec import from_plain, to_plain
from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError, StateError
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.verdict import Verdict
from lockgate.drift.reference import Reference
from lockgate.drift.row_sample import Drawn, Rows, drawn_of, sample_request
from lockgate.drift.spec import DriftSpec, Together
from lockgate.drift.wording import number
from lockgate.scan.aggregate import Request
from lockgate.scan.execute import Answer
from lockgate.stats.multivariate.blocked_classifier import blocked_classifier
from lockgate.stats.multivariate.blocked_discrepancy import blocked_discrepancy
from lockgate.stats.multivariate.blocked_reconstruction import blocked_reconstruction
from lockgate.stats.multivariate.blocks import FEWEST_BLOCKS
from lockgate.stats.multivariate.domain_classifier import domain_classifier
from lockgate.stats.multivariate.maximum_mean_discrepancy import mean_discrepancy
from lockgate.stats.multivariate.reconstruction import reconstruction_shift
from lockgate.stats.multivariate.shift import Shift

__all__ = [
    "CHECK_TOGETHER",
    "FEWEST_ROWS",
    "MARGINS_TOGETHER",
    "Shifted",
    "judge_shifts",
    "sample_requests",
    "shifts_of",
]

CHECK_TOGETHER = "multivariate_drift"

FEWEST_ROWS = 50
"""Rows of either sample without which nothing is told."""

MARGINS_TOGETHER = {Together.DOMAIN_CLASSIFIER: 0.6, Together.PCA_RECONSTRUCTION: 0.2, Together.MMD: 0.01}
"""What does not matter where the entry says nothing."""

_EFFECTS = {
    Together.DOMAIN_CLASSIFIER: "area under the ROC curve",
    Together.PCA_RECONSTRUCTION: "error of rebuilt rows, in standard deviations,",
    Together.MMD: "squared mean discrepancy",
}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shifted:
    """How far two samples are apart; all that is kept of the current rows.

    Parameters
    ----------
    method : Together
        How it was measured.
    n_reference, n_current : int
        Rows of either sample.
    shift : Shift or None, default=None
        Effect, bounds and p-value; None where there are too few rows, or none could be read.
    problem : str, default=""
        Why the current rows could not be read.
    blocks : tuple of int, default=none
        Blocks of either sample, where rows come in blocks.
    """

    method: Together
    n_reference: int
    n_current: int
    shift: Shift | None = None
    problem: str = ""
    blocks: tuple[int, ...] = ()


def sample_requests(spec: DriftSpec, reference: Reference) -> tuple[Request, ...]:
    """Return what is asked of the current table so that its columns can be compared together: a sample, or nothing.

    Raises
    ------
    StateError
        If the reference keeps no sample of the features, or not the block of each row.
    """
    if not spec.multivariate:
        return ()
    return (sample_request(spec.data, _features(spec, reference), reference.block),)


def shifts_of(
    spec: DriftSpec, reference: Reference, answers: Mapping[Request, Answer], *, seed: int = 0
) -> tuple[Shifted, ...]:
    """Compare the sample of the current rows with that of the reference, by each method of the entry.

    Parameters
    ----------
    spec : DriftSpec
        What is asked.
    reference : Reference
        The frozen side.
    answers : mapping of Request to answer
        The answer to `sample_requests` among others.
    seed : int, default=0
        What is drawn by lot follows from it.

    Raises
    ------
    StateError
        If the reference keeps no sample of the features, or not the block of each row.
    ParameterError
        If a method needs more columns.
    """
    if not spec.multivariate:
        return ()
    features = _features(spec, reference)
    places = [reference.features.index(name) for name in features]
    sampled = tuple(tuple(row[place] for place in places) for row in reference.sample)
    before = Drawn(sampled, reference.sample_blocks)
    try:
        (request,) = sample_requests(spec, reference)
        now = drawn_of(answers[request], reference.block)
    except LockgateError as error:
        return tuple(Shifted(method, len(sampled), 0, problem=error.text) for method in spec.multivariate)
    alpha = spec.alpha / len(spec.multivariate)
    pair = _Pair.of(before, now)
    found = tuple(
        Shifted(
            method,
            len(before.rows),
            len(now.rows),
            pair.shift(method, alpha, seed) if pair is not None else None,
            blocks=(before.n_blocks, now.n_blocks) if reference.block is not None else (),
        )
        for method in spec.multivariate
    )
    return from_plain(tuple[Shifted, ...], to_plain(found))  # with the digits that evidence keeps


def _features(spec: DriftSpec, reference: Reference) -> tuple[str, ...]:
    known = {name.casefold(): name for name in reference.features}
    where = reference.called
    if not known:
        raise StateError.not_kept(where, "a sample of rows")
    if reference.block is not None and len(reference.sample_blocks) != len(reference.sample):
        raise StateError.not_kept(where, "the block of each row that was drawn")
    for name in spec.features:
        if name.casefold() not in known:
            raise StateError.not_kept(where, f"rows of `{name}`")
    return tuple(known[name.casefold()] for name in spec.features) or reference.features


def _filled(before: Rows, now: Rows) -> tuple[Floats, Floats]:
    """Return both samples without gaps: a missing value is the mean of the reference, and marked in a column."""
    first, second = (np.array(rows, dtype=np.float64) for rows in (before, now))
    is_gap = [np.isnan(rows) for rows in (first, second)]
    n_held = np.maximum((~is_gap[0]).sum(axis=0), 1)
    means = np.where(is_gap[0], 0.0, first).sum(axis=0) / n_held
    marked = is_gap[0].any(axis=0) | is_gap[1].any(axis=0)
    filled = [
        np.column_stack([np.where(gap, means, rows), gap[:, marked]])
        for rows, gap in zip((first, second), is_gap, strict=True)
    ]
    return filled[0], filled[1]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two samples without gaps, and the block of each row where rows come in blocks."""

    first: Floats
    second: Floats
    blocks: tuple[tuple[int, ...], tuple[int, ...]] | None

    @classmethod
    def of(cls, before: Drawn, now: Drawn) -> _Pair | None:
        """Return two samples, None where one has too few rows or blocks."""
        if min(len(before.rows), len(now.rows)) < FEWEST_ROWS:
            return None
        if not before.blocks:
            return cls(*_filled(before.rows, now.rows), None)
        if min(before.n_blocks, now.n_blocks) < FEWEST_BLOCKS:
            return None
        return cls(*_filled(before.rows, now.rows), (before.blocks, now.blocks))

    def shift(self, method: Together, alpha: float, seed: int) -> Shift:
        """Return how far the samples are apart."""
        if self.blocks is None:
            return _METHODS[method](self.first, self.second, alpha=alpha, seed=seed)
        return _BLOCKED[method](self.first, self.second, self.blocks, alpha=alpha, seed=seed)


_METHODS: Mapping[Together, Callable[..., Shift]] = {
    Together.DOMAIN_CLASSIFIER: domain_classifier,
    Together.PCA_RECONSTRUCTION: reconstruction_shift,
    Together.MMD: mean_discrepancy,
}
_BLOCKED: Mapping[Together, Callable[..., Shift]] = {
    Together.DOMAIN_CLASSIFIER: blocked_classifier,
    Together.PCA_RECONSTRUCTION: blocked_reconstruction,
    Together.MMD: blocked_discrepancy,
}
"""The same where rows come in blocks."""


def judge_shifts(spec: DriftSpec, reference: Reference, shifts: Sequence[Shifted]) -> tuple[Finding, ...]:
    """Return one finding a method; the methods share the error probability of the entry among themselves."""
    return tuple(_finding(spec, reference, one) for one in shifts)


def _finding(spec: DriftSpec, reference: Reference, one: Shifted) -> Finding:
    margin = spec.multivariate_margins.get(one.method, MARGINS_TOGETHER[one.method])
    alpha = spec.alpha / len(spec.multivariate)
    verdict = _verdict(one, margin, alpha)
    shift = one.shift
    effect = _EFFECTS[one.method]
    is_two_sided = one.method is Together.PCA_RECONSTRUCTION
    return Finding(
        check=CHECK_TOGETHER,
        subject=Subject(spec.data, _features(spec, reference)),
        verdict=verdict,
        reason=_REASONS[verdict],
        summary=f"{one.method.value.replace('_', ' ')}: {_seen(one, alpha)}",
        observed=shift.effect if shift and math.isfinite(shift.effect) else None,
        required=f"{effect.rstrip(',')} {'within ±' if is_two_sided else '≤ '}{number(margin)}",
        n=one.n_current,
        interval=_interval(shift, alpha, has_blocks=bool(one.blocks)) if shift else None,
        hint=""
        if verdict is Verdict.PASS
        else "look at how columns hang together; each one alone may be as it was",
    )


_REASONS = {
    Verdict.PASS: Reason.SAME,
    Verdict.FAIL: Reason.DRIFTED,
    Verdict.INCONCLUSIVE: Reason.DRIFT_UNDECIDED,
    Verdict.ERROR: Reason.NOT_ASKABLE,
}


def _verdict(one: Shifted, margin: float, alpha: float) -> Verdict:
    if one.problem:
        return Verdict.ERROR
    shift = one.shift
    if shift is None:
        return Verdict.INCONCLUSIVE
    if (
        shift.upper == math.inf and shift.lower == -math.inf
    ):  # only a p-value: what is the same cannot be proved
        is_seen = shift.p_value <= alpha and shift.effect > margin
        return Verdict.FAIL if is_seen else Verdict.INCONCLUSIVE
    least = -margin if one.method is Together.PCA_RECONSTRUCTION else -math.inf
    if shift.lower > margin or shift.upper < least:
        return Verdict.FAIL
    return Verdict.PASS if shift.upper <= margin and shift.lower >= least else Verdict.INCONCLUSIVE


def _seen(one: Shifted, alpha: float) -> str:
    if one.problem:
        return one.problem
    if one.shift is None:
        n, fewest = min(one.n_reference, one.n_current), FEWEST_ROWS
        if n < fewest:
            return f"{n:,} rows, {fewest} are needed on either side"
        return f"{min(one.blocks):,} blocks, {FEWEST_BLOCKS} are needed on either side"
    shift = one.shift
    chance = f"p {'< 0.001' if shift.p_value < 0.001 else f'= {shift.p_value:.2g}'}"  # noqa: PLR2004 - nobody reads more
    bounds = "no bounds"
    if math.isfinite(shift.lower) or math.isfinite(shift.upper):
        bounds = f"{(1 - 2 * alpha) * 100:.4g} % interval {number(shift.lower)} to {number(shift.upper)}"
    sizes = f"samples of {one.n_reference:,} and {one.n_current:,} rows"
    if one.blocks:
        sizes = f"{sizes} in {one.blocks[0]:,} and {one.blocks[1]:,} blocks"
    return f"{_EFFECTS[one.method]} {number(shift.effect)}, {bounds}, {chance}; {sizes}"


def _interval(shift: Shift, alpha: float, *, has_blocks: bool) -> Interval | None:
    if not (math.isfinite(shift.lower) and math.isfinite(shift.upper)):
        return None
    return Interval(
        shift.lower, shift.upper, 2 * alpha, f"from samples of {'blocks' if has_blocks else 'rows'}"
    )
