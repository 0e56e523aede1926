from __future__ import annotations

from lockgate.gates.cells import Quality
from lockgate.gates.moments.cells import MomentPlan
from lockgate.gates.moments.unusable import unusable_numbers

PLAN = MomentPlan(table="scored", label="price", candidate="new", baseline="old")


def test_rows_that_can_all_be_used_are_not_mentioned() -> None:
    assert unusable_numbers(PLAN, Quality(rows=10)) == ""


def test_each_column_is_named_with_its_rows() -> None:
    quality = Quality(
        rows=1_000, label_null=1, label_other=2, baseline_null=3, baseline_outside=4, candidate_null=5,
        candidate_outside=6,
    )  # fmt: skip

    text = unusable_numbers(PLAN, quality)

    odd = "that is NaN, infinite or beyond ±1e70"
    assert text == (
        f"of 1,000 rows, 1 has a null `price`, 2 have a `price` {odd}, 3 have a null `old`, 4 have a `old` {odd}, "
        f"5 have a null `new`, 6 have a `new` {odd}"
    )
