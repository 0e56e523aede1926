from __future__ import annotations

import pytest

from lockgate.checks.same_rows import SameRows
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.overlay import Overlay, OverlayState
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.pairing import Pairing, RowsBeside
from lockgate.scan.schema import Column, LogicalType

# here a, a, b; there a, b, c
FOUND = OverlayState(3, 3, 3, 2, 2, 2, 3, 2, 1, 0)


def columns(names: str) -> SchemaState:
    return SchemaState(tuple(Column(name, LogicalType.INTEGER, "BIGINT") for name in names))


def judged(check: SameRows, here: str = "xy", there: str = "XY") -> Outcome:
    return check.judge((FOUND, columns(here), columns(there)))


def test_a_row_must_occur_as_often() -> None:
    outcome = judged(SameRows("other"))

    assert (outcome.verdict, outcome.reason) == (Verdict.FAIL, "LG453")
    assert outcome.summary == "2 of 6 rows (33.3 %) are in one table only: 1 here, 1 in `other`"


def test_once_is_enough_in_a_set() -> None:
    assert judged(SameRows("other", counting="set")).summary.endswith("0 here, 1 in `other`")


def test_the_same_rows_pass() -> None:
    same = OverlayState(3, 3, 3, 3, 3, 2, 2, 2, 1, 0)

    assert SameRows("other").judge((same, columns("x"), columns("x"))).verdict is Verdict.PASS


def test_two_empty_tables_prove_nothing() -> None:
    empty = OverlayState(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    assert SameRows("other").judge((empty, columns("x"), columns("x"))).reason == "LG403"


def test_columns_that_are_only_there_are_red() -> None:
    outcome = judged(SameRows("other"), there="xyz")

    assert (outcome.verdict, outcome.reason) == (Verdict.FAIL, "LG404")
    assert outcome.summary == "`other` has columns that are not here: z"


def test_the_order_of_columns_matters_if_asked() -> None:
    assert judged(SameRows("other", ordered_columns=True), there="yx").reason == "LG404"
    assert judged(SameRows("other"), there="yx").reason == "LG453"
    assert judged(SameRows("other", ("x",), ordered_columns=True), there="yxz").reason == "LG453"


def test_both_tables_are_compared_whole_and_null_equals_null() -> None:
    pairing = Pairing(("x",), "other", ("y",), pairs_nulls=True)
    check = SameRows("other", ("x",), ("y",))

    assert check.aggregates() == (
        Overlay(pairing, is_whole=True),
        TableSchema(),
        Elsewhere("other", TableSchema()),
    )
    assert check.offending() == RowsBeside(pairing)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ParameterError, match="`to_columns`"):
        SameRows("other", ("x",), ("y", "z"))
    with pytest.raises(ParameterError, match="`counting`"):
        SameRows("other", counting="list")  # type: ignore[arg-type]  # the mistake is the point
