"""What PostgreSQL holds, in Arrow: one schema whatever the values, and texts of what Arrow lacks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from sqlglot import exp
from tests.conformance.engines import bench_of

from lockgate.adapters.engines.postgres import PostgresTables
from lockgate.domain.errors import DataError, MissingExtraError
from lockgate.scan.engine import Source

pytestmark = [pytest.mark.postgres]

KINDS = """
CREATE SCHEMA kinds;
CREATE TYPE kinds.mood AS ENUM ('glad', 'sad');
CREATE TABLE kinds.t (
    b boolean, i2 smallint, i4 integer, i8 bigint, f4 real, f8 double precision, n numeric(6, 2), free numeric,
    s text, v varchar(3), c char(3), d date, t time, l timestamp, z timestamptz, x bytea,
    u uuid, j jsonb, a integer[], g interval, m kinds.mood, "odd "" name" inet
);
INSERT INTO kinds.t (b) VALUES (NULL);
INSERT INTO kinds.t VALUES
    (true, 1, 2, 3, 1.5, 'NaN', 12.5, 1e30, 'é', 'abc', 'a', '0001-01-01', '13:01', '2013-07-01 02:00',
     '2013-07-01 02:00+02', '\\x00ff', '6b3f8a3e-0000-4000-8000-000000000001', '{"a": [1]}', '{1,NULL}', '1 day',
     'sad', '::1');
CREATE TABLE kinds.odd (n numeric(6, 2), d date);
INSERT INTO kinds.odd VALUES ('NaN', 'infinity');
"""
SCHEMA = [
    ("b", pa.bool_()), ("i2", pa.int16()), ("i4", pa.int32()), ("i8", pa.int64()), ("f4", pa.float32()),
    ("f8", pa.float64()), ("n", pa.decimal128(6, 2)), ("free", pa.string()), ("s", pa.string()), ("v", pa.string()),
    ("c", pa.string()), ("d", pa.date32()), ("t", pa.time64("us")), ("l", pa.timestamp("us")),
    ("z", pa.timestamp("us", "UTC")), ("x", pa.binary()), ("u", pa.string()), ("j", pa.string()), ("a", pa.string()),
    ("g", pa.string()), ("m", pa.string()), ('odd " name', pa.string()),
]  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> Iterator[PostgresTables]:
    bench: Any = bench_of("postgres")
    bench._run(KINDS)
    session = bench.engine.open({"t": Source("kinds.t", "table"), "odd": Source("kinds.odd", "table")})
    yield session
    session.close()
    bench._run("DROP SCHEMA kinds CASCADE")


def rows_of(table: str, *columns: str) -> exp.Select:
    return exp.select(*(exp.column(name, quoted=True) for name in columns)).from_(exp.to_table(table))


def test_each_type_has_one_in_arrow_whatever_the_first_values_are(tables: PostgresTables) -> None:
    empty, full = tables.batches(rows_of("t", *(name for name, _ in SCHEMA)), 1)

    assert empty.schema == full.schema == pa.schema(SCHEMA)
    assert set(empty.to_pylist()[0].values()) == {None}
    values = full.to_pylist()[0]
    assert values.pop("f8") != 1
    assert list(values.values()) == [
        True, 1, 2, 3, 1.5, Decimal("12.50"), "1" + "0" * 30, "é", "abc", "a  ", date(1, 1, 1), time(13, 1),
        datetime(2013, 7, 1, 2),  # noqa: DTZ001 - it has no zone
        datetime(2013, 7, 1, tzinfo=UTC), b"\x00\xff", "6b3f8a3e-0000-4000-8000-000000000001", '{"a": [1]}',
        "{1,NULL}", "1 day", "sad", "::1/128",
    ]  # fmt: skip


def test_no_rows_are_one_batch_of_none(tables: PostgresTables) -> None:
    (only,) = tables.batches(rows_of("t", "i4", "u").where("i4 > 9"), 5)

    assert (only.num_rows, only.schema) == (0, pa.schema([("i4", pa.int32()), ("u", pa.string())]))


@pytest.mark.parametrize(
    ("column", "says"),
    [("n", r"`n` holds a value that decimal128\(6, 2\) of a file cannot"), ("d", "not within the years 1 to")],
)
def test_a_value_that_no_file_holds_is_told_without_the_value(
    tables: PostgresTables, column: str, says: str
) -> None:
    with pytest.raises(DataError, match=says) as caught:
        list(tables.batches(rows_of("odd", column), 5))

    assert "infinity" not in str(caught.value).lower()
    assert "nan" not in str(caught.value).lower()


def test_what_the_server_refuses_while_rows_are_fetched_is_told(tables: PostgresTables) -> None:
    query = exp.select(exp.alias_(exp.cast(exp.column("s"), "int"), "n")).from_("t")

    with pytest.raises(DataError, match=r"LG205.*invalid input syntax"):
        list(tables.batches(query, 5))


def test_without_pyarrow_it_is_said_what_to_install(
    tables: PostgresTables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'lockgate\[postgres\]'"):
        next(tables.batches(rows_of("t", "i4"), 5))
