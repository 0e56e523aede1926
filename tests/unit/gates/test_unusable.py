from __future__ import annotations

from lockgate.gates.cells import CellPlan, Quality
from lockgate.gates.unusable import unusable_rows

PLAN = CellPlan(table="scored", label="late", candidate="p_new", baseline="p_old", positive="yes")


def test_nothing_wrong_says_nothing() -> None:
    assert unusable_rows(PLAN, Quality(rows=5, other_labels=("no",))) == ""


def test_each_column_is_named_with_its_rows() -> None:
    text = unusable_rows(PLAN, Quality(rows=5_000, label_null=1, baseline_outside=2, candidate_null=3))

    assert (
        text
        == "of 5,000 rows, 1 has a null `late`, 2 have a `p_old` outside [0, 1] or NaN, 3 have a null `p_new`"
    )


def test_a_third_label_value_is_named() -> None:
    text = unusable_rows(PLAN, Quality(rows=5, other_labels=("maybe", "no")))

    assert "besides 'yes', such as 'maybe' and 'no'" in text
