"""Check: no column is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates import ColumnFill, ColumnFillState
from lockgate.scan.check import Outcome

__all__ = ["EmptyColumns"]

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class EmptyColumns:
    """Require that each column has a value in at least one row.

    NaN and the empty text are values. A table without rows is ``INCONCLUSIVE``. All columns share the one scan.

    Parameters
    ----------
    columns : tuple of str, default=all columns
        The columns to look at.
    ignore : tuple of str, default=none
        Columns that may be empty.

    Examples
    --------
    .. code-block:: yaml

        check: empty_columns
        ignore: [remark]

    >>> from lockgate.scan.aggregates import Fill
    >>> table = ColumnFillState(9, (Fill("tailnum", 9, False), Fill("remark", 0, False)))
    >>> EmptyColumns().judge((table,)).summary
    '1 of 2 columns is empty: remark'
    """

    name: ClassVar[str] = "empty_columns"

    columns: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (ColumnFill(self.columns),)

    def judge(self, states: Sequence[State]) -> Outcome:
        (state,) = cast("tuple[ColumnFillState]", states)
        ignored = {name.casefold() for name in self.ignore}
        judged = [fill for fill in state.fills if fill.column.casefold() not in ignored]
        if not state.rows or not judged:
            return Outcome.no_rows("no empty column")
        empty = [fill.column for fill in judged if not fill.filled]
        text = f"none of {len(judged):,} columns is empty"
        if empty:
            more = f" and {len(empty) - _SHOWN} more" if len(empty) > _SHOWN else ""
            verb = "is" if len(empty) == 1 else "are"
            text = f"{len(empty):,} of {len(judged):,} columns {verb} empty: {', '.join(empty[:_SHOWN])}{more}"
        return Outcome(
            verdict=Verdict.FAIL if empty else Verdict.PASS,
            reason=Reason.COLUMNS_IDLE if empty else Reason.HOLDS,
            summary=text,
            observed=len(empty),
            required="no empty column",
            n=state.rows,
        )

    def offending(self) -> None:
        return None
