"""Check: another table has the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, cast, get_args

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates.overlay import Overlay, OverlayState
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.pairing import Pairing, RowsBeside
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["Counting", "SameRows"]

Counting = Literal["bag", "set"]
"""Whether a row that occurs twice must occur twice in the other table too."""


@dataclass(frozen=True, slots=True)
class SameRows:
    """Require that another table has the same rows, in whatever order they stand.

    Null equals null, and NaN equals NaN; numbers are the same or not (compare with a margin by key, with
    `reconciliation`). Rows of both tables are judged; two tables without rows are ``INCONCLUSIVE``. Where all
    columns are compared, both tables must have the same columns. `where` and `group_by` are refused, because both
    tables are compared whole. The sample shows rows that only this table has.

    Parameters
    ----------
    to_table : str
        The other table.
    columns : tuple of str, default=all columns
        The columns to compare.
    to_columns : tuple of str, default=same names
        The columns there, in the same order.
    counting : str, default="bag"
        ``bag``: a row must occur as often there as here. ``set``: once is enough.
    ordered_columns : bool, default=False
        Whether the columns of both tables must stand in the same order.
    tolerance : Tolerance, default=no row
        How many rows may be in one of the two tables only.

    Examples
    --------
    .. code-block:: yaml

        check: same_rows
        to_table: flights_copy
        ordered_columns: true

    >>> found = OverlayState(9, 9, 8, 8, 8, 9, 9, 0, 8, 0)
    >>> columns = SchemaState(())
    >>> SameRows("flights_copy").judge((found, columns, columns)).summary
    '2 of 18 rows (11.1 %) are in one table only: 1 here, 1 in `flights_copy`'
    """

    name: ClassVar[str] = "same_rows"

    to_table: str
    columns: tuple[str, ...] = ()
    to_columns: tuple[str, ...] = ()
    counting: Counting = "bag"
    ordered_columns: bool = False
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if self.counting not in get_args(Counting):
            raise ParameterError.of(self.name, "counting", "`bag` or `set`", self.counting)
        if self.to_columns and len(self.to_columns) != len(self.columns):
            must = f"as many as `columns` ({len(self.columns)})"
            raise ParameterError.of(self.name, "to_columns", must, list(self.to_columns))

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"the same rows as `{self.to_table}`"

    @property
    def _pairing(self) -> Pairing:
        return Pairing(self.columns, self.to_table, self.to_columns, pairs_nulls=True)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (
            Overlay(self._pairing, is_whole=True),
            TableSchema(),
            Elsewhere(self.to_table, TableSchema()),
        )

    def judge(self, states: Sequence[State]) -> Outcome:
        found, here, there = cast("tuple[OverlayState, SchemaState, SchemaState]", states)
        wrong = self._wrong_columns(here, there)
        if wrong:
            return Outcome(
                verdict=Verdict.FAIL, reason=Reason.COLUMNS_DIFFER, summary=wrong, required=self.required
            )
        ours, theirs = found.only_here, found.only_there
        if self.counting == "bag":
            ours, theirs = found.rows - found.common, found.rows_there - found.common
        outcome = judge_rows(
            found.rows + found.rows_there,
            ours + theirs,
            required=self.required,
            tolerance=self.tolerance,
            failing="are in one table only",
        )
        if not ours + theirs:
            return outcome
        reason = Reason.TABLES_DISAGREE if outcome.verdict is Verdict.FAIL else outcome.reason
        where = f": {ours:,} here, {theirs:,} in `{self.to_table}`"
        return replace(outcome, reason=reason, summary=outcome.summary + where)

    def _wrong_columns(self, here: SchemaState, there: SchemaState) -> str:
        """Return what is wrong with the columns; nothing where only some were asked for, unless their order is."""
        if self.columns:
            return ""
        ours, theirs = ([column.name.casefold() for column in state.columns] for state in (here, there))
        extra = sorted(set(theirs) - set(ours))
        if extra:
            return f"`{self.to_table}` has columns that are not here: {', '.join(extra[:5])}"
        return "the columns stand in another order" if self.ordered_columns and ours != theirs else ""

    def offending(self) -> RowsBeside:
        return RowsBeside(self._pairing)
