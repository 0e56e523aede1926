"""Say which rows of a table of numeric predictions no metric can use."""

from __future__ import annotations

from lockgate.gates.moments.row_count import RowCount
from lockgate.gates.unusable import counted_rows

__all__ = ["unusable_numbers"]


def unusable_numbers(counted: RowCount) -> str:
    """Return what is wrong with labels and predictions, counted by column; empty if nothing is.

    Examples
    --------
    >>> unusable_numbers(RowCount(100, (("a null `new`", 2), ("a negative `new`", 0))))
    'of 100 rows, 2 have a null `new`'
    """
    return counted_rows(counted.rows, *((count, what) for what, count in counted.unusable))
