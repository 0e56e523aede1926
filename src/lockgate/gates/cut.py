"""Metrics at a threshold that another rate fixes, such as recall at a precision."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Floats
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.operating_point import (
    Cut,
    Rate,
    at_or_above,
    cut_at_fallout,
    cut_at_precision,
    cut_at_recall,
    cut_at_rows,
    cut_influence,
    fallout,
    precision,
    recall,
    selected,
)
from lockgate.stats.tail import FEWEST_IN_TAIL

__all__ = [
    "at_fallout",
    "at_precision",
    "at_recall",
    "at_rows",
    "at_share",
    "require_fraction",
    "require_rows",
    "too_few_beyond",
]


def require_fraction(metric: str, name: str, value: object) -> None:
    """Refuse an argument that is given and not in (0, 1].

    Raises
    ------
    ParameterError
        If so.
    """
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if value is not None and not (is_number and 0 < float(str(value)) <= 1):
        raise ParameterError.of(f"metric {metric}", name, "a number above 0, at most 1", value)


def require_rows(metric: str, name: str, value: object) -> None:
    """Refuse an argument that is given and no whole number above 0.

    Raises
    ------
    ParameterError
        If so.
    """
    if value is not None and not (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        raise ParameterError.of(f"metric {metric}", name, "a whole number above 0", value)


def at_rows(k: int | None, reported: Rate) -> RankedMetric:
    """Report a rate among the `k` rows with the highest scores; rows that tie at the end count in proportion."""

    def functional(rows: Histogram) -> Ranked:
        if k is not None and k > float(rows.rows.sum()):
            return Ranked.undefined(f"fewer than {k:,} rows")
        return _among(rows, float(k or 0), reported)

    return RankedMetric(functional)


def at_share(share: float | None, reported: Rate) -> RankedMetric:
    """Report a rate among a share of the rows, those with the highest scores."""
    return RankedMetric(lambda rows: _among(rows, float(share or 0) * float(rows.rows.sum()), reported))


def at_recall(least: float | None, reported: Rate) -> RankedMetric:
    """Report a rate at the highest threshold that has a recall of `least`."""
    return _at(cut_at_recall, float(least or 0), reported, recall)


def at_fallout(most: float | None, reported: Rate) -> RankedMetric:
    """Report a rate at the lowest threshold that has a false-positive rate of at most `most`."""
    return _at(cut_at_fallout, float(most or 0), reported, fallout)


def at_precision(least: float | None, reported: Rate) -> RankedMetric:
    """Report a rate at the lowest threshold that has a precision of `least`."""
    return _at(cut_at_precision, float(least or 0), reported, precision)


@dataclass(frozen=True, slots=True)
class _Box:
    """One bucket that the cut may split: what lies above it, and what is in it."""

    hits: float
    misses: float
    positives: float
    negatives: float


def _among(rows: Histogram, wanted: float, reported: Rate) -> Ranked:
    cut = cut_at_rows(rows.positives, rows.negatives, wanted)
    box = _box(rows, cut.bucket)
    need = wanted - box.hits - box.misses
    corners = () if rows.is_tied[cut.bucket] else (min(need, box.positives), max(0.0, need - box.negatives))
    ends = [Cut(0, 0.0, box.hits + found, wanted) for found in corners]
    support = math.ceil(min(wanted, float(rows.positives.sum()) if reported is recall else wanted))
    return _ranked(rows, cut, ends, (reported, selected), support)


def _at(
    choose: Callable[[Floats, Floats, float], Cut],
    wanted: float,
    reported: Rate,
    fixed: Rate,
) -> RankedMetric:
    def functional(rows: Histogram) -> Ranked:
        cut = choose(rows.positives, rows.negatives, wanted)
        if cut.bucket < 0:
            return Ranked.undefined(f"no threshold has a {fixed.__name__} of {wanted:g}")
        both = int(min(rows.positives.sum(), rows.negatives.sum()))
        support = max(1, int(cut.rows)) if reported is precision else both
        ends = list(_split(rows, cut, wanted, fixed))
        return replace(
            _ranked(rows, cut, ends, (reported, fixed), support), thin=_thin(rows, cut, wanted, fixed)
        )

    return RankedMetric(functional)


def _thin(rows: Histogram, cut: Cut, wanted: float, fixed: Rate) -> str:
    """Return why too few rows fix the threshold; empty where they are enough."""
    if fixed is precision:
        fewest = min(cut.hits, cut.rows - cut.hits)
        return "" if fewest >= _FEWEST_ABOVE else _FEW_ABOVE.format(wanted, fewest)
    if fixed is recall:
        return too_few_beyond(
            "recall", wanted, min(wanted, 1 - wanted), float(rows.positives.sum()), "positives"
        )
    return too_few_beyond("false-positive rate", wanted, wanted, float(rows.negatives.sum()), "negatives")


_FEWEST_ABOVE = 2 * FEWEST_IN_TAIL
"""Of each class, where a precision fixes the threshold: the lowest of many is chosen, which errs more."""

_FEW_ABOVE = (
    "at a precision of {:g}, one class has {:,.0f} rows above the threshold, "
    f"and {_FEWEST_ABOVE} of each are needed"
)


def too_few_beyond(rate: str, wanted: float, share: float, rows: float, called: str) -> str:
    """Return why a threshold that leaves a share of some rows beyond it has no bounds; empty where it has.

    Its spread is that of an order statistic: of fewer than twenty rows, the normal approximation errs by far too much.
    """
    if share * rows >= FEWEST_IN_TAIL - _TOLERANCE:
        return ""
    beyond = f"at a {rate} of {wanted:g}, {share * rows:.3g} of {rows:,.0f} {called} lie beyond the threshold"
    if share <= _TOLERANCE:
        return f"{beyond}, and {FEWEST_IN_TAIL} are needed; no number of rows is enough"
    return f"{beyond}, and {FEWEST_IN_TAIL} are needed: {math.ceil(FEWEST_IN_TAIL / share - _TOLERANCE):,} {called}"


_TOLERANCE = 1e-9  # of a count: 0.1 * 200 is 20


def _split(rows: Histogram, cut: Cut, wanted: float, fixed: Rate) -> Iterator[Cut]:
    """Yield the most distant cuts that an exact threshold inside a bucket could have found."""
    p, n = rows.positives, rows.negatives
    if fixed is precision:
        above, below = at_or_above(p), at_or_above(n) - n  # with the positives of a bucket first
        best = np.flatnonzero((p > 0) & ~rows.is_tied & (above >= wanted * (above + below)))
        if best.size and best[0] < cut.bucket:
            yield Cut(0, 0.0, float(above[best[0]]), float(above[best[0]] + below[best[0]]))
        return
    at = cut.bucket if fixed is recall else cut.bucket - 1
    if at < 0 or rows.is_tied[at]:
        return
    box = _box(rows, at)
    if fixed is recall:
        found = (math.ceil(wanted * float(p.sum()) - 1e-9) - box.hits, box.positives)
        added = (0.0, box.negatives)
    else:
        found = (0.0, box.positives)
        added = (0.0, min(box.negatives, math.floor(wanted * float(n.sum()) + 1e-9) - box.misses))
    for one in found:
        for other in added:
            hits = box.hits + one
            yield Cut(0, 0.0, hits, hits + box.misses + other)


def _box(rows: Histogram, bucket: int) -> _Box:
    p, n = rows.positives, rows.negatives
    above = float(p[bucket + 1 :].sum()), float(n[bucket + 1 :].sum())
    return _Box(*above, float(p[bucket]), float(n[bucket]))


def _ranked(rows: Histogram, cut: Cut, ends: list[Cut], rates: tuple[Rate, Rate], support: int) -> Ranked:
    p, n = rows.positives, rows.negatives
    reported, fixed = rates
    value, of_positives, of_negatives = cut_influence(p, n, cut, reported=reported, fixed=fixed)
    if math.isnan(value):
        return Ranked.undefined("no row is above the threshold")
    other = [float(np.real(reported(one.shares(p, n)))) for one in ends if one.rows > 0 or reported is recall]
    slack = max((abs(one - value) for one in other), default=0.0)
    pulls = np.abs(np.concatenate((of_positives, of_negatives)))
    unseen = _UNSEEN * float(pulls.max()) / float(rows.rows.sum())
    return Ranked(value, Influence(of_positives, of_negatives), support, slack, spread=unseen)


_UNSEEN = 3.0
"""What so many rows of the kind that pulls most would change is added to the spread: what did not happen yet may happen
in one of so many (the rule of three), and few rows lie next to the threshold."""
