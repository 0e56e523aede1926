from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlglot import exp, parse_one
from tests.conformance.engines import bench_of

from lockgate.adapters.engines.postgres import PostgresTables, session
from lockgate.domain.errors import DataError
from lockgate.scan.engine import Source

pytestmark = [pytest.mark.postgres]
TABLE = pa.table({"k": [1, 2, None], "s": ["a", None, "b"]})


@pytest.fixture
def tables() -> Iterator[Any]:
    bench = bench_of("postgres")
    sources = bench.sources({"t": TABLE})
    odd = {
        "file": Source("a.parquet"),
        "gone": Source("public.no_such_table", "table"),
        "typed": Source("public.t", "table", options={"types": {"a": "date"}}),
    }
    session = bench.engine.open({**sources, **odd})
    yield session
    session.close()


def asked(text: str) -> exp.Expr:
    return parse_one(text, read="duckdb")


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (
            "file",
            "[LG203] table `file`: `a.parquet` cannot be read: PostgreSQL reads its own tables as they are",
        ),
        (
            "typed",
            "[LG203] table `typed`: `public.t` cannot be read: PostgreSQL reads its own tables as they are",
        ),
        (
            "gone",
            "[LG203] table `gone`: `public.no_such_table` cannot be read: the database has no such table or view",
        ),
        ("tt", "[LG206] project: no table is named `tt`"),
    ],
)
def test_what_is_no_table_of_the_database_says_so(tables: PostgresTables, table: str, says: str) -> None:
    with pytest.raises(DataError) as caught:
        tables.schema(table)

    assert str(caught.value).startswith(says)


def test_a_map_comes_as_a_mapping_and_one_of_nothing_as_nothing(tables: PostgresTables) -> None:
    query = "select map(list(k), list(s)) as m, 1 from t where k = {}"

    assert tables.rows(asked(query.format(1))) == [({1: "a"}, 1)]
    assert tables.rows(asked(query.format(9))) == [(None, 1)]


def test_arrays_are_masked_where_there_is_no_value(tables: PostgresTables) -> None:
    found = tables.arrays(asked("select k, s, 1.5 as d from t order by k"))

    assert found["k"].tolist() == [1, 2, None]
    assert found["s"].tolist() == ["a", None, "b"]
    assert found["d"].dtype == np.float64
    assert found["d"].tolist() == [1.5, 1.5, 1.5]
    assert tables.arrays(asked("select k from t where k > 9"))["k"].tolist() == []


def test_rows_come_in_chunks_and_batches(tables: PostgresTables) -> None:
    query = asked("select k from t")

    assert [len(chunk) for chunk in tables.chunks(query, 2)] == [2, 1]
    assert [batch.num_rows for batch in tables.batches(query, 2)] == [2, 1]


def test_after_a_refusal_the_session_goes_on_and_sees_the_same_rows(tables: PostgresTables) -> None:
    before = tables.rows(asked("select count(*) from t"))
    bench_of("postgres")._run("CREATE TABLE IF NOT EXISTS public.other (a integer)")  # type: ignore[attr-defined]  # the bench is of PostgreSQL

    with pytest.raises(DataError, match=r"LG205.*division by zero"):
        tables.rows(asked("select 1 % (k - k) from t"))

    assert tables.rows(asked("select count(*) from t")) == before


def test_rows_are_written_here_whole_or_not_at_all(tables: PostgresTables, tmp_path: Path) -> None:
    written = tables.save(asked("select k, s from t where k > 0"), str(tmp_path / "rows.parquet"))
    with pytest.raises(DataError, match="LG205"):
        tables.save(asked("select gone from t"), str(tmp_path / "none.parquet"))

    assert (written, tables.is_ordered) == (2, False)
    assert sorted(pq.read_table(tmp_path / "rows.parquet")["k"].to_pylist()) == [1, 2]
    assert [path.name for path in tmp_path.iterdir()] == ["rows.parquet"]


def test_texts_are_held_while_they_come_from_queries_of_the_same_session(
    tables: PostgresTables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "HELD_AT_A_TIME", 1)
    before = tables.rows(asked("select count(*) from t"))
    texts = (
        str(value) for chunk in tables.chunks(asked("select k from t where k > 0"), 1) for (value,) in chunk
    )

    tables.hold({"few": texts, "none held": []})

    assert sorted(tables.rows(asked("select v from few"))) == [("1",), ("2",)]
    assert tables.rows(asked('select count(*) from "none held"')) == [(0,)]
    assert tables.rows(asked("select count(*) from t")) == before
    assert tables.rows(asked("select k from t where cast(k as text) in (select few.v from few) and k > 1")) == [
        (2,)
    ]


def test_what_only_duckdb_does_is_refused(tables: PostgresTables) -> None:
    with pytest.raises(DataError, match="queries have no parameters"):
        tables.rows(asked("select 1"), [1])
    assert (tables.version("t"), len(tables.parts("t"))) == ("", 1)
    assert str(tables.gap(asked("lag(k) over ()"))).startswith("[LG240]")


def test_the_rows_of_a_session_are_those_of_its_first_query(tables: PostgresTables) -> None:
    before = tables.rows(asked("select count(*) from t"))
    relation = tables._sources["t"].location

    bench_of("postgres")._run(f"INSERT INTO {relation} VALUES (7, 'z')")  # type: ignore[attr-defined]  # noqa: S608 - as above

    assert tables.rows(asked("select count(*) from t")) == before
