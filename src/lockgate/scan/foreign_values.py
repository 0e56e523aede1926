"""Checks that compare the values of a column with those of another table, such as the training set."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Scalar
from lockgate.domain.listing import and_more
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.keyed_counts import ValueCounts, ValueCountsState
from lockgate.scan.check import Outcome
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["Counted", "ForeignValuesCheck"]

_SHOWN = 10
_TOO_MANY = "a column has more than 10,000 distinct values"

Counted = Sequence[tuple[Scalar, int]]
"""Values and their rows, the most frequent first."""


@dataclass(frozen=True, slots=True)
class ForeignValuesCheck(ABC):
    """Base of checks on values that another table lacks: a subclass says which these are, and how to name them.

    Nulls are no value; a column without a value is ``INCONCLUSIVE``. Both columns may have 10,000 distinct values at
    most, else ``ERROR``.
    """

    too_many_hint: ClassVar[str]
    failing: ClassVar[str]  # what offending rows do, with {} for the other table
    seen_as: ClassVar[str] = "{}"  # how new values are told, with {} for the values

    column: str
    to_table: str
    to_column: str = ""
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column that is judged."""
        return (self.column,)

    @property
    def column_there(self) -> str:
        """Return the column of the other table."""
        return self.to_column or self.column

    @property
    @abstractmethod
    def required(self) -> str:
        """Return what must hold, for people."""

    @abstractmethod
    def new(self, here: Counted, there: Counted) -> list[tuple[str, int]]:
        """Return the values here that offend, as people read them, with their rows."""

    def noted(self, values: int) -> str:  # noqa: ARG002 - for subclasses that tell it
        """Return what the summary adds about the number of new values."""
        return ""

    def aggregates(self) -> tuple[Aggregate, ...]:
        """Return the values here and there; the count knows slices without any value."""
        there = Elsewhere(self.to_table, ValueCounts(self.column_there))
        return (ValueCounts(self.column), there, RowCount())

    def judge(self, states: Sequence[State]) -> Outcome:
        """Compare the rows of new values with the tolerance, and name ten of these values."""
        here, there = cast("tuple[ValueCountsState, ValueCountsState]", states[:2])
        if not (here.is_complete and there.is_complete):
            return Outcome.not_askable(_TOO_MANY, hint=self.too_many_hint, required=self.required)
        new = self.new(here.counts, there.counts)
        outcome = judge_rows(
            sum(n for _, n in here.counts),
            sum(n for _, n in new),
            required=self.required,
            tolerance=self.tolerance,
            failing=self.failing.format(f"`{self.to_table}`"),
        )
        if not new:
            return outcome
        reason = Reason.VALUES_DIFFER if outcome.verdict is Verdict.FAIL else outcome.reason
        seen = self.seen_as.format(and_more([f"{words} ({n:,})" for words, n in new], _SHOWN))
        return replace(outcome, reason=reason, summary=outcome.summary + self.noted(len(new)), seen=seen)
