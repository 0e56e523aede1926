"""Check: a quantile of a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates import SketchState
from lockgate.scan.check import Outcome
from lockgate.scan.order_statistic import judge_quantile, quantile_aggregates
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["Quantile"]


@dataclass(frozen=True, slots=True)
class Quantile(StatisticCheck):
    r"""Require a quantile of a numeric column.

    Taken over non-null values. A column without a value is ``INCONCLUSIVE``, and so is one with NaN or infinite
    values. The quantile `q` is the smallest value that at least the fraction `q` of the values does not exceed
    (numpy's ``inverted_cdf``), so it always is a value of the column.

    The verdict is exact: with :math:`k = \max(1, \lceil q n \rceil)`, the quantile is below a bound exactly when
    at least `k` values are, and such counts decide every operator (`lockgate.scan.order_statistic` has the
    proof). The number that is shown comes from a sketch and is within 1 %.

    Parameters
    ----------
    requirement : Requirement
        What the quantile must satisfy, in the column's unit.
    column : str
        A numeric column.
    q : float
        Which quantile, in [0, 1]; taken as the decimal that is written.

    Examples
    --------
    .. code-block:: yaml

        check: quantile
        column: arr_delay
        q: 0.95
        mustBeLessThan: 120

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates import Count
    >>> check = Quantile(Requirement.at_most(120), "arr_delay", 0.95)
    >>> outcome = check.judge((SketchState(((1_100, 100),)), Count(94)))  # 94 of 100 are at most 120
    >>> outcome.verdict.name, outcome.summary
    ('FAIL', 'the 0.95 quantile of 100 values is not as required')
    """

    name: ClassVar[str] = "quantile"
    says: ClassVar[str] = "quantile"

    column: str
    q: float

    def __post_init__(self) -> None:
        StatisticCheck.__post_init__(self)
        if not 0.0 <= self.q <= 1.0:
            raise ParameterError.of(self.name, "q", "a float in [0, 1]", self.q)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return quantile_aggregates(self.column, self.requirement)

    def judge(self, states: Sequence[State]) -> Outcome:
        return judge_quantile(states, self.requirement, self.q, says=f"{format_value(self.q)} quantile")

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        sketch = cast("SketchState", states[0])
        return (sketch.quantile(self.q) if sketch.n else None), sketch.n
