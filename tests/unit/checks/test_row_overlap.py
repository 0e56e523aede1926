from __future__ import annotations

from typing import Any

import pytest

from lockgate.checks.row_overlap import RowOverlap
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.overlay import Overlay, OverlayState
from lockgate.scan.pairing import Pairing, RowsBeside
from lockgate.scan.tolerance import Tolerance

FOUND = OverlayState(1_000, 9_000, 40, 44, 40, 990, 8_900, 3, 37, 0)
COUNTS = (Count(1_000), Count(9_000))


def test_rows_that_are_there_too_violate() -> None:
    outcome = RowOverlap("train").judge((FOUND, *COUNTS))

    assert (outcome.verdict, outcome.reason, outcome.n_failed) == (Verdict.FAIL, "LG452", 40)


def test_some_may_be_accepted() -> None:
    assert RowOverlap("train", tolerance=Tolerance(fraction=0.04)).judge((FOUND, *COUNTS)).reason == "LG400"


def test_tables_without_rows_prove_nothing() -> None:
    empty = OverlayState(0, 9, 0, 0, 0, 0, 9, 0, 0, 0)
    alone = OverlayState(9, 0, 0, 0, 0, 9, 0, 0, 0, 0)

    assert RowOverlap("train").judge((empty, Count(0), Count(9))).reason == "LG403"
    outcome = RowOverlap("train").judge((alone, Count(9), Count(0)))
    assert (outcome.reason, outcome.summary) == ("LG403", "`train` has no rows to compare with")


def test_null_equals_null_unless_told_otherwise() -> None:
    pairing = Pairing(("x",), "train", ("y",), pairs_nulls=False)
    check = RowOverlap("train", ("x",), ("y",), match_nulls=False)

    assert check.aggregates() == (Overlay(pairing), RowCount(), Elsewhere("train", RowCount()))
    assert check.offending() == RowsBeside(pairing, are_shared=True)
    assert RowOverlap("train").offending() == RowsBeside(
        Pairing((), "train", (), pairs_nulls=True), are_shared=True
    )


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("to_columns", {"columns": ("x",), "to_columns": ("y", "z")}), ("match_nulls", {"match_nulls": False})],
)
def test_what_makes_no_sense_is_refused(name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        RowOverlap("train", **wrong)
