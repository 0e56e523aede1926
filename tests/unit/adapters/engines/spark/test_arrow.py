"""What Spark holds, in Arrow: the same wherever the machine stands, and texts of what Arrow lacks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from tests.conformance.engines import spark_session

from lockgate.adapters.engines.spark.arrow import batches_of

pytestmark = [pytest.mark.spark]

WORDS = """
    true b, cast(1 as tinyint) i1, cast(2 as smallint) i2, 3 i4, cast(4 as bigint) i8, cast(1.5 as float) f4,
    cast(2.5 as double) f8, cast(1.25 as decimal(6, 2)) n, 'é' s, X'00ff' x, date'0001-01-01' d,
    timestamp_ltz'2013-11-03 01:30:00 America/New_York' z, timestamp_ntz'2013-03-10 02:30:00' l,
    array(1, null) a, map('k', 1) m, struct(1 as f) `odd `` name`, null nothing, interval 1 day g
"""
SCHEMA = [
    ("b", pa.bool_()), ("i1", pa.int8()), ("i2", pa.int16()), ("i4", pa.int32()), ("i8", pa.int64()),
    ("f4", pa.float32()), ("f8", pa.float64()), ("n", pa.decimal128(6, 2)), ("s", pa.string()), ("x", pa.binary()),
    ("d", pa.date32()), ("z", pa.timestamp("us", "UTC")), ("l", pa.timestamp("us")), ("a", pa.string()),
    ("m", pa.string()), ("odd ` name", pa.string()), ("nothing", pa.string()), ("g", pa.string()),
]  # fmt: skip


@pytest.fixture
def abroad(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let Python stand where clocks are turned back, and Spark's session too."""
    settings = spark_session().conf
    before = settings.get("spark.sql.session.timeZone")
    settings.set("spark.sql.session.timeZone", "UTC")
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()
    settings.set("spark.sql.session.timeZone", before)


@pytest.mark.usefixtures("abroad")
def test_each_type_has_one_in_arrow_wherever_the_machine_stands() -> None:
    (only,) = batches_of(spark_session().sql(f"select {WORDS}"), 5)

    assert only.schema == pa.schema(SCHEMA)
    assert list(only.to_pylist()[0].values()) == [
        True, 1, 2, 3, 4, 1.5, 2.5, Decimal("1.25"), "é", b"\x00\xff", date(1, 1, 1),
        datetime(2013, 11, 3, 5, 30, tzinfo=UTC),
        datetime(2013, 3, 10, 2, 30),  # noqa: DTZ001 - it has no zone
        "[1,null]", '{"k":1}', '{"f":1}', None, "INTERVAL '1' DAY",
    ]  # fmt: skip


def test_rows_come_some_at_a_time_and_none_as_one_batch() -> None:
    frame = spark_session().range(0, 5, 1, 2)

    assert [batch.num_rows for batch in batches_of(frame, 2)] == [2, 2, 1]
    assert [batch.num_rows for batch in batches_of(frame.where("id > 9"), 2)] == [0]
