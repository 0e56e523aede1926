"""How many rows there are, and how many of them no metric can use."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RowCount"]


@dataclass(frozen=True, slots=True)
class RowCount:
    """Rows, and those that no metric can use, by what is wrong with them.

    Examples
    --------
    >>> RowCount(3, (("a null `p`", 1),)).plus(RowCount(4, (("a null `p`", 2),)))
    RowCount(rows=7, unusable=(('a null `p`', 3),))
    """

    rows: int = 0
    unusable: tuple[tuple[str, int], ...] = ()

    def plus(self, other: RowCount) -> RowCount:
        """Return the count of the rows of both."""
        counts = dict(self.unusable)
        for what, count in other.unusable:
            counts[what] = counts.get(what, 0) + count
        return RowCount(self.rows + other.rows, tuple(counts.items()))
