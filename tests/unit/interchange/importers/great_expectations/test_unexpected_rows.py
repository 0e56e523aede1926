"""Queries whose rows are unexpected: each verdict is that of the query itself, asked of DuckDB."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from tests.fakes.imported import rules_of
from tests.fakes.tables import run_on

from lockgate.domain.verdict import Verdict
from lockgate.interchange.import_contract import Imported, import_contract
from lockgate.scan.suite import Suite

TABLES: dict[str, dict[str, list[Any]]] = {
    "t": {
        "x": [1, 2, 2, None, None],
        "y": ["a", "b", "c", "d", "d"],
        "k": [1, 1, 2, 2, 1],
        "z": [1, 2, 3, 4, 5],
    },
    "other": {"id": [1, 2], "part": [1, 2]},
}
READ = (
    "select * from {batch} where z > 4",
    "select * from {batch} where z > 9",
    "select y, z + 1 from {batch} b where b.x > 1 order by z desc limit 3",
    "select distinct y from {batch} where x > 9",
    "select * from {batch} where not x > 9",
    "select * from {batch}",
    "select count(*) from {batch} where z > 1",
    "select min(x) as least, max(x) from {batch}",
    "select x from {batch} group by x having count(*) > 1",
    "select x, count(*) as n from {batch} where x is not null group by x having count(*) >= 2",
    "select z from {batch} group by z having count(1) > 1",
    "select y, z from {batch} group by y, z having (count(*) > 1)",
    "select b.* from {batch} b left join other o on b.k = o.id where o.id is null",
    "select b.* from {batch} b left outer join other o on (o.id = b.x) where (o.id is null)",
    "select b.* from {batch} b left join other on b.z = other.id where other.id is null",
    "select 1 from {batch} b left join other o on b.k = o.id and b.k = o.part where o.part is null",
)


def imported(query: str) -> Imported:
    expectation = {"type": "UnexpectedRowsExpectation", "kwargs": {"unexpected_rows_query": query}}
    return import_contract(json.dumps([expectation]), "t.json", "great-expectations")


@pytest.mark.parametrize("query", READ)
def test_a_query_that_is_read_fails_where_it_returns_a_row(query: str) -> None:
    connection = duckdb.connect()
    for name, columns in TABLES.items():
        connection.register(name, pa.table(columns))
    is_red = bool(connection.execute(query.replace("{batch}", "t")).fetchall())
    connection.close()
    items = imported(query).contract.tables[0].items

    findings = run_on(Suite(table="t", items=items), t=TABLES["t"], other=TABLES["other"]).findings[0]

    assert Verdict.worst(finding.verdict for finding in findings) is (Verdict.FAIL if is_red else Verdict.PASS)


@pytest.mark.parametrize(
    "query",
    [
        "select (",
        "drop table x",
        "select 1",
        "select * from elsewhere",
        "select * from s.batch",
        "select x, count(*) from {batch} where z > 1",
        "select row_number() over () from {batch}",
        "select * from {batch} where z > 1 limit 0",
        "select * from {batch} where z > 1 limit 1 + 1",
        "select * from {batch} where z > 1 offset 2",
        "select * from {batch} where z in (select id from other)",
        "select * from {batch} where 1 = 1",
        "select * from {batch}, other where z = id",
        "with a as (select * from {batch}) select * from a",
        "select x from {batch} group by x having count(*) > 2",
        "select x from {batch} group by x having count(*) >= 1",
        "select x from {batch} group by x having count(y) > 1",
        "select x from {batch} group by x having sum(z) > 1",
        "select x from {batch} group by x having count(*) > z",
        "select x from {batch} group by x",
        "select x from {batch} group by x + 1 having count(*) > 1",
        "select 1 from {batch} having count(*) > 1",
        "select * from {batch} b join other o on b.k = o.id where o.id is null",
        "select * from {batch} b left join other o on b.k = o.id",
        "select * from {batch} b left join other o on b.k = o.id where o.id is not null",
        "select * from {batch} b left join other o on b.k = o.id where b.k is null",
        "select * from {batch} b left join other o on b.k = o.id where o.part is null",
        "select * from {batch} b left join other o on b.k = o.id where id is null",
        "select * from {batch} b left join other o on b.k > o.id where o.id is null",
        "select * from {batch} b left join other o on b.k = b.z where o.id is null",
        "select * from {batch} b left join other o on b.k = o.id and b.k = 1 where o.id is null",
        "select * from {batch} b left join other o using (k) where o.k is null",
        "select k from {batch} b left join other o on b.k = o.id where o.id is null group by k",
        "select * from {batch} b left join s.other o on b.k = o.id where o.id is null",
        "select * from {batch} b left join other o on b.k = o.id left join other p on b.k = p.id where o.id is null",
    ],
)
def test_any_other_query_stays_open(query: str) -> None:
    (rule, _) = rules_of(imported(query))

    assert rule["check"] == "unmapped"
