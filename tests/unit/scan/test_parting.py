"""The query that hands out each row of a table with what it offends, as trees; its answers are met on the engines."""

from __future__ import annotations

from typing import Any

import pytest
from sqlglot import exp
from tests.fakes.tables import NOW, opened

from lockgate.checks import CHECKS
from lockgate.domain.errors import ParameterError
from lockgate.scan.dialects import render
from lockgate.scan.failures import Failing, blame
from lockgate.scan.marks import marks_by_check
from lockgate.scan.parting import bad_of, good_of, kept_rows, parted_rows
from lockgate.scan.run import run_suites
from lockgate.scan.schema import Schema
from lockgate.scan.suite import Suite, SuiteItem

OF: dict[str, Any] = dict(CHECKS)
TABLE = {"id": [1, 2, 2, 3], "x": [5, 50, 6, 60]}
RANGE = SuiteItem(check=OF["range"]("x", max=9))
UNIQUE = SuiteItem(check=OF["uniqueness"](("id",)))


def red(*items: SuiteItem, **more: list[int]) -> tuple[tuple[Failing, ...], Schema]:
    with opened(t={**TABLE, **more}) as session:
        suite, schema = Suite(table="t", items=items), session.schema("t")
        return blame(suite, run_suites([suite], session, now=NOW), 0, schema).failing, schema


def test_rows_told_one_by_one_are_one_scan_without_a_number() -> None:
    query = parted_rows(*red(RANGE))

    assert len(list(query.find_all(exp.Table))) == 1
    assert "LOCKGATE_ROW_ID" not in query.sql()


@pytest.mark.parametrize(
    ("dialect", "number"), [("postgres", "ROW_NUMBER() OVER ()"), ("spark", "MONOTONICALLY_INCREASING_ID()")]
)
def test_rows_that_offend_because_of_others_have_a_number_within_the_query(dialect: str, number: str) -> None:
    assert render(parted_rows(*red(RANGE, UNIQUE)), dialect).count(number) == 1


def test_what_was_handed_out_is_parted() -> None:
    failing, _ = red(RANGE, UNIQUE)
    parted = {**TABLE, "lockgate_bits_0": [0, 3, 2, 1]}

    with opened(p=parted) as session:
        schema = session.schema("p")
        good = session.rows(good_of(failing, schema))
        bad = session.rows(bad_of(failing, schema, frozenset({"x"})))
        counts = session.rows(marks_by_check(failing, schema.table))

    assert (good, counts) == ([(1, 5)], [(4, 2, 2)])
    assert [(row[0], row[1], *row[3:]) for row in bad] == [
        (None, ["range", "uniqueness"], 2, "(masked)"),
        (None, ["uniqueness"], 2, "(masked)"),
        (None, ["range"], 3, "(masked)"),
    ]


def test_the_good_rows_can_be_asked_where_they_are() -> None:
    with opened(t=TABLE) as session:
        assert session.rows(kept_rows(*red(RANGE))) == [(1, 5), (2, 6)]


def test_a_table_that_has_a_column_of_bits_is_refused() -> None:
    with pytest.raises(ParameterError, match="a table without a column `lockgate_bits_0`"):
        parted_rows(*red(RANGE, lockgate_bits_0=[1, 2, 3, 4]))
