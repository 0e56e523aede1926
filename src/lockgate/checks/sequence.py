"""Check: numbers follow on each other without a gap."""

from __future__ import annotations

import math
from collections.abc import Sequence as Several
from dataclasses import dataclass, field
from typing import ClassVar, cast

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.neighbours import NeighbourRows, Neighbours
from lockgate.scan.aggregates.order_breaks import OrderBreaksState
from lockgate.scan.check import Outcome
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["Sequence"]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Require that the numbers of a column, put in order, each follow on the one before by a fixed step.

    A gap and a repeated number violate. Rows with a null are passed over. NaN and infinities follow on nothing, so
    they violate. Fewer than two values are ``INCONCLUSIVE``. With `group_by` each slice has a sequence of its own.
    Only numeric columns can be asked; steps of floating-point numbers are compared exactly.

    Parameters
    ----------
    column : str
        A numeric column.
    step : float, default=1
        How much the next number is greater, more than 0.
    tolerance : Tolerance, default=no row
        How many rows may not follow; a fraction is one of all steps.

    Examples
    --------
    .. code-block:: yaml

        check: sequence
        column: invoice_no

    >>> from lockgate.scan.aggregates.count import Count
    >>> Sequence("invoice_no").judge((OrderBreaksState(steps=1_000, breaks=2), Count(1_001))).summary
    '2 of 1,000 rows (0.2 %) do not follow on the one before'
    """

    name: ClassVar[str] = "sequence"

    column: str
    step: float = 1
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if not (self.step > 0 and math.isfinite(self.step)):
            raise ParameterError.of(self.name, "step", "a number of more than 0", self.step)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"each {format_value(self.step)} more than the one before"

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (self._steps(), RowCount())  # the count knows slices without any value

    def judge(self, states: Several[State]) -> Outcome:
        state = cast("OrderBreaksState", states[0])
        if not state.steps:
            return Outcome.no_rows(self.required, what="fewer than two values, so no step to judge")
        return judge_rows(
            state.steps,
            state.breaks,
            required=self.required,
            tolerance=self.tolerance,
            failing="do not follow on the one before",
        )

    def offending(self) -> NeighbourRows:
        return NeighbourRows(self._steps())

    def _steps(self) -> Neighbours:
        return Neighbours(self.column, "=", self.column, (self.column,), self.step)
