"""Check: no two columns tell almost the same."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar, Literal, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.listing import and_more
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.co_moments import CoMoments, CoMomentsState, PairMoments
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.rank_moments import RankMomentsState
from lockgate.scan.association import SYMMETRIC, association_aggregate, check_measure, measured
from lockgate.scan.check import Outcome

__all__ = ["FeatureAssociation", "Symmetric"]

Symmetric = Literal["pearson", "spearman", "cramers_v", "cramers_v_corrected", "normalised_mutual_information"]
"""Measures that do not ask which column tells about which."""

_SHOWN = 5
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class FeatureAssociation:
    """Require that no two columns are associated more strongly than a bound.

    Each pair is measured over the rows where both have a value. A column with one value only is associated with
    nothing. ``FAIL`` if a pair is above the bound; else ``INCONCLUSIVE`` if a pair could not be measured, because of
    NaN or infinite values or because the two are never filled together; a table without rows is ``INCONCLUSIVE``.
    With ``pearson`` all pairs share the one scan; every other measure takes one pass a pair.

    Parameters
    ----------
    max : float
        Greatest accepted strength, without its sign, in [0, 1].
    columns : tuple of str, default=all numeric columns
        The columns, two or more; needed for every measure but ``pearson``.
    measure : str, default="pearson"
        ``pearson``, ``spearman``, ``cramers_v``, ``cramers_v_corrected`` or ``normalised_mutual_information``.
    bins : int, default=0
        For the last three: numbers, dates and timestamps are cut into that many groups of about as many rows; 0 takes
        their values as they are.

    Examples
    --------
    .. code-block:: yaml

        check: feature_association
        columns: [distance, air_time, dep_delay]
        max: 0.95

    >>> pair = PairMoments("distance", "air_time", 9, 5.0, 5.0, 60.0, 60.0, 59.4)
    >>> FeatureAssociation(0.95, ("distance", "air_time")).judge((CoMomentsState((pair,)), Count(9))).summary
    '1 of 1 pairs is associated above 0.95: distance and air_time 0.99'
    """

    name: ClassVar[str] = "feature_association"

    max: float
    columns: tuple[str, ...] = ()
    measure: Symmetric = "pearson"
    bins: int = 0

    def __post_init__(self) -> None:
        check_measure(self.name, self.measure, SYMMETRIC)
        if not 0.0 <= self.max <= 1.0:
            raise ParameterError.of(self.name, "max", "in [0, 1]", self.max)
        if len(self.columns) < _FEWEST and (self.columns or self.measure != "pearson"):
            raise ParameterError.of(self.name, "columns", "two columns or more", list(self.columns))
        if self.bins < 0:
            raise ParameterError.of(self.name, "bins", "0 or more", self.bins)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"{self.measure.replace('_', ' ')} of each pair ≤ {format_value(self.max)}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        if self.measure == "pearson":
            return (CoMoments(self.columns), RowCount())
        pairs = combinations(self.columns, 2)
        return (
            *(association_aggregate(self.measure, left, right, bins=self.bins) for left, right in pairs),
            RowCount(),
        )

    def judge(self, states: Sequence[State]) -> Outcome:
        *measures, rows = states
        n = cast("Count", rows).n
        if not n:
            return Outcome.no_rows(self.required)
        found = list(self._strengths(measures))
        if not found:
            return Outcome.no_rows(self.required, what="fewer than two numeric columns to compare")
        known = sorted(
            ((abs(value), words) for words, value in found if math.isfinite(value)), key=lambda pair: -pair[0]
        )
        above = [(value, words) for value, words in known if value > self.max]
        return self._outcome(len(found), known, above, n)

    def _outcome(
        self, pairs: int, known: Sequence[tuple[float, str]], above: Sequence[tuple[float, str]], n: int
    ) -> Outcome:
        verdict, reason = Verdict.PASS, Reason.HOLDS
        shown = f", strongest {known[0][1]} {format_value(known[0][0])}" if known else ""
        text = f"no pair of {pairs:,} is associated above {format_value(self.max)}{shown}"
        if above:
            verdict, reason = Verdict.FAIL, Reason.VALUE_OUT_OF_BOUNDS
            found = [f"{words} {format_value(value)}" for value, words in above]
            listed = and_more(found, _SHOWN, between="; ")
            verb = "is" if len(above) == 1 else "are"
            bound = format_value(self.max)
            text = f"{len(above):,} of {pairs:,} pairs {verb} associated above {bound}: {listed}"
        elif len(known) < pairs:
            verdict, reason = Verdict.INCONCLUSIVE, Reason.STATISTIC_UNDEFINED
            text = f"{pairs - len(known):,} of {pairs:,} pairs could not be measured"
        return Outcome(
            verdict=verdict,
            reason=reason,
            summary=text,
            observed=known[0][0] if known else None,
            required=self.required,
            n=n,
            hint="add the check `finite` for the columns" if reason == Reason.STATISTIC_UNDEFINED else "",
        )

    def _strengths(self, states: Sequence[State]) -> Iterator[tuple[str, float]]:
        """Yield the words for a pair and its strength: 0 for a column with one value, NaN where it is unknown."""
        if self.measure == "pearson":
            for pair in cast("CoMomentsState", states[0]).pairs:
                yield f"{pair.left} and {pair.right}", _pearson(pair)
            return
        for (left, right), state in zip(combinations(self.columns, 2), states, strict=True):
            value, n = measured(self.measure, state)
            has_nan = isinstance(state, RankMomentsState) and state.n_nan > 0
            unknown = math.nan if has_nan or not n else 0.0
            yield f"{left} and {right}", unknown if value is None or math.isnan(value) else value

    def offending(self) -> None:
        return None


def _pearson(pair: PairMoments) -> float:
    is_flat = pair.n > 0 and (pair.left_squares == 0 or pair.right_squares == 0)
    is_finite = math.isfinite(pair.left_squares) and math.isfinite(pair.right_squares)
    return 0.0 if is_flat and is_finite else pair.correlation if pair.n else math.nan
