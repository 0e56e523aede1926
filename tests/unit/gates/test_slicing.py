from __future__ import annotations

import math
from typing import Any

import pytest

from lockgate.domain.errors import ExpressionError, ParameterError
from lockgate.gates.slicing import Dimension


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        ({}, "column"),
        ({"column": "a", "where": "b > 1"}, "column"),
        ({"where": "b > 1"}, "name"),
        ({"expression": "b + 1"}, "name"),
        ({"column": "distance", "bins": 1}, "bins"),
        ({"column": "distance", "bins": 101}, "bins"),
        ({"column": "distance", "bins": 4, "values": ("1",)}, "values"),
        ({"column": "distance", "bins": 4, "edges": (1.0,)}, "edges"),
        ({"column": "distance", "edges": (2.0, 1.0)}, "edges"),
        ({"column": "distance", "tree": 11}, "tree"),
        ({"column": "distance", "tree": 2, "bins": 2}, "tree"),
        ({"column": "distance", "edges": (1.0, math.inf)}, "edges"),
        ({"column": "distance", "edges": tuple(map(float, range(100)))}, "edges"),
        ({"column": "time", "every": "decade"}, "every"),
        ({"name": "n", "where": "b > 1", "values": ("true",)}, "values"),
        ({"name": "n", "where": "b > 1", "bins": 4}, "bins"),
        ({"name": "n", "expression": "t", "every": "day"}, "every"),
    ],
)
def test_a_cut_that_makes_no_sense_is_refused(given: dict[str, Any], parameter: str) -> None:
    with pytest.raises(ParameterError, match=f"`{parameter}`"):
        Dimension(**given)


@pytest.mark.parametrize("given", [{"where": "max(b) > 1"}, {"expression": "(select 1)"}, {"where": "b + 1"}])
def test_sql_is_checked_when_it_is_read(given: dict[str, Any]) -> None:
    with pytest.raises(ExpressionError):
        Dimension(name="n", **given)


@pytest.mark.parametrize("column", ["", 7, None])
def test_a_scalar_is_the_name_of_a_column(column: object) -> None:
    assert Dimension.from_scalar("origin") == Dimension("origin")
    with pytest.raises(ParameterError, match="the name of a column, or a mapping"):
        Dimension.from_scalar(column)


def test_a_dimension_knows_the_columns_that_it_reads() -> None:
    assert Dimension("origin").columns == ("origin",)
    assert Dimension(name="n", where="b > a").columns == ("a", "b")
    assert Dimension(name="n", expression="b + a").columns == ("a", "b")
