"""Check: values rise or fall from row to row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, cast, get_args

from sqlglot import exp

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.order_breaks import OrderBreaks, OrderBreaksState
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull
from lockgate.scan.row_check import judge_rows
from lockgate.scan.schema import Schema
from lockgate.scan.tolerance import Tolerance

__all__ = ["BreakingRows", "Direction", "Monotone", "ShareOf"]

Direction = Literal["increasing", "decreasing"]
"""Which way values must go."""

ShareOf = Literal["steps", "values"]
"""What a tolerated fraction is one of."""


@dataclass(frozen=True, slots=True)
class Monotone:
    """Require that a column rises (or falls) from each row to the next.

    Rows with a null in `column` or `order_by` are passed over. NaN has no order: a step from or to NaN violates;
    infinities are compared like numbers. Fewer than two values are ``INCONCLUSIVE``. Rows with the same
    `order_by` have no order among themselves and are taken in the order that violates least. With `group_by`,
    each slice is judged by itself and `order_by` must be set.

    Parameters
    ----------
    column : str
        A column whose type has an order.
    order_by : str, default=order of the file
        The column that orders the rows.
    direction : str, default="increasing"
        ``increasing`` or ``decreasing``.
    strict : bool, default=False
        Whether a value may not equal the one before.
    share_of : str, default="steps"
        What a fraction in `tolerance` is one of: ``steps``, or ``values``, of which the first is always in order.
    tolerance : Tolerance, default=no row
        How many rows may step the wrong way.

    Examples
    --------
    .. code-block:: yaml

        check: monotone
        column: flight_id
        order_by: time_hour
        strict: true

    >>> from lockgate.scan.aggregates.count import Count
    >>> Monotone("flight_id", "time_hour").judge((OrderBreaksState(steps=1_000, breaks=2), Count(1_001))).summary
    '2 of 1,000 rows (0.2 %) step the wrong way'
    """

    name: ClassVar[str] = "monotone"

    column: str
    order_by: str = ""
    direction: Direction = "increasing"
    strict: bool = False
    share_of: ShareOf = "steps"
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if self.direction not in get_args(Direction):
            raise ParameterError.of(self.name, "direction", "`increasing` or `decreasing`", self.direction)
        if self.share_of not in get_args(ShareOf):
            raise ParameterError.of(self.name, "share_of", "`steps` or `values`", self.share_of)
        if self.order_by == self.column:
            raise ParameterError.of(self.name, "order_by", "another column than `column`", self.order_by)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column, self.order_by) if self.order_by else (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        by = f"by {self.order_by}" if self.order_by else "in the order of the file"
        return f"{'strictly ' if self.strict else ''}{self.direction} {by}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (self._breaks(), RowCount())  # the count knows slices without any value

    def judge(self, states: Sequence[State]) -> Outcome:
        state = cast("OrderBreaksState", states[0])
        if not state.steps:
            return Outcome.no_rows(self.required, what="fewer than two values, so no step to judge")
        return judge_rows(
            state.steps + (self.share_of == "values"),
            state.breaks,
            required=self.required,
            tolerance=self.tolerance,
            failing="step the wrong way",
        )

    def offending(self) -> BreakingRows:
        return BreakingRows(self._breaks())

    def _breaks(self) -> OrderBreaks:
        return OrderBreaks(self.column, self.order_by, self.direction == "decreasing", self.strict)


@dataclass(frozen=True, slots=True)
class BreakingRows:
    """The rows to which the step goes the wrong way."""

    breaks: OrderBreaks

    @property
    def columns(self) -> tuple[str, ...]:
        return self.breaks.columns

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        ordered = exp.select("*").from_(source).where(NotNull(self.columns).sql(schema))
        return ordered.qualify(self.breaks.is_break(schema, by))
