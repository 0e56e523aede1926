"""Check: a column stands at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.check import Outcome

__all__ = ["ColumnPosition"]


@dataclass(frozen=True, slots=True)
class ColumnPosition:
    """Require that a column stands at a place among all columns, for readers that go by place.

    Reads no row: null, NaN and infinity do not matter, and a table without rows passes. A missing column, or a table
    with fewer columns, is ``FAIL``. `where` and `group_by` have no meaning here.

    Parameters
    ----------
    column : str
        The column.
    position : int
        Its place, counted from 0; negative numbers count from the end.
    exact_case : bool, default=False
        Whether a column whose name differs in letter case only is another one.

    Examples
    --------
    .. code-block:: yaml

        check: column_position
        column: year
        position: 0

    >>> ColumnPosition("year", 0).judge((SchemaState(()),)).verdict.name
    'FAIL'
    """

    name: ClassVar[str] = "column_position"

    column: str
    position: int
    exact_case: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return ()

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (TableSchema(),)

    def judge(self, states: Sequence[State]) -> Outcome:
        (schema,) = cast("tuple[SchemaState]", states)
        names = [column.name for column in schema.columns]
        there = -len(names) <= self.position < len(names)
        found = names[self.position] if there else ""
        is_it = found == self.column if self.exact_case else found.casefold() == self.column.casefold()
        passes = is_it and there
        summary = f"column {self.position} is `{found}`" if there else f"there are only {len(names):,} columns"
        return Outcome(
            verdict=Verdict.PASS if passes else Verdict.FAIL,
            reason=Reason.HOLDS if passes else Reason.COLUMNS_DIFFER,
            summary=summary,
            required=f"column {self.position} is `{self.column}`",
        )

    def offending(self) -> None:
        return None
