"""Check: how much one column tells about another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.association import association_aggregate, check_measure, measured
from lockgate.scan.check import Outcome
from lockgate.scan.statistic_check import StatisticCheck, judge_value

__all__ = ["Association", "Strength"]

Strength = Literal[
    "cramers_v",
    "cramers_v_corrected",
    "theils_u",
    "mutual_information",
    "normalised_mutual_information",
    "correlation_ratio",
    "predictive_power",
]
"""How the strength of an association is measured."""

_WORDS = {
    "cramers_v": "Cramér's V",
    "cramers_v_corrected": "Cramér's V (corrected)",
    "theils_u": "Theil's U",
}


@dataclass(frozen=True, slots=True)
class Association(StatisticCheck):
    """Require how much the values of one column tell about those of another.

    Taken over the rows where both have a value; without one ``INCONCLUSIVE``, and so where the measure does not exist
    because a column has one value only. NaN is a value, except in the right column of ``correlation_ratio``. Takes a
    pass of its own. What the measures mean: [measures of association](../../explanation/association.md).

    Parameters
    ----------
    requirement : Requirement
        What the measure must satisfy: in [0, 1], nats for ``mutual_information``.
    left, right : str
        Two columns; the measure says how much `left` tells about `right`.
    measure : str
        ``cramers_v``, ``cramers_v_corrected`` (less biased in small tables), ``theils_u``, ``mutual_information``,
        ``normalised_mutual_information``, ``correlation_ratio`` (`right` numeric) or ``predictive_power``.
    bins : int, default=0
        Numbers, dates and timestamps are cut into that many groups of about as many rows; 0 takes their values as
        they are.

    Examples
    --------
    .. code-block:: yaml

        check: association
        left: origin
        right: carrier
        measure: cramers_v
        mustBeLessThan: 0.9

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> from lockgate.scan.aggregates.grouped_moments import GroupedMomentsState
    >>> check = Association(Requirement.at_most(0.5), "carrier", "distance", "correlation_ratio")
    >>> check.judge((GroupedMomentsState(n=9, groups=3, squares=100.0, between=36.0), Count(9))).summary
    'correlation ratio 0.6'
    """

    name: ClassVar[str] = "association"
    says: ClassVar[str] = "association"
    undefined: ClassVar[str] = "a column has one value only, or values that are not finite"

    left: str
    right: str
    measure: Strength
    bins: int = 0

    def __post_init__(self) -> None:
        StatisticCheck.__post_init__(self)
        check_measure(self.name, self.measure, get_args(Strength))
        if self.bins < 0:
            raise ParameterError.of(self.name, "bins", "0 or more", self.bins)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.left, self.right)

    def aggregates(self) -> tuple[Aggregate, ...]:
        # the count knows slices without any value
        return (association_aggregate(self.measure, self.left, self.right, bins=self.bins), RowCount())

    def judge(self, states: Sequence[State]) -> Outcome:
        value, n = self.value(states)
        says = _WORDS.get(self.measure, self.measure.replace("_", " "))
        return judge_value(value, self.requirement, says=says, n=n, undefined=self.undefined)

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        return measured(self.measure, states[0])
