from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest
from sqlglot import exp, parse_one

from lockgate.checks import CHECKS
from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.dialects import DIALECTS, gap_of, renamed, render
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


def test_tables_are_renamed_and_keep_their_name_as_an_alias() -> None:
    relations = {"t": exp.table_("v 1", db="s", quoted=True)}

    assert renamed(parse_one("select t.a from t join u on true"), relations).sql() == (
        'SELECT t.a FROM "s"."v 1" AS t JOIN u ON TRUE'
    )
    assert renamed(parse_one("select x.a from t as x"), relations).sql() == 'SELECT x.a FROM "s"."v 1" AS x'
    assert renamed(exp.to_table("t"), relations).sql() == '"s"."v 1" AS t'
