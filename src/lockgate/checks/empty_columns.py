"""Check: no column is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.aggregates.column_fill import Fill
from lockgate.scan.idle_columns import IdleColumnsCheck

__all__ = ["EmptyColumns"]


@dataclass(frozen=True, slots=True)
class EmptyColumns(IdleColumnsCheck):
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

    >>> from lockgate.scan.aggregates.column_fill import ColumnFillState, Fill
    >>> table = ColumnFillState(9, (Fill("tailnum", 9, False), Fill("remark", 0, False)))
    >>> EmptyColumns().judge((table,)).summary
    '1 of 2 columns is empty: remark'
    """

    name: ClassVar[str] = "empty_columns"
    required: ClassVar[str] = "no empty column"
    says_one: ClassVar[str] = "is empty"
    says_many: ClassVar[str] = "are empty"
    nothing: ClassVar[str] = "no rows to judge"

    def can_judge(self, fill: Fill, rows: int) -> bool:  # noqa: ARG002 - a row without a value is one
        return rows > 0

    def is_idle(self, fill: Fill) -> bool:
        return not fill.filled
