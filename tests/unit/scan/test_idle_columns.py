from __future__ import annotations

import pytest

from lockgate.checks.constant_columns import ConstantColumns
from lockgate.checks.empty_columns import EmptyColumns
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.column_fill import ColumnFill, ColumnFillState, Fill
from lockgate.scan.idle_columns import IdleColumnsCheck

BOTH = pytest.mark.parametrize(
    ("kind", "idle"),
    [(ConstantColumns, Fill("x", 9, is_constant=True)), (EmptyColumns, Fill("x", 0, is_constant=False))],
)
GOOD = Fill("y", 9, is_constant=False)


@BOTH
def test_one_scan_tells_the_columns_that_offend(kind: type[IdleColumnsCheck], idle: Fill) -> None:
    outcome = kind().judge((ColumnFillState(9, (idle, GOOD)),))

    assert kind().aggregates() == (ColumnFill(),)
    assert (outcome.verdict, outcome.reason, outcome.observed, outcome.n) == (Verdict.FAIL, "LG454", 1, 9)
    assert outcome.summary == f"1 of 2 columns {kind.says_one}: x"


@BOTH
def test_ignored_columns_count_for_nothing_whatever_their_case(
    kind: type[IdleColumnsCheck], idle: Fill
) -> None:
    passed = kind(ignore=("X",)).judge((ColumnFillState(9, (idle, GOOD)),))
    unsure = kind(ignore=("X",)).judge((ColumnFillState(9, (idle,)),))

    assert (passed.verdict, passed.observed) == (Verdict.PASS, 0)
    assert (unsure.verdict, unsure.summary) == (Verdict.INCONCLUSIVE, kind.nothing)


@BOTH
def test_no_row_is_to_blame_for_an_idle_column(kind: type[IdleColumnsCheck], idle: Fill) -> None:
    del idle
    assert kind().offending() is None  # type: ignore[func-returns-value] # that is the point
