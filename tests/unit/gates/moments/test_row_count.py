from __future__ import annotations

from lockgate.gates.moments.row_count import RowCount


def test_counts_add_up_whatever_each_part_lacks() -> None:
    first, second = RowCount(5, (("a null `p`", 1),)), RowCount(0, (("a repeated row", 2),))

    assert first.plus(second) == RowCount(5, (("a null `p`", 1), ("a repeated row", 2)))
    assert RowCount().plus(first) == first
