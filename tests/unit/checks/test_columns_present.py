from __future__ import annotations

import pytest

from lockgate.checks.columns_present import ColumnsPresent
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.schema import Column, LogicalType

TABLE = SchemaState(
    tuple(Column(name, LogicalType.STRING, "VARCHAR") for name in ("carrier", "Origin", "dest"))
)


def test_only_the_schema_is_asked() -> None:
    assert ColumnsPresent(("carrier",)).aggregates() == (TableSchema(),)


def test_columns_that_are_there_pass_and_others_do_not_matter() -> None:
    outcome = ColumnsPresent(("dest", "carrier")).judge((TABLE,))

    assert (outcome.verdict, outcome.summary) == (Verdict.PASS, "all 2 columns are there")


def test_letter_case_does_not_matter() -> None:
    outcome = ColumnsPresent(("ORIGIN",)).judge((TABLE,))

    assert (outcome.verdict, outcome.summary) == (Verdict.PASS, "the column is there")


def test_missing_columns_are_counted_and_at_most_five_are_named() -> None:
    outcome = ColumnsPresent(("carrier", *"gfedcba")).judge((TABLE,))

    assert outcome.reason == "LG404"
    assert outcome.summary == "7 of 8 columns are missing: `a`, `b`, `c`, `d`, `e` and 2 more"


def test_no_column_is_refused() -> None:
    with pytest.raises(ParameterError, match="`names` must be at least one column"):
        ColumnsPresent(())


def test_letter_case_matters_where_it_is_asked() -> None:
    table = SchemaState(tuple(Column(name, LogicalType.STRING, "VARCHAR") for name in ("id", "Origin")))

    assert ColumnsPresent(("id", "Origin"), exact_case=True).judge((table,)).verdict is Verdict.PASS
    assert (
        ColumnsPresent(("id", "ORIGIN"), exact_case=True).judge((table,)).summary
        == "1 of 2 columns is missing: `ORIGIN`"
    )
