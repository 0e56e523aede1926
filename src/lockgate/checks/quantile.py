"""Check: a quantile of a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast, get_args

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.keyed_counts import SketchState
from lockgate.scan.aggregates.order_values import OrderValues, OrderValuesState
from lockgate.scan.check import Outcome
from lockgate.scan.interpolation import Interpolation, interpolated
from lockgate.scan.order_statistic import judge_quantile, quantile_aggregates
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["Quantile"]


@dataclass(frozen=True, slots=True)
class Quantile(StatisticCheck):
    r"""Require a quantile of a column of numbers, or of truth values or instants where it is interpolated.

    Taken over non-null values. A column without a value is ``INCONCLUSIVE``, and so is one with NaN or infinite
    values. The quantile `q` is the smallest value that at least the fraction `q` of the values does not exceed
    (numpy's ``inverted_cdf``), so it always is a value of the column. With `interpolation` it lies at the place
    :math:`(n - 1) q` of the values in order, counted from 0, as numpy and pandas have it; that costs a sort, the
    number that is shown is exact. Then truth values count as 0 and 1, and where the bounds are dates or instants the
    column holds such; they are taken in UTC, a date as its beginning.

    Without it, the verdict is exact all the same: with :math:`k = \max(1, \lceil q n \rceil)`, the quantile is
    below a bound exactly when at least `k` values are, and such counts decide every operator
    (`lockgate.scan.order_statistic` has the proof). The number that is shown comes from a sketch and is within 1 %.

    Parameters
    ----------
    requirement : Requirement
        What the quantile must satisfy, in the column's unit.
    column : str
        A column of numbers; with `interpolation` also of truth values, dates or timestamps.
    q : float
        Which quantile, in [0, 1]; taken as the decimal that is written.
    interpolation : str, default="inverted_cdf"
        Between two values: ``linear``, ``lower``, ``higher``, ``midpoint`` or ``nearest`` (of equally near ones the
        one whose place is even).

    Examples
    --------
    .. code-block:: yaml

        check: quantile
        column: arr_delay
        q: 0.95
        mustBeLessThan: 120

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> check = Quantile(Requirement.at_most(120), "arr_delay", 0.95)
    >>> outcome = check.judge((SketchState(((1_100, 100),)), Count(94)))  # 94 of 100 are at most 120
    >>> outcome.verdict.name, outcome.summary
    ('FAIL', 'the 0.95 quantile of 100 values is not as required')
    """

    name: ClassVar[str] = "quantile"
    says: ClassVar[str] = "quantile"
    takes_instants: ClassVar[bool] = True

    column: str
    q: float
    interpolation: Interpolation = "inverted_cdf"

    def __post_init__(self) -> None:
        StatisticCheck.__post_init__(self)
        if not 0.0 <= self.q <= 1.0:
            raise ParameterError.of(self.name, "q", "a float in [0, 1]", self.q)
        if self.interpolation not in get_args(Interpolation):
            must = "`inverted_cdf`, `linear`, `lower`, `higher`, `midpoint` or `nearest`"
            raise ParameterError.of(self.name, "interpolation", must, self.interpolation)
        if self.of_instants and self.interpolation == "inverted_cdf":
            must = "one that lies between two values, such as `lower`, where bounds are instants"
            raise ParameterError.of(self.name, "interpolation", must, self.interpolation)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        if self.interpolation == "inverted_cdf":
            return quantile_aggregates(self.column, self.requirement)
        return (
            OrderValues(self.column, self.q, self.of_instants),
            RowCount(),
        )  # the count knows slices without any value

    def judge(self, states: Sequence[State]) -> Outcome:
        says = f"{format_value(self.q)} quantile"
        if self.interpolation == "inverted_cdf":
            return judge_quantile(states, self.requirement, self.q, says=says)
        state = cast("OrderValuesState", states[0])
        value = interpolated(state, self.q, self.interpolation)
        return self.compared(value, says=says, n=state.n, is_value=True)

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        if self.interpolation != "inverted_cdf":
            state = cast("OrderValuesState", states[0])
            return interpolated(state, self.q, self.interpolation), state.n
        sketch = cast("SketchState", states[0])
        return (sketch.quantile(self.q) if sketch.n else None), sketch.n
