from __future__ import annotations

import pytest
from sqlglot import exp, parse_one

from lockgate.adapters.engines.duckdb.in_place import in_place_sql

READ = {"t": "read('t')"}


@pytest.mark.parametrize(
    ("query", "sql"),
    [
        ('SELECT "t"."a" FROM "t"', """SELECT "t"."a" FROM read('t') AS "t\""""),
        ('SELECT "r"."a" FROM "t" AS "r"', """SELECT "r"."a" FROM read('t') AS "r\""""),
        ('SELECT * FROM "u" JOIN "t" USING (a)', """SELECT * FROM "u" JOIN read('t') AS "t" USING (a)"""),
        ("""SELECT '"t"' FROM "T\"""", """SELECT '"t"' FROM "T\""""),
    ],
    ids=["by its name", "by another", "beside a table that is no file", "not a text, nor another table"],
)  # fmt: skip
def test_a_table_is_read_in_place_of_its_name(query: str, sql: str) -> None:
    assert in_place_sql(parse_one(query, dialect="duckdb"), READ) == sql


def test_the_query_stays_as_it_was() -> None:
    query = exp.select("a").from_("t")

    in_place_sql(query, READ)

    assert query == exp.select("a").from_("t")
