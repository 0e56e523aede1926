"""Check: no row occurs twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.frequencies import Frequencies, FrequenciesState
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import column_sql
from lockgate.scan.row_check import judge_rows
from lockgate.scan.schema import Schema
from lockgate.scan.tolerance import Tolerance

__all__ = ["DuplicateRows", "RepeatedRows"]


@dataclass(frozen=True, slots=True)
class DuplicateRows:
    """Require that no two rows are the same in all columns.

    Unlike in `uniqueness`, null equals null here; NaN equals NaN. Rows beyond the first of each kind violate; the
    sample shows all of them. A table without rows is ``INCONCLUSIVE``. With `group_by`, rows must differ within each
    slice. Takes a pass of its own over all columns.

    Parameters
    ----------
    columns : tuple of str, default=all columns
        The columns in which rows must differ.
    tolerance : Tolerance, default=no row
        How many rows may repeat another.

    Examples
    --------
    .. code-block:: yaml

        check: duplicate_rows
        tolerance: 0.1 %

    >>> from lockgate.scan.aggregates.count import Count
    >>> found = FrequenciesState(rows=1_000, values=997, singles=995, most=3, least=1, entropy=6.9)
    >>> DuplicateRows().judge((found, Count(1_000))).summary
    '3 of 1,000 rows (0.3 %) repeat another; 2 rows occur more than once, one of them 3 times'
    """

    name: ClassVar[str] = "duplicate_rows"

    columns: tuple[str, ...] = ()
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Frequencies(self.columns, counts_nulls=True), RowCount())

    def judge(self, states: Sequence[State]) -> Outcome:
        state = cast("FrequenciesState", states[0])
        surplus = state.rows - state.values
        outcome = judge_rows(
            state.rows, surplus, required="no repeated row", tolerance=self.tolerance, failing="repeat another"
        )
        if not surplus:
            return outcome
        repeated = state.values - state.singles
        verb = "row occurs" if repeated == 1 else "rows occur"
        most = f", one of them {state.most:,} times" if state.most > 2 else ""  # noqa: PLR2004 - twice goes without saying
        return replace(outcome, summary=f"{outcome.summary}; {repeated:,} {verb} more than once{most}")

    def offending(self) -> RepeatedRows:
        return RepeatedRows(self.columns)


@dataclass(frozen=True, slots=True)
class RepeatedRows:
    """All rows that occur more than once."""

    columns: tuple[str, ...]

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        names = dict.fromkeys((*by, *(self.columns or schema.names)))
        keys = [column_sql(schema.column(name)) for name in names]
        alike = exp.Window(this=exp.Count(this=exp.Star()), partition_by=keys)
        several = exp.GT(this=alike, expression=exp.Literal.number(1))
        return exp.select("*").from_(source.copy()).qualify(several)
