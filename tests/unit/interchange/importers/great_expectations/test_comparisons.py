"""Comparisons of row conditions are never unknown."""

from __future__ import annotations

import pytest
from sqlglot import exp

from lockgate.interchange.importers.great_expectations.comparisons import (
    SIGNS,
    RowConditionError,
    compared,
    constant,
    is_among,
)

A = exp.column("a", quoted=True)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_comparison_with_a_missing_value_is_false_but_for_unequal(sign: str) -> None:
    otherwise = "TRUE" if sign == "!=" else "FALSE"

    assert compared(A, sign, constant(1)).sql("duckdb").endswith(f"1, {otherwise})")


@pytest.mark.parametrize(("value", "sql"), [(True, "TRUE"), (3, "3"), (-1.5, "-1.5"), ("it's", "'it''s'")])
def test_single_values_are_constants(value: object, sql: str) -> None:
    assert constant(value).sql("duckdb") == sql


def test_nothing_else_is() -> None:
    with pytest.raises(RowConditionError, match="cannot compare with None"):
        constant(None)


def test_a_missing_value_is_none_of_some() -> None:
    assert is_among(A, [constant(1)], is_negated=False).sql("duckdb") == 'COALESCE("a" IN (1), FALSE)'
    assert is_among(A, [constant(1)], is_negated=True).sql("duckdb") == 'NOT COALESCE("a" IN (1), FALSE)'
    assert is_among(A, [], is_negated=True).sql("duckdb") == "TRUE"
