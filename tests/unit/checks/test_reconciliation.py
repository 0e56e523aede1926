from __future__ import annotations

from typing import Any

import pytest

from lockgate.checks.reconciliation import Reconciliation
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.overlay import Overlay, OverlayState
from lockgate.scan.pairing import Closeness, Pairing, RowsBeside
from lockgate.scan.predicates import NotNull
from lockgate.scan.tolerance import Tolerance

# 10 rows here: 1 alone, 2 with a key that repeats, 7 paired of which 3 differ; 4 rows are only there
FOUND = OverlayState(10, 12, 9, 8, 8, 9, 12, 2, 7, 3, (2, 1))
COUNTS = (Count(10), Count(12))


def test_every_way_to_disagree_is_counted() -> None:
    outcome = Reconciliation(("k",), "other", ("x", "y")).judge((FOUND, *COUNTS))

    assert (outcome.verdict, outcome.reason, outcome.n_failed, outcome.n) == (Verdict.FAIL, "LG453", 10, 14)
    assert outcome.summary.endswith(
        "1 only here, 4 only in `other`, 2 with a key that repeats, 3 differ (x 2, y 1)"
    )


def test_rows_of_the_other_table_may_be_left_out() -> None:
    outcome = Reconciliation(("k",), "other", ("x", "y"), rows="here").judge((FOUND, *COUNTS))

    assert (outcome.n_failed, outcome.n) == (6, 10)


def test_a_tolerance_may_accept_them() -> None:
    check = Reconciliation(("k",), "other", ("x", "y"), tolerance=Tolerance(rows=10))

    assert check.judge((FOUND, *COUNTS)).reason == "LG400"


def test_tables_that_agree_pass() -> None:
    same = OverlayState(3, 3, 3, 3, 3, 3, 3, 0, 3, 0, (0,))

    outcome = Reconciliation(("k",), "other", ("x",)).judge((same, Count(3), Count(3)))

    assert (outcome.verdict, outcome.summary) == (Verdict.PASS, "all 3 rows satisfy it")


def test_without_any_key_nothing_is_proved_and_an_empty_table_here_is_red() -> None:
    none, there = OverlayState(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), OverlayState(0, 5, 0, 0, 0, 0, 5, 0, 0, 0)

    assert Reconciliation(("k",), "other").judge((none, *COUNTS)).reason == "LG403"
    assert Reconciliation(("k",), "other").judge((there, *COUNTS)).verdict is Verdict.FAIL
    assert Reconciliation(("k",), "other", rows="here").judge((there, *COUNTS)).reason == "LG403"


def test_names_there_may_differ_and_are_looked_up() -> None:
    check = Reconciliation(("k",), "other", ("x",), ("id",), ("price",), closeness=Closeness(0.5))
    pairing = Pairing(("k",), "other", ("id",), ("x",), ("price",), Closeness(0.5))

    named = Elsewhere("other", CountIf(NotNull(("id", "price"))))
    assert check.aggregates() == (Overlay(pairing, is_whole=True), RowCount(), named)
    assert check.offending() == RowsBeside(pairing)
    assert check.columns == ("k", "x")
    assert check.required == "a row with the same key in `other`, x equal within 0.5"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("key", {"key": ()}),
        ("to_key", {"to_key": ("a", "b")}),
        ("to_values", {"to_values": ("a",)}),
        ("rows", {"rows": "there"}),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        Reconciliation(**{"key": ("k",), "to_table": "other", **wrong})
