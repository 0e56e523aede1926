from __future__ import annotations

from lockgate.gates.moments.cells import MomentPlan
from lockgate.gates.moments.query import unusable_kinds
from lockgate.gates.moments.row_count import RowCount
from lockgate.gates.moments.unusable import unusable_numbers

PLAN = MomentPlan(table="scored", label="price", candidate="new", baseline="old")


def test_rows_that_can_all_be_used_are_not_mentioned() -> None:
    assert unusable_numbers(RowCount(10, tuple((kind, 0) for kind in unusable_kinds(PLAN)))) == ""


def test_each_column_is_named_with_its_rows() -> None:
    counted = RowCount(1_000, tuple((kind, at) for at, kind in enumerate(unusable_kinds(PLAN), start=1)))

    text = unusable_numbers(counted)

    odd = "that is NaN, infinite or beyond ±1e70"
    assert text == (
        f"of 1,000 rows, 1 has a null `price`, 2 have a `price` {odd}, 3 have a null `old`, 4 have a `old` {odd}, "
        f"5 have a null `new`, 6 have a `new` {odd}"
    )
