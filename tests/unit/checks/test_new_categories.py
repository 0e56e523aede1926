from __future__ import annotations

import math

from lockgate.checks.new_categories import NewCategories
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.keyed_counts import ValueCounts, ValueCountsState
from lockgate.scan.pairing import Pairing, RowsBeside

CHECK = NewCategories("carrier", "train")
TRAIN = ValueCountsState.of({"UA": 90, "AA": 10})
ROWS = Count(20)


def test_rows_with_a_new_value_violate_and_the_values_are_told_apart() -> None:
    outcome = CHECK.judge((ValueCountsState.of({"UA": 9, "ZZ": 2, "YY": 1}), TRAIN, ROWS))

    assert (outcome.verdict, outcome.reason, outcome.n_failed, outcome.n) == (Verdict.FAIL, "LG408", 3, 12)
    assert outcome.summary.endswith("; 2 new values")
    assert outcome.seen == "new: ZZ (2), YY (1)"


def test_ten_values_are_told() -> None:
    many = ValueCountsState.of({f"v{i:02}": 1 for i in range(12)})

    assert CHECK.judge((many, TRAIN, ROWS)).seen.endswith("v09 (1) and 2 more")


def test_known_values_pass_and_fewer_are_fine() -> None:
    assert CHECK.judge((ValueCountsState.of({"UA": 9}), TRAIN, ROWS)).verdict is Verdict.PASS


def test_nan_equals_itself_and_a_whole_number_its_float() -> None:
    here, there = ValueCountsState.of({math.nan: 1, 1: 2}), ValueCountsState.of({math.nan: 5, 1.0: 2})

    assert CHECK.judge((here, there, ROWS)).verdict is Verdict.PASS


def test_no_value_proves_nothing() -> None:
    assert CHECK.judge((ValueCountsState(()), TRAIN, ROWS)).reason == "LG403"


def test_too_many_values_are_no_categories() -> None:
    many = ValueCountsState((), is_complete=False)

    assert CHECK.judge((many, TRAIN, ROWS)).verdict is Verdict.ERROR
    assert CHECK.judge((TRAIN, many, ROWS)).hint == "use `referential_integrity`"


def test_the_column_there_may_have_another_name() -> None:
    check = NewCategories("carrier", "train", "code")

    assert check.aggregates() == (ValueCounts("carrier"), Elsewhere("train", ValueCounts("code")), RowCount())
    assert check.offending() == RowsBeside(Pairing(("carrier",), "train", ("code",)))
    assert check.required == "a value of train.code"
