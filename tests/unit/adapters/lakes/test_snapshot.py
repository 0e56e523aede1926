from __future__ import annotations

import pyarrow as pa

from lockgate.adapters.lakes import open_lake
from lockgate.adapters.lakes.snapshot import Reopened, Snapshot
from lockgate.scan.engine import Source


def test_a_stream_begins_anew_each_time_it_is_asked_for() -> None:
    table = pa.table({"a": [1, 2]})
    stream = Reopened(table.schema, table.to_reader)

    assert [pa.table(stream).num_rows for _ in range(2)] == [2, 2]
    assert pa.schema(stream) == table.schema
    assert stream.column_names == ["a"]


def test_what_keeps_no_versions_is_not_opened_here() -> None:
    assert open_lake("t", Source("a.parquet", "parquet")) is None
    assert open_lake("t", Source("t", "delta", frame=pa.table({"a": [1]}))) is None


def test_a_version_is_known_by_its_table_and_its_number_and_stays_what_is_read() -> None:
    snapshot = Snapshot(None, "7", "a table's own id", 7)
    source = Source("lake/t", "delta", options={"types": {"a": "int"}})

    assert snapshot.identity == "a table's own id at 7"
    assert snapshot.pinned(source).options == {"types": {"a": "int"}, "version": 7}
    assert Snapshot(None, "none yet", "id", None).pinned(source) == source
