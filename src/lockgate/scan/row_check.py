"""Checks that hold or fail for each row, with a tolerance."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from lockgate.domain.codes import Reason
from lockgate.domain.requirement import format_percent
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull, Predicate
from lockgate.scan.tolerance import Tolerance

__all__ = ["RowCheck", "judge_rows"]


@dataclass(frozen=True, slots=True)
class RowCheck(ABC):
    """Base of row-level checks: a subclass says which rows violate it.

    Rows are judged where all columns of the check have a value; a table, filter or slice without such a row is
    ``INCONCLUSIVE``.

    Parameters
    ----------
    tolerance : Tolerance, default=no row
        How many rows may violate.
    """

    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Return the columns that the check reads."""

    @property
    @abstractmethod
    def required(self) -> str:
        """Return what must hold for each row, for people."""

    @abstractmethod
    def violation(self) -> Predicate:
        """Return the predicate that is true for a row that offends."""

    def population(self) -> Aggregate:
        """Return the count of rows that are judged."""
        return CountIf(NotNull(self.columns))

    def aggregates(self) -> tuple[Aggregate, ...]:
        """Return the number of rows that are judged and of those that offend."""
        return (self.population(), CountIf(self.violation()))

    def judge(self, states: Sequence[State]) -> Outcome:
        """Compare the offending rows with the tolerance."""
        judged, failed = (cast("Count", state).n for state in states[:2])
        return judge_rows(judged, failed, required=self.required, tolerance=self.tolerance)

    def offending(self) -> Predicate | None:
        """Return the violation."""
        return self.violation()


def judge_rows(
    judged: int, failed: int, *, required: str, tolerance: Tolerance, failing: str = "do not satisfy it"
) -> Outcome:
    """Decide a row-level check from its two counts.

    Parameters
    ----------
    judged, failed : int
        Rows that were judged and, of these, rows that offend.
    required : str
        What must hold, for people.
    tolerance : Tolerance
        How many rows may offend.
    failing : str
        The words for what offending rows do.
    """
    if judged == 0:
        return Outcome.no_rows(required, what="no row has a value to judge")
    passes = tolerance.accepts(failed, judged)
    share = f" ({format_percent(failed, judged)})" if failed else ""
    summary = f"{failed:,} of {judged:,} rows{share} {failing}" if failed else f"all {judged:,} rows satisfy it"
    if tolerance != Tolerance():
        summary += f"; accepted: {tolerance}"
    return Outcome(
        verdict=Verdict.PASS if passes else Verdict.FAIL,
        reason=Reason.HOLDS if passes else Reason.ROWS_VIOLATE,
        summary=summary,
        observed=failed,
        required=required,
        n=judged,
        n_failed=failed,
    )
