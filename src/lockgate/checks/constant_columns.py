"""Check: no column has one value only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.aggregates.column_fill import Fill
from lockgate.scan.idle_columns import IdleColumnsCheck

__all__ = ["ConstantColumns"]


@dataclass(frozen=True, slots=True)
class ConstantColumns(IdleColumnsCheck):
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

    >>> from lockgate.scan.aggregates.column_fill import ColumnFillState, Fill
    >>> table = ColumnFillState(9, (Fill("year", 9, True), Fill("month", 9, False)))
    >>> ConstantColumns().judge((table,)).summary
    '1 of 2 columns has one value only: year'
    """

    name: ClassVar[str] = "constant_columns"
    required: ClassVar[str] = "no constant column"
    says_one: ClassVar[str] = "has one value only"
    says_many: ClassVar[str] = "have one value only"
    nothing: ClassVar[str] = "no column has two values to compare"

    def can_judge(self, fill: Fill, rows: int) -> bool:  # noqa: ARG002 - nulls are no value
        return fill.filled > 1

    def is_idle(self, fill: Fill) -> bool:
        return fill.is_constant
