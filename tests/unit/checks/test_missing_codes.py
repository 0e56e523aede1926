from __future__ import annotations

import pytest

from lockgate.checks.missing_codes import MissingCodes
from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.predicates import NotNull, OneOf
from lockgate.scan.schema import Column, LogicalType, Schema

TABLE = Schema("t", (Column("s", LogicalType.STRING, "VARCHAR"), Column("i", LogicalType.INTEGER, "BIGINT")))


def test_values_are_judged_and_codes_offend() -> None:
    check = MissingCodes("s", ("N/A", -99))

    assert check.aggregates()[0] == CountIf(NotNull(("s",)))
    assert check.violation() == OneOf("s", ("N/A", -99), skips_other_types=True)


def test_a_number_stands_for_its_text_in_a_text_column() -> None:
    sql = MissingCodes("s", ("N/A", -99)).violation().sql(TABLE).sql("duckdb")

    assert sql == "\"s\" IN ('N/A', '-99')"


def test_a_text_is_passed_over_in_a_numeric_column() -> None:
    sql = MissingCodes("i", ("N/A", -99, True)).violation().sql(TABLE).sql("duckdb")

    assert sql == '"i" IN (-99)'


def test_codes_that_fit_nothing_match_nothing() -> None:
    sql = MissingCodes("i", ("N/A",)).violation().sql(TABLE).sql("duckdb")

    assert sql == '"i" <> "i"'


def test_what_is_required_names_the_codes() -> None:
    assert MissingCodes("s", ("N/A", "", -99)).required == 'none of the codes N/A, "", -99'


def test_no_code_is_refused() -> None:
    with pytest.raises(ParameterError, match="`codes` must be at least one value"):
        MissingCodes("s", ())
