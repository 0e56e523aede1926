"""Check: rows of this table are not in another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.overlay import Overlay, OverlayState
from lockgate.scan.check import Outcome
from lockgate.scan.pairing import Pairing, RowsBeside
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["RowOverlap"]


@dataclass(frozen=True, slots=True)
class RowOverlap:
    """Require that rows of this table, such as the test rows, do not occur in another, such as the training rows.

    A row violates if the other table has a row with the same values in the columns. NaN equals NaN. A table without
    rows is ``INCONCLUSIVE``, and so is another table without rows, because nothing can overlap with it. With an
    identifier as column, it asks for an overlap of keys.

    Parameters
    ----------
    to_table : str
        The other table.
    columns : tuple of str, default=all columns
        The columns in which rows are compared.
    to_columns : tuple of str, default=same names
        The columns there, in the same order.
    match_nulls : bool, default=True
        Whether null equals null; otherwise rows with a null in the columns are not judged.
    tolerance : Tolerance, default=no row
        How many rows may be in the other table too.

    Examples
    --------
    .. code-block:: yaml

        check: row_overlap
        to_table: train
        columns: [tailnum, time_hour]
        tolerance: 0.1 %

    >>> found = OverlayState(1_000, 9_000, 40, 44, 40, 990, 8_900, 3, 37, 0)
    >>> RowOverlap("train", ("tailnum",)).judge((found, Count(1_000), Count(9_000))).summary
    '40 of 1,000 rows (4 %) are in `train` too'
    """

    name: ClassVar[str] = "row_overlap"

    to_table: str
    columns: tuple[str, ...] = ()
    to_columns: tuple[str, ...] = ()
    match_nulls: bool = True
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if self.to_columns and len(self.to_columns) != len(self.columns):
            must = f"as many as `columns` ({len(self.columns)})"
            raise ParameterError.of(self.name, "to_columns", must, list(self.to_columns))
        if not self.columns and not self.match_nulls:
            raise ParameterError.of(
                self.name, "match_nulls", "true where all columns are compared", self.match_nulls
            )

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"not in `{self.to_table}`"

    @property
    def _pairing(self) -> Pairing:
        to_columns = self.to_columns or self.columns
        return Pairing(self.columns, self.to_table, to_columns, pairs_nulls=self.match_nulls)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Overlay(self._pairing), RowCount(), Elsewhere(self.to_table, RowCount()))

    def judge(self, states: Sequence[State]) -> Outcome:
        found, there = cast("OverlayState", states[0]), cast("Count", states[2])
        if found.rows and not there.n:
            return Outcome.no_rows(self.required, what=f"`{self.to_table}` has no rows to compare with")
        outcome = judge_rows(
            found.rows,
            found.shared,
            required=self.required,
            tolerance=self.tolerance,
            failing=f"are in `{self.to_table}` too",
        )
        is_red = outcome.verdict is Verdict.FAIL
        return replace(outcome, reason=Reason.TABLES_OVERLAP) if is_red else outcome

    def offending(self) -> RowsBeside:
        return RowsBeside(self._pairing, are_shared=True)
