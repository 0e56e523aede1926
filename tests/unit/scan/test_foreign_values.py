from __future__ import annotations

import pytest

from lockgate.checks.category_variants import CategoryVariants
from lockgate.checks.new_categories import NewCategories
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.keyed_counts import ValueCounts, ValueCountsState
from lockgate.scan.foreign_values import ForeignValuesCheck
from lockgate.scan.tolerance import Tolerance

TRAIN = ValueCountsState.of({"UA": 90, "AA": 10})
HERE = ValueCountsState.of({"UA": 9, "ua": 1})
BOTH = pytest.mark.parametrize("kind", [NewCategories, CategoryVariants])


@BOTH
def test_it_asks_for_the_values_here_and_there_and_knows_all_slices(kind: type[ForeignValuesCheck]) -> None:
    assert kind("a", "train").columns == ("a",)
    assert kind("a", "train").aggregates() == (
        ValueCounts("a"), Elsewhere("train", ValueCounts("a")), RowCount()
    )  # fmt: skip
    assert kind("a", "train", "b").aggregates()[1] == Elsewhere("train", ValueCounts("b"))


@BOTH
def test_rows_of_new_values_are_compared_with_the_tolerance(kind: type[ForeignValuesCheck]) -> None:
    states = (HERE, TRAIN, Count(10))

    strict = kind("a", "train").judge(states)
    tolerant = kind("a", "train", tolerance=Tolerance(rows=1)).judge(states)

    assert (strict.verdict, strict.reason, strict.n_failed, strict.n) == (Verdict.FAIL, "LG408", 1, 10)
    assert (tolerant.verdict, tolerant.reason) == (Verdict.PASS, "LG400")
    assert "(1)" in tolerant.seen


@BOTH
def test_values_that_were_not_all_kept_are_an_error_with_a_hint(kind: type[ForeignValuesCheck]) -> None:
    outcome = kind("a", "train").judge((HERE, ValueCountsState((), is_complete=False), Count(10)))

    assert (outcome.verdict, outcome.hint) == (Verdict.ERROR, kind.too_many_hint)
