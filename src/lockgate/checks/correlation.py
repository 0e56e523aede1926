"""Check: how strongly two columns rise and fall together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.association import association_aggregate, check_measure, measured
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["Correlation", "Method"]

Method = Literal["pearson", "spearman"]
"""Whether values or their ranks are correlated."""


@dataclass(frozen=True, slots=True)
class Correlation(StatisticCheck):
    """Require the correlation of two columns, in [-1, 1].

    Taken over the rows where both have a value; without one ``INCONCLUSIVE``, and so where a column is constant or
    holds NaN. Infinities make Pearson's correlation undefined; among ranks they are the smallest and the largest.
    Pearson's is part of the one scan, Spearman's is exact and takes a pass of its own.

    Parameters
    ----------
    requirement : Requirement
        What the correlation must satisfy.
    left, right : str
        Two columns: numeric for ``pearson``, of any type with an order for ``spearman``.
    method : str, default="pearson"
        ``pearson``: of the values. ``spearman``: of the ranks, equal values sharing the mean of theirs.
    absolute : bool, default=False
        Whether the sign is dropped first.

    Examples
    --------
    .. code-block:: yaml

        check: correlation
        left: distance
        right: air_time
        method: spearman
        mustBeGreaterThan: 0.9

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.co_moments import CoMomentsState, PairMoments
    >>> from lockgate.scan.aggregates.count import Count
    >>> pair = PairMoments("x", "y", 3, 2.0, 2.0, 2.0, 8.0, -4.0)  # x: 1, 2, 3; y: 4, 2, 0
    >>> Correlation(Requirement.at_most(0), "x", "y").judge((CoMomentsState((pair,)), Count(3))).summary
    'correlation -1'
    """

    name: ClassVar[str] = "correlation"
    says: ClassVar[str] = "correlation"
    undefined: ClassVar[str] = "a column has one value only, or values that are not finite"

    left: str
    right: str
    method: Method = "pearson"
    absolute: bool = False

    def __post_init__(self) -> None:
        StatisticCheck.__post_init__(self)
        check_measure(self.name, self.method, get_args(Method))

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.left, self.right)

    def aggregates(self) -> tuple[Aggregate, ...]:
        # the count knows slices without any value
        return (association_aggregate(self.method, self.left, self.right), RowCount())

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        value, n = measured(self.method, states[0])
        return (abs(value) if self.absolute and value is not None else value), n
