from __future__ import annotations

from lockgate.checks.completeness import Completeness
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.predicates import IsNull
from lockgate.scan.tolerance import Tolerance


def test_all_rows_are_judged_and_nulls_offend() -> None:
    check = Completeness("x")

    assert check.aggregates() == (RowCount(), CountIf(IsNull("x")))
    assert check.offending() == IsNull("x")


def test_one_null_is_too_many_unless_tolerated() -> None:
    states = (Count(100), Count(1))

    assert Completeness("x").judge(states).verdict is Verdict.FAIL
    assert Completeness("x", tolerance=Tolerance(fraction=0.01)).judge(states).verdict is Verdict.PASS


def test_no_rows_prove_nothing() -> None:
    outcome = Completeness("x").judge((Count(0), Count(0)))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG403")
