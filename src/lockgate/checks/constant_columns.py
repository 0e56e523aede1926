"""Check: no column has one value only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates import ColumnFill, ColumnFillState
from lockgate.scan.check import Outcome

__all__ = ["ConstantColumns"]

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class ConstantColumns:
    """Require that no column has the same value in all rows.

    Nulls are no value: a column of one value and nulls is constant, a column of nulls only is the business of
    `empty_columns`. NaN is a value. Columns with fewer than two values are not judged; where no column has two,
    ``INCONCLUSIVE``. All columns share the one scan.

    Parameters
    ----------
    columns : tuple of str, default=all columns
        The columns to look at.
    ignore : tuple of str, default=none
        Columns that may be constant.

    Examples
    --------
    .. code-block:: yaml

        check: constant_columns
        ignore: [year]

    >>> from lockgate.scan.aggregates import Fill
    >>> table = ColumnFillState(9, (Fill("year", 9, True), Fill("month", 9, False)))
    >>> ConstantColumns().judge((table,)).summary
    '1 of 2 columns has one value only: year'
    """

    name: ClassVar[str] = "constant_columns"

    columns: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (ColumnFill(self.columns),)

    def judge(self, states: Sequence[State]) -> Outcome:
        (state,) = cast("tuple[ColumnFillState]", states)
        ignored = {name.casefold() for name in self.ignore}
        judged = [fill for fill in state.fills if fill.filled > 1 and fill.column.casefold() not in ignored]
        if not judged:
            return Outcome.no_rows("no constant column", what="no column has two values to compare")
        constant = [fill.column for fill in judged if fill.is_constant]
        text = f"none of {len(judged):,} columns has one value only"
        if constant:
            verb = "has" if len(constant) == 1 else "have"
            more = f" and {len(constant) - _SHOWN} more" if len(constant) > _SHOWN else ""
            names = ", ".join(constant[:_SHOWN]) + more
            text = f"{len(constant):,} of {len(judged):,} columns {verb} one value only: {names}"
        return Outcome(
            verdict=Verdict.FAIL if constant else Verdict.PASS,
            reason=Reason.COLUMNS_IDLE if constant else Reason.HOLDS,
            summary=text,
            observed=len(constant),
            required="no constant column",
            n=state.rows,
        )

    def offending(self) -> None:
        return None
