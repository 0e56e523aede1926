from __future__ import annotations

import math

import pytest

from lockgate.checks.category_variants import CategoryVariants, folded
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.keyed_counts import ValueCounts, ValueCountsState

CHECK = CategoryVariants("maker", "train")
TRAIN = ValueCountsState.of({"AIRBUS": 90, "Airbus": 1, "BOEING": 9})
ROWS = Count(20)


def test_a_new_spelling_violates_and_the_usual_one_is_shown() -> None:
    outcome = CHECK.judge((ValueCountsState.of({"AIRBUS": 5, "air bus": 2, "EMBRAER": 1}), TRAIN, ROWS))

    assert (outcome.verdict, outcome.reason, outcome.n_failed, outcome.n) == (Verdict.FAIL, "LG408", 2, 8)
    assert outcome.seen == "'air bus' for 'AIRBUS' (2)"


def test_spellings_that_the_other_table_has_are_known() -> None:
    assert CHECK.judge((ValueCountsState.of({"Airbus": 5}), TRAIN, ROWS)).verdict is Verdict.PASS


def test_ten_spellings_are_told() -> None:
    many = ValueCountsState.of({"AIRBUS" + "!" * i: 1 for i in range(1, 13)})

    assert CHECK.judge((many, TRAIN, ROWS)).seen.endswith(" and 2 more")


def test_values_that_are_no_texts_are_never_spellings() -> None:
    here, there = ValueCountsState.of({math.nan: 1, 1: 2, "a": 1}), ValueCountsState.of({math.nan: 5, "1": 2})

    assert CHECK.judge((here, there, ROWS)).verdict is Verdict.PASS


def test_no_value_proves_nothing_and_too_many_are_an_error() -> None:
    many = ValueCountsState((), is_complete=False)

    assert CHECK.judge((ValueCountsState(()), TRAIN, ROWS)).reason == "LG403"
    assert CHECK.judge((many, TRAIN, ROWS)).verdict is Verdict.ERROR
    assert CHECK.judge((TRAIN, many, ROWS)).verdict is Verdict.ERROR


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Deluxe", "DELUXE!!", True),
        ("straße", "STRASSE", True),
        ("\ufb01x", "fix", True),  # a ligature
        ("e\u0301", "\u00e9", True),  # an accent of its own
        ("a1", "a2", False),
        ("--", "..", False),
        ("", "-", False),
    ],
)
def test_spellings_are_told_from_other_values(left: str, right: str, same: bool) -> None:  # noqa: FBT001 - a table
    assert (folded(left) == folded(right)) is same


def test_the_column_there_may_have_another_name() -> None:
    check = CategoryVariants("maker", "train", "made_by")

    assert check.aggregates() == (ValueCounts("maker"), Elsewhere("train", ValueCounts("made_by")), RowCount())
    assert check.required == "spelled as in train.made_by"
