"""Checks of texts that Python judges, each distinct value once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.judged_values import JudgedValues, JudgedValuesState, RejectedValues, ValueRule
from lockgate.scan.check import Outcome
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["ValueCheck", "judge_values"]


@dataclass(frozen=True, slots=True)
class ValueCheck(ABC):
    """Base of checks whose question no engine answers: a subclass says by which rule a text is accepted.

    Nulls are not judged; a table, filter or slice without a value is ``INCONCLUSIVE``.

    Parameters
    ----------
    tolerance : Tolerance, default=no row
        How many rows may violate.
    """

    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Return the one column that is judged."""

    @abstractmethod
    def rule(self) -> ValueRule:
        """Return what accepts a text."""

    @property
    def required(self) -> str:
        """Return what must hold for each row, for people."""
        return self.rule().words

    def aggregates(self) -> tuple[Aggregate, ...]:
        """Return the judged values; the count knows slices without any value."""
        return (JudgedValues(self.columns[0], self.rule()), RowCount())

    def judge(self, states: Sequence[State]) -> Outcome:
        """Compare the rows with a refused value with the tolerance."""
        return judge_values(states[0], required=self.required, tolerance=self.tolerance)

    def offending(self) -> RejectedValues:
        """Return the rows with a refused value."""
        return RejectedValues(JudgedValues(self.columns[0], self.rule()))


def judge_values(state: State, *, required: str, tolerance: Tolerance) -> Outcome:
    """Decide from what was counted of the judged values.

    Parameters
    ----------
    state : JudgedValuesState
        What was counted.
    required : str
        What must hold, for people.
    tolerance : Tolerance
        How many rows may offend.
    """
    counted = cast("JudgedValuesState", state)
    return judge_rows(counted.rows, counted.rejected, required=required, tolerance=tolerance)
