"""How a gap reads, on one line: both sides with their intervals, then the gap with its own."""

from __future__ import annotations

import math

from lockgate.domain.confidence import confidence
from lockgate.domain.requirement import format_about
from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import Judgement
from lockgate.gates.gap_gate import Compare, GapGate
from lockgate.gates.gaps.gap import Ahead, Gap, WeightedSide, is_fact
from lockgate.gates.gaps.groups import Pair
from lockgate.gates.measurement import FEWEST_ROWS, Measurement, RateMeasurement
from lockgate.gates.slicing import SliceKey
from lockgate.gates.wording import number
from lockgate.stats.decision import interval_alpha

__all__ = ["gap_summary", "group_name", "pair_key"]

_SIGN = {Compare.DIFFERENCE: " − ", Compare.RATIO: " / "}


def group_name(values: tuple[str, ...]) -> str:
    """Return a group for people.

    Examples
    --------
    >>> group_name(("Female", "Black"))
    'Female × Black'
    """
    return " × ".join(values)


def pair_key(gate: GapGate, pair: Pair) -> SliceKey:
    """Return a pair as the slice of a finding: strata and common values as they are, else one value against the other.

    Examples
    --------
    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.gates.gaps.gap import Gap
    >>> from lockgate.gates.slicing import Dimension
    >>> gate = GapGate(metrics=("recall",), groups=(Dimension("sex"),), requirement=Requirement.at_most(0.1))
    >>> rates = RateMeasurement(8, 10, 10), RateMeasurement(7, 10, 10)
    >>> pair_key(gate, Pair((), ("Male",), ("Female",), Gap(*rates, gate.compare)))
    (('sex', 'Male − Female'),)
    """
    strata = zip((dimension.called for dimension in gate.within), pair.stratum, strict=False)
    sign = _SIGN[gate.compare]
    columns = (dimension.called for dimension in gate.groups)
    named = (
        (column, one if one == other else f"{one}{sign}{other}")
        for column, one, other in zip(columns, pair.first, pair.second, strict=True)
    )
    return (*strata, *named)


def gap_summary(gate: GapGate, pair: Pair, judged: Judgement, ahead: Ahead, alpha: float) -> str:
    """Return what was seen: each group with interval and rows, the gap with interval, and what rows could show."""
    gap = pair.gap
    level = interval_alpha(alpha)
    sides = [
        f"{group_name(group)} {_side(side, level)}"
        for group, side in ((pair.first, gap.first), (pair.second, gap.second))
    ]
    both = ", ".join(sides)
    over = f"; over {pair.n_strata:,} strata" if pair.n_strata is not None else ""
    if gap.undefined:
        return f"unknown: {gap.undefined}; {both}{over}"
    value = f"{gate.compare.value} {_signed(gap.estimate.value)}"
    parts = [f"{both}: {value}, {_interval(gap, judged)}{over}"]
    if ahead.mde is not None and judged.verdict is not Verdict.FAIL:
        parts.append(f"could detect a {gate.compare.value} {number(ahead.mde)} beyond the bar")
    if judged.verdict is Verdict.INCONCLUSIVE:
        parts.append((math.isnan(judged.lower) and _thin(pair)) or _more(pair, ahead))
    return "; ".join(parts)


def _thin(pair: Pair) -> str:
    """Return which groups have fewer rows than an interval needs; empty where none has."""
    sides = ((pair.first, pair.gap.first), (pair.second, pair.gap.second))
    thin = [group_name(group) for group, side in sides if side.estimate.n < FEWEST_ROWS]
    return (
        f"unknown is not fair, and {FEWEST_ROWS} rows of {' and of '.join(thin)} are the least" if thin else ""
    )


def _more(pair: Pair, ahead: Ahead) -> str:
    if ahead.more is None:
        return "unknown is not fair, and no number of rows is sure to decide"
    groups = zip((pair.first, pair.second), ahead.more, strict=True)
    wanted = [f"{format_about(rows)} more of {group_name(group)}" for group, rows in groups if rows]
    return f"about {' and '.join(wanted)} would decide"


def _side(measured: Measurement, alpha: float) -> str:
    if measured.undefined:
        return f"unknown ({measured.undefined}, n = {measured.estimate.n:,})"
    lower, upper = measured.bounds(alpha)
    estimate = measured.estimate
    ends = (estimate.value, lower, upper)
    value, low, high = [_percent(one) for one in ends] if _is_rate(measured) else [_signed(one) for one in ends]
    bounds = "" if math.isnan(lower) or is_fact(measured) else f" [{low.removesuffix(' %')} to {high}]"
    return f"{value}{bounds} of {estimate.support:,}"


def _is_rate(measured: Measurement) -> bool:
    if isinstance(measured, WeightedSide):
        return all(isinstance(part, RateMeasurement) for part in measured.parts)
    return isinstance(measured, RateMeasurement)


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %" if math.isfinite(value) else "unknown"


def _interval(gap: Gap, judged: Judgement) -> str:
    if math.isnan(judged.lower) or math.isnan(judged.upper):
        return "too few rows for an interval"
    if gap.is_fact:
        return "of these rows alone"
    end = "any number" if math.isinf(judged.upper) else _signed(judged.upper)
    return f"{confidence(judged.alpha)} interval {_signed(judged.lower)} to {end}"


def _signed(value: float) -> str:
    return "∞" if math.isinf(value) else number(value).replace("-", "−")
