"""Judge a behaviour test: from a trial to a finding."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Interval, Sample, Subject
from lockgate.domain.requirement import format_about, format_percent, format_value
from lockgate.domain.verdict import Verdict
from lockgate.probes.behaviour import Behaviour
from lockgate.probes.tally import MOST_SLICES, Tally
from lockgate.stats.decision import decide_at_most, interval_alpha
from lockgate.stats.intervals import clopper_pearson
from lockgate.stats.multiplicity import bonferroni_alpha
from lockgate.stats.order_statistics import quantile_bounds

__all__ = ["ROW", "judge_tallies", "rows_needed"]

ROW = ("row", "rows")
"""What is counted where rows stand for themselves."""

_REASONS = {
    Verdict.PASS: Reason.BEHAVES,
    Verdict.FAIL: Reason.MISBEHAVES,
    Verdict.INCONCLUSIVE: Reason.BEHAVIOUR_UNDECIDED,
}


def judge_tallies(
    behaviour: Behaviour,
    counted: Sequence[Tally],
    table: str,
    *,
    alpha: float,
    sample: Sample | None = None,
    unit: tuple[str, str] = ROW,
) -> tuple[Finding, ...]:
    """Judge what was counted of a trial: over all rows, then over each slice.

    Where a share of rows may break the property, ``PASS`` takes an exact upper bound of the share that is not above it,
    ``FAIL`` a lower bound that is; a slice fails at the level divided by the number of slices, so that with probability
    at most `alpha` any of them is a false alarm. Where none may, one row that breaks it is a failure.

    Parameters
    ----------
    behaviour : Behaviour
        What must hold.
    counted : sequence of Tally
        What was seen, all rows first.
    table : str
        The table, for the findings.
    alpha : float
        One-sided error probability, in (0, 0.5).
    sample : Sample or None, default=None
        The smallest failing example.
    unit : tuple of (str, str), default=("row", "rows")
        What was counted, one and many.

    Returns
    -------
    tuple of Finding
        All rows first; a slice column with more than 200 values is one ``INCONCLUSIVE``.
    """
    n_slices = sum(1 for one in counted if one.key and not one.n_values)
    whole = _Shares(behaviour, table, unit, alpha, alpha)
    judge = _Shares(behaviour, table, unit, alpha, bonferroni_alpha(alpha, max(1, n_slices)))
    found = []
    for one in counted:
        if one.n_values:
            found.append(judge.too_many(one.key[0][0], one.n_values))
        else:
            found.append(judge.finding(one) if one.key else whole.finding(one, sample))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Shares:
    """Decides on shares of rows that break a property."""

    behaviour: Behaviour
    table: str
    unit: tuple[str, str]
    alpha: float
    alpha_to_fail: float

    def finding(self, counted: Tally, sample: Sample | None = None) -> Finding:
        """Return the finding of some rows."""
        n, broken = counted.n, counted.broken
        level = interval_alpha(self.alpha)
        lower, upper = clopper_pearson(broken, n, alpha=level)
        verdict = self._verdict(broken, n, (lower, upper))
        n_more = None
        if verdict is Verdict.INCONCLUSIVE and n:
            n_more = rows_needed(
                broken, n, self.behaviour.at_most, alpha=level, alpha_to_fail=interval_alpha(self.alpha_to_fail)
            )
        return Finding(
            check=self.behaviour.name,
            subject=Subject(self.table, self.behaviour.columns, counted.key),
            verdict=verdict,
            reason=Reason.NO_ROWS if n == 0 else _REASONS[verdict],
            summary=self._summary(counted, (lower, upper), n_more),
            observed=broken / n if n else None,
            required=self._required(),
            n=n,
            n_failed=broken,
            interval=Interval(lower, upper, level, "Clopper-Pearson") if n and self._is_estimate else None,
            n_more=n_more,
            sample=sample,
        )

    def too_many(self, column: str, n: int) -> Finding:
        """Return that a column has too many values to be judged one by one."""
        return Finding(
            check=self.behaviour.name,
            subject=Subject(self.table, (column,)),
            verdict=Verdict.INCONCLUSIVE,
            reason=Reason.BEHAVIOUR_UNDECIDED,
            summary=f"`{column}` has {n:,} values; at most {MOST_SLICES} are judged one by one",
            required=self._required(),
            hint="slice by a coarser column",
        )

    @property
    def _is_estimate(self) -> bool:
        """Tell whether the share says something of other rows; of rows that are made up only if a share is asked."""
        return self.behaviour.is_of_sample or self.behaviour.at_most > 0

    def _required(self) -> str:
        most = self.behaviour.at_most
        one, many = self.unit
        rows = f"of all but {100 * most:g} % of {many}" if most else f"of every {one}"
        return f"{self.behaviour.promise}, {rows}"

    def _verdict(self, broken: int, n: int, bounds: tuple[float, float]) -> Verdict:
        if n == 0:
            return Verdict.INCONCLUSIVE
        if self.behaviour.at_most == 0:
            return Verdict.FAIL if broken else Verdict.PASS
        decided = decide_at_most(*bounds, self.behaviour.at_most).verdict
        if decided is not Verdict.FAIL or self.alpha_to_fail == self.alpha:
            return decided
        surer = clopper_pearson(broken, n, alpha=interval_alpha(self.alpha_to_fail))
        return Verdict.FAIL if surer[0] > self.behaviour.at_most else Verdict.INCONCLUSIVE

    def _summary(self, counted: Tally, bounds: tuple[float, float], n_more: int | None) -> str:
        n, broken = counted.n, counted.broken
        many = self.unit[1]
        left = f"{counted.skipped:,} {many} {self.behaviour.skips} are not judged"
        if n == 0:
            return f"no {many} to judge; {left}" if counted.skipped else f"no {many} to judge"
        share = f"{broken:,} of {n:,} {many} break it"
        parts = [f"{share} ({format_percent(broken, n)})" if broken else share]
        if self._is_estimate:
            parts.append(self._told_of_others(bounds) if broken else self._could_be_missed(bounds))
        if broken:
            parts += self._at_worst(counted)
        if counted.costs is not None:
            parts.append(_costs(np.array(counted.costs), interval_alpha(self.alpha)))
        if counted.skipped:
            parts.append(left)
        if n_more is not None:
            parts.append(f"about {format_about(n_more)} more {many} would decide")
        return "; ".join(parts)

    def _told_of_others(self, bounds: tuple[float, float]) -> str:
        return f"{(1 - 2 * self.alpha) * 100:.4g} % interval {_percent(bounds[0])} to {_percent(bounds[1])} %"

    def _could_be_missed(self, bounds: tuple[float, float]) -> str:
        return f"at {(1 - self.alpha) * 100:g} % confidence fewer than {_percent(bounds[1])} % would"

    def _at_worst(self, counted: Tally) -> list[str]:
        if not math.isfinite(counted.worst):
            return [self.behaviour.without_number]
        return [f"by {format_value(counted.worst)} at worst"] if counted.costs is None else []


def _percent(share: float) -> str:
    """Return a share in percent with two significant digits, never as a power of ten: "100", "0.37"."""
    return f"{100 * share:.0f}" if share >= 0.0995 else f"{100 * share:.2g}"  # noqa: PLR2004 - two digits from here on


def _costs(costs: NDArray[np.float64], alpha: float) -> str:
    """Return the median cost of a change, with its interval."""
    lower, upper = quantile_bounds(costs, 0.5, alpha=alpha)
    ends = [_cost(end) for end in (float(np.median(costs)), max(0.0, lower), upper)]
    least = f"cheapest change {_cost(float(costs.min()))}, median "
    return f"{least}{ends[0]}, {(1 - alpha) * 100:.4g} % interval {ends[1]} to {ends[2]}"


def _cost(value: float) -> str:
    return f"{value:.3g}" if math.isfinite(value) else "beyond the search"


def rows_needed(
    broken: int, n: int, at_most: float, *, alpha: float, alpha_to_fail: float | None = None
) -> int | None:
    """Return about how many more rows would decide if they were like those at hand, None where none would.

    Parameters
    ----------
    broken, n : int
        Rows that break the property, and all.
    at_most : float
        The share that may.
    alpha, alpha_to_fail : float
        Two-sided error probabilities of the bounds that pass and that fail; the same if only one is given.

    Examples
    --------
    >>> rows_needed(1, 50, 0.05, alpha=0.1)
    103
    >>> rows_needed(7, 50, 0.07, alpha=0.1), rows_needed(7, 50, 0.07, alpha=0.1, alpha_to_fail=0.05)
    (6, 19)
    """
    alpha_to_fail = alpha if alpha_to_fail is None else alpha_to_fail
    rate = broken / n
    if rate == at_most:
        return None
    more = n
    while more < _MOST_ROWS:
        more = math.ceil(more * _GROWTH)
        seen = round(rate * more)
        upper = clopper_pearson(seen, more, alpha=alpha)[1]
        lower = clopper_pearson(seen, more, alpha=alpha_to_fail)[0]
        if upper <= at_most or lower > at_most:
            return more - n
    return None


_MOST_ROWS = 100_000_000
_GROWTH = 1.1
