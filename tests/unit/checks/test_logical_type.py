from __future__ import annotations

import pytest

from lockgate.checks.logical_type import LogicalTypeCheck
from lockgate.domain.errors import ColumnNotFoundError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.table_schema import SchemaState
from lockgate.scan.schema import Column, LogicalType


def outcome_of(asked: LogicalType, logical: LogicalType, physical: str) -> tuple[Verdict, str, str]:
    outcome = LogicalTypeCheck("x", asked).judge((SchemaState((Column("x", logical, physical),)),))
    return outcome.verdict, outcome.reason, outcome.summary


def test_the_same_type_passes() -> None:
    found = outcome_of(LogicalType.DATE, LogicalType.DATE, "DATE")

    assert found == (Verdict.PASS, "LG400", "the type is date (DATE)")


def test_whole_numbers_are_numbers() -> None:
    assert outcome_of(LogicalType.NUMBER, LogicalType.INTEGER, "BIGINT")[0] is Verdict.PASS


def test_numbers_are_not_whole_numbers() -> None:
    found = outcome_of(LogicalType.INTEGER, LogicalType.NUMBER, "DOUBLE")

    assert found == (Verdict.FAIL, "LG405", "the type is number (DOUBLE)")


def test_a_date_is_no_timestamp() -> None:
    assert outcome_of(LogicalType.TIMESTAMP, LogicalType.DATE, "DATE")[0] is Verdict.FAIL


def test_a_missing_column_cannot_be_asked() -> None:
    table = SchemaState((Column("carrier", LogicalType.STRING, "VARCHAR"),))

    with pytest.raises(ColumnNotFoundError, match="did you mean `carrier`"):
        LogicalTypeCheck("carier", LogicalType.STRING).judge((table,))


@pytest.mark.parametrize(
    ("path", "asked", "verdict", "summary"),
    [
        ("[].zip", LogicalType.STRING, Verdict.PASS, "the type of `[].zip` is string (TEXT)"),
        ("[].zip", LogicalType.DATE, Verdict.FAIL, "the type of `[].zip` is string (TEXT)"),
        ("[].n", LogicalType.NUMBER, Verdict.PASS, "the type of `[].n` is integer (INT)"),
        (
            "zip",
            LogicalType.STRING,
            Verdict.FAIL,
            "there is no `zip` inside (STRUCT(zip VARCHAR, n INTEGER)[])",
        ),
    ],
)
def test_a_part_inside_has_a_type(path: str, asked: LogicalType, verdict: Verdict, summary: str) -> None:
    table = SchemaState((Column("x", LogicalType.ARRAY, "STRUCT(zip VARCHAR, n INTEGER)[]"),))

    outcome = LogicalTypeCheck("x", asked, path).judge((table,))

    assert (outcome.verdict, outcome.summary) == (verdict, summary)
    assert outcome.required == f"type {asked.value} at `{path}`"
