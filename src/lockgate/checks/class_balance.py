"""Check: no class is too rare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, cast, get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.frequencies import Frequencies, FrequenciesState
from lockgate.scan.check import Outcome
from lockgate.scan.statistic_check import StatisticCheck, judge_value

__all__ = ["Balance", "ClassBalance"]

Balance = Literal["smallest_share", "imbalance"]
"""How balance is measured."""


@dataclass(frozen=True, slots=True)
class ClassBalance(StatisticCheck):
    """Require that the rows spread over the classes of a label evenly enough.

    Rows without a label are left out; NaN is a class. A column without a value is ``INCONCLUSIVE``. A label with one
    class only has the smallest share 1 and the imbalance 1: ask `distinct_count` for the number of classes. Takes a
    pass of its own.

    Parameters
    ----------
    requirement : Requirement
        What the measure must satisfy.
    column : str
        The label, or any column with few values.
    measure : str, default="smallest_share"
        ``smallest_share``: the share of the rarest class, in (0, 1]. ``imbalance``: rows of the most frequent class
        divided by rows of the rarest, 1 or more.

    Examples
    --------
    .. code-block:: yaml

        check: class_balance
        column: delayed
        mustBeGreaterOrEqualTo: 0.05

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> labels = FrequenciesState(rows=100, values=2, singles=0, most=98, least=2, entropy=0.1)
    >>> ClassBalance(Requirement.at_least(0.05), "delayed").judge((labels, Count(100))).summary
    'share of the rarest class 0.02: 2 of 100 rows, 2 classes'
    """

    name: ClassVar[str] = "class_balance"
    says: ClassVar[str] = "class balance"

    column: str
    measure: Balance = "smallest_share"

    def __post_init__(self) -> None:
        StatisticCheck.__post_init__(self)
        if self.measure not in get_args(Balance):
            raise ParameterError.of(self.name, "measure", "`smallest_share` or `imbalance`", self.measure)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Frequencies((self.column,)), RowCount())  # the count knows slices without any value

    def judge(self, states: Sequence[State]) -> Outcome:
        state = cast("FrequenciesState", states[0])
        value, n = self.value(states)
        words = {"smallest_share": "share of the rarest class", "imbalance": "class imbalance"}
        outcome = judge_value(value, self.requirement, says=words[self.measure], n=n)
        if value is None:
            return outcome
        parts = f"{state.least:,} of {state.rows:,} rows, {state.values:,} classes"
        return replace(outcome, summary=f"{outcome.summary}: {parts}")

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        state = cast("FrequenciesState", states[0])
        if not state.rows:
            return None, 0
        if self.measure == "imbalance":
            return state.most / state.least, state.rows
        return state.least / state.rows, state.rows
