from __future__ import annotations

import pytest
from sqlglot import exp

from lockgate.gates.moments.sql import double, is_null, named, parsed, usable


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "spark"])
def test_a_text_of_our_own_is_the_same_expression_everywhere(dialect: str) -> None:
    again = parsed(parsed("CASE WHEN y > 0 THEN LN(y) ELSE 0.0 END").sql(dialect))

    assert isinstance(again, exp.Case)
    assert again.find(exp.Ln) is not None


def test_a_number_in_reach_has_both_ends_and_a_name() -> None:
    column = exp.column("p")

    assert usable(column, least=0.0).sql() == "CAST(p AS DOUBLE) >= 0.0 AND CAST(p AS DOUBLE) <= 1e+70"
    assert [one.sql() for one in named({"x": double(column)})] == ["CAST(p AS DOUBLE) AS x"]
    assert is_null(column).sql() == "p IS NULL"
