"""What Great Expectations is asked on SQLite: what it asks only of SQL, and conditions in its own language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cases import Case, bounds, with_mostly

PATTERNS = ("A%", "AB-_", "%-%", "%", "_", "ab%", "", r"XX\%", "A_B", "zz%")


def like() -> Iterator[Case]:
    for pattern in PATTERNS:
        for kwargs in with_mostly({"column": "code", "like_pattern": pattern}, (None, 0.3, 0.5, 0.9)):
            yield "texts", "expect_column_values_to_match_like_pattern", kwargs
            yield "texts", "expect_column_values_to_not_match_like_pattern", kwargs
    for listed in (["A%", "C%"], ["%-%"], ["%", "zz%"], ["AB%", "%1"], ["A%", "C%", "a%", "X%", ""]):
        for kwargs in with_mostly({"column": "code", "like_pattern_list": listed}, (None, 0.5)):
            for how in (None, "any", "all"):
                said = kwargs if how is None else {**kwargs, "match_on": how}
                yield "texts", "expect_column_values_to_match_like_pattern_list", said
            yield "texts", "expect_column_values_to_not_match_like_pattern_list", kwargs
    yield "empty", "expect_column_values_to_match_like_pattern", {"column": "s", "like_pattern": "a"}
    yield "texts", "expect_column_values_to_match_like_pattern", {"column": "missing", "like_pattern": "a"}


def other_table() -> Iterator[Case]:
    name = "expect_table_row_count_to_equal_other_table"
    for table, other in (
        ("pairs", "texts"),
        ("pairs", "full"),
        ("pairs", "pairs"),
        ("empty", "few"),
        ("few", "missing"),
    ):
        yield table, name, {"other_table_name": other}


QUERIES = (
    "SELECT * FROM {batch} WHERE i > 5",
    "SELECT * FROM {batch} WHERE i > 100",
    "SELECT * FROM {batch} WHERE f > 100",
    "SELECT i, s FROM {batch} WHERE f < 0",
    "SELECT * FROM {batch}",
    "SELECT * FROM {batch} AS b WHERE b.i > 100",
    "SELECT * FROM {batch} WHERE i > 100;",
    "SELECT DISTINCT g FROM {batch} WHERE i > 5 ORDER BY g LIMIT 2",
    "SELECT g FROM {batch} GROUP BY g HAVING COUNT(*) > 1",
    "SELECT i FROM {batch} GROUP BY i HAVING COUNT(*) > 1",
    "SELECT s, g FROM {batch} WHERE i < 4 GROUP BY s, g HAVING COUNT(*) >= 2",
    "SELECT COUNT(*) FROM {batch} WHERE i > 100",
)


def unexpected() -> Iterator[Case]:
    for query in QUERIES:
        yield "numbers", "unexpected_rows_expectation", {"unexpected_rows_query": query}


CONDITIONS: tuple[dict[str, Any], ...] = (
    {"row_condition": 'col("i") > 5', "condition_parser": "great_expectations"},
    {"row_condition": 'col("i") > 5.5', "condition_parser": "great_expectations__experimental__"},
    {"row_condition": 'col("g") == "x"', "condition_parser": "great_expectations"},
    {"row_condition": "col(\"g\") != 'x'", "condition_parser": "great_expectations__experimental__"},
    {"row_condition": 'col("f").notNull()', "condition_parser": "great_expectations__experimental__"},
    {"row_condition": 'col("f").notnull()', "condition_parser": "great_expectations"},
    {"row_condition": 'col("f")<=1.5', "condition_parser": "great_expectations"},
    {"row_condition": 'col("f") >= -3', "condition_parser": "great_expectations"},
    {"row_condition": "i > 5", "condition_parser": "great_expectations"},
    {"row_condition": "i > 5", "condition_parser": "sqlalchemy"},
    {"row_condition": {"type": "comparison", "column": {"name": "i"}, "operator": ">", "parameter": 4}},
    {"row_condition": {"type": "nullity", "column": {"name": "f"}, "is_null": True}},
    {"row_condition": {"type": "comparison", "column": {"name": "g"}, "operator": "IN", "parameter": ["x", "z"]}},
)  # fmt: skip


def conditions() -> Iterator[Case]:
    for condition in CONDITIONS:
        yield "numbers", "expect_column_values_to_be_between", {"column": "i", "min_value": 3, **condition}
        yield "numbers", "expect_column_values_to_not_be_null", {"column": "g", **condition}
        yield "numbers", "expect_table_row_count_to_equal", {"value": 4, **condition}


def dates() -> Iterator[Case]:
    """Yield bounds without a time on a column of instants, which pandas refuses."""
    for kwargs in bounds(("2012-12-31", "2014-01-01"), ("2013-02-01", None), (None, "2013-12-31")):
        for name in ("values", "max", "min"):
            yield "instants", f"expect_column_{name}_to_be_between", {"column": "t", **kwargs}


SQL_CASES = (like, other_table, unexpected, conditions, dates)
