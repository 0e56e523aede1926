"""Texts are held where Spark is, some at a time."""

from __future__ import annotations

import pyarrow as pa
import pytest
from sqlglot import exp, parse_one
from tests.conformance.engines import bench_of

from lockgate.adapters.engines.spark import held

pytestmark = [pytest.mark.spark]


def asked(text: str) -> exp.Expr:
    return parse_one(text, read="duckdb")


def test_texts_are_held_while_they_come_from_queries_of_the_same_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(held, "HELD_AT_A_TIME", 1)
    bench = bench_of("spark")
    tables = bench.engine.open(bench.sources({"t": pa.table({"k": [1, 2, None]})}))
    texts = (
        str(value) for chunk in tables.chunks(asked("select k from t where k > 0"), 1) for (value,) in chunk
    )

    tables.hold({"few": texts, "none held": []})

    assert sorted(tables.rows(asked("select v from few"))) == [("1",), ("2",)]
    assert tables.rows(asked('select count(*) from "none held"')) == [(0,)]
    assert tables.rows(asked("select k from t where cast(k as text) in (select few.v from few) and k > 1")) == [
        (2,)
    ]
    tables.close()
