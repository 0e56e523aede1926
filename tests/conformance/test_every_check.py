"""Every check is asked on every engine: of slices, or, where it is about a table as a whole, here."""

from __future__ import annotations

from collections.abc import Callable

from tests.conformance.test_checks import check
from tests.conformance.test_checks_on_parts import BY_SLICE

from lockgate.checks import CHECKS
from lockgate.domain.requirement import Requirement
from lockgate.scan.check import Check
from lockgate.scan.run import SuiteRun
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem

TABLE = {"id": [1, 2], "Name": ["x", None]}

OF_TABLES: list[tuple[Check, str]] = [
    (check("columns_present", ("ID", "name")), "pass"),
    (check("columns_present", ("id", "gone")), "fail"),
    (check("columns_exact", ("id", "Name"), exact_case=True), "pass"),
    (check("columns_exact", ("id",)), "fail"),
    (check("column_order", ("id", "Name")), "pass"),
    (check("column_order", ("Name", "id")), "fail"),
    (check("column_count", Requirement.between(2, 2)), "pass"),
    (check("column_count", Requirement.at_least(3)), "fail"),
    (check("column_names", "^[A-Za-z]+$"), "pass"),
    (check("column_names", "^N", forbidden=True), "fail"),
    (check("column_position", "name", -1), "pass"),
    (check("column_position", "name", 2), "fail"),
    (check("logical_type", "id", LogicalType.INTEGER), "pass"),
    (check("logical_type", "Name", LogicalType.INTEGER), "fail"),
    (check("physical_type", "id", "bigint"), "pass"),
    (check("physical_type", "Name", any_of=("int", "date")), "fail"),
    (check("same_rows", "other"), "pass"),
    (check("same_rows", "more"), "fail"),
    (check("unmapped", "expect_something"), "error"),
]


def test_what_is_asked_of_a_table_as_a_whole_has_one_answer_on_every_engine(
    run: Callable[..., SuiteRun],
) -> None:
    other, more = {"id": [2, 1], "Name": [None, "x"]}, {"id": [2, 2], "Name": [None, "x"]}

    found = run([SuiteItem(check=asked) for asked, _ in OF_TABLES], TABLE, other=other, more=more).findings[0]

    assert [(one.check, one.verdict.value) for one in found] == [
        (asked.name, answer) for asked, answer in OF_TABLES
    ]


def test_no_check_is_left_out() -> None:
    assert {asked.name for asked, _ in (*BY_SLICE, *OF_TABLES)} == set(CHECKS)
