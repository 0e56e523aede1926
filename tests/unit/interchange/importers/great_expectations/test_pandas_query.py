"""Queries of pandas keep the same rows here: pandas itself is asked."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from lockgate.interchange.importers.great_expectations.comparisons import RowConditionError
from lockgate.interchange.importers.great_expectations.pandas_query import query_sql

FRAME = pd.DataFrame(
    {
        "n": [0, 1, 2, 3, 4, 5],
        "x": [1.0, 2.0, None, -1.0, 0.0, 2.0],
        "s": pd.Series(["a", "b", None, "a b", "ab", "a"], dtype=object),
        "my col": [1, 1, 2, 2, 3, 3],
        "flag": [True, False, True, False, True, True],
        "t": pd.to_datetime(
            ["2013-01-01", "2013-06-01 12:30", None, "2014-01-01", "2013-12-31 23:59", "2012-02-29"],
            format="ISO8601",
        ),
    }
)
QUERIES = (
    "x > +1",
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
    "s.str.startswith('a', na=True)",
    "s.str.endswith('b', na=False)",
    "s.str.contains('A', case=False, na=False)",
    "s.str.contains('^a.', na=False)",
    "s.str.contains('.', regex=False, na=False)",
    "s.str.contains('A B', regex=False, case=False, na=False)",
    "s.str.match('a', na=False)",
    "s.str.fullmatch('a', na=False)",
    "s.str.len() > 1",
    "s.str.len() == 1 or n > 4",
    "s.str.upper() == 'AB'",
    "x.abs() > 1",
    "abs(x) >= 1",
    "sqrt(n) > 1.5",
    "n ** 2 > 4",
    "n // 2 == 1",
    "n.between(1, 3, inclusive='left')",
    "x.between(0, 2, inclusive='neither')",
    "t > '2013-02-01'",
    "t >= '2013-06-01 12:30:00'",
    "'2013-02-01' < t",
    "t < '2013-02-01' or t.isnull()",
    "t.dt.year == 2013",
    "t.dt.month in [1, 2]",
    "`my col`.isin([1, 3]) and not s.isna()",
    "~s.isnull() and n > 1",
    "~s.isnull() & ~(n > 1) | ~(x > 2)",
    "s > 'a'",
    "x == x",
    "n - 1 == x",
    "s == 'a | b' or n == 5",
    "s in []",
)


def kept_here(where: str) -> list[int]:
    connection = duckdb.connect()
    connection.register("frame", FRAME)
    found = connection.execute(f"SELECT n FROM frame WHERE {where} ORDER BY n").fetchall()  # noqa: S608 - our own SQL
    connection.close()
    return [n for (n,) in found]


@pytest.mark.parametrize("query", QUERIES)
def test_the_rows_of_pandas_are_kept(query: str) -> None:
    kept = FRAME.query(query)["n"].tolist()

    assert kept_here(query_sql(query).sql("duckdb")) == kept


@pytest.mark.parametrize("query", ["(n > 1) & (x > 0)", "(n > 4) | ~(flag == True)", "n > 1", "~(x > 1)"])
def test_the_parser_that_pandas_calls_python_binds_signs_first(query: str) -> None:
    kept = FRAME.query(query, parser="python", engine="python")["n"].tolist()

    assert kept_here(query_sql(query, tight=True).sql("duckdb")) == kept


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("n == n.max()", "looks at other rows"),
        ("x > x.mean() and n > 1", "looks at other rows"),
        ("n.shift() > 1", "looks at other rows"),
        ("index > 3", "label of a row of pandas"),
        ("n > @limit", "uses a variable"),
        ("s.str.strip() == 'a'", "has no counterpart"),
        ("~n > 2", "`~n` of the condition has no counterpart"),  # the complement of a number there
        ("n in [x, 1]", "`x` of the condition has no counterpart"),
        ("n.isin([x])", "`x` of the condition has no counterpart"),
        ("n.isin([1], axis=1)", "has no counterpart"),
        ("n > 1 && x > 1", "cannot be read"),
        ("n > 1 || x > 1", "cannot be read"),
        ("x < 1e999", "cannot compare with inf"),
    ],
)
def test_why_a_query_is_not_read(query: str, why: str) -> None:
    with pytest.raises(RowConditionError, match=why):
        query_sql(query)


def test_an_at_sign_within_a_text_or_a_name_is_no_variable() -> None:
    assert query_sql("s == 'a@b' and `x@y` > 1").sql("duckdb").startswith("COALESCE(\"s\" = 'a@b'")


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
        "a ^ 2 > 1",
        "a @ 2 > 1",
        "a.str.match(b)",
        "a.between(1, 2, inclusive='some')",
        "a.str.contains('x', na=b)",
        "a.str.contains(*b)",
        "f(a)",
        "abs(a, b) > 1",
        "a.str.len > 1",
        "a.dt.year() > 1",
        "a.str.len(1) > 1",
        "min(a) > 1",
        "x" * 10_001,
        "a > None",
        "True",
    ],
)
def test_what_pandas_can_and_we_cannot_is_told(query: str) -> None:
    if query == "a":
        assert query_sql(query).sql("duckdb") == 'COALESCE("a", FALSE)'
        return
    with pytest.raises(RowConditionError):
        query_sql(query)


def test_a_constant_is_itself_beside_others() -> None:
    assert query_sql("x > 1 or True").sql("duckdb") == 'COALESCE("x" > 1, FALSE) OR TRUE'
