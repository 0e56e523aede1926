from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest
from sqlglot import exp, parse_one

from lockgate.checks import CHECKS
from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.dialects import DIALECTS, gap_of, render
from lockgate.scan.dialects.gaps import GAPS
from lockgate.scan.engine import Session
from lockgate.scan.execute import fused_rows


def test_gaps_are_declared_for_known_engines_and_checks_and_duckdb_has_none() -> None:
    assert set(GAPS) == set(DIALECTS)
    assert {check for gaps in GAPS.values() for check in gaps} <= set(CHECKS)
    assert GAPS["duckdb"] == {}


def test_a_gap_leaves_the_others_of_a_fused_query_alone() -> None:
    window = parse_one("lag(x) over ()", read="duckdb")
    asked: list[str] = []

    class OnSpark:
        def gap(self, tree: exp.Expr) -> DataError | None:
            return gap_of(tree, "spark")

        def rows(self, query: exp.Expr) -> list[tuple[object, ...]]:
            asked.append(query.sql())
            return [(7,)]

    parts = [("gap", (window,)), ("sound", (exp.Count(this=exp.Star()),))]

    found = fused_rows(parts, _query, cast("Session", OnSpark()))

    assert asked == ["SELECT COUNT(*) FROM t"]
    assert found["sound"] == [(7,)]
    assert isinstance(found["gap"], DataError)
    assert found["gap"].code == "LG240"


def _query(parts: Sequence[tuple[str, tuple[exp.Expr, ...]]]) -> exp.Select:
    return exp.Select(expressions=[value for _, values in parts for value in values]).from_("t")


def test_a_dialect_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ParameterError, match="`dialect` must be one of duckdb, postgres, spark, got 'oracle'"):
        render(parse_one("1"), "oracle")


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
def test_a_table_may_be_what_reads_it(query: str, sql: str) -> None:
    tree = parse_one(query, dialect="duckdb")

    assert render(tree, "duckdb", relations={"t": exp.Table(this=exp.var("read('t')"))}) == sql
    assert tree == parse_one(query, dialect="duckdb")


def test_tables_are_renamed_and_keep_their_name_as_an_alias() -> None:
    relations = {"t": exp.table_("v 1", db="s", quoted=True)}

    assert render(parse_one("select t.a from t join u on true"), "duckdb", relations=relations) == (
        'SELECT t.a FROM "s"."v 1" AS t JOIN u ON TRUE'
    )
    assert (
        render(parse_one("select x.a from t as x"), "duckdb", relations=relations)
        == 'SELECT x.a FROM "s"."v 1" AS x'
    )
    assert render(exp.to_table("t"), "duckdb", relations=relations) == '"s"."v 1" AS t'
