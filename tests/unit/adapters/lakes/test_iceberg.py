from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from tests.fakes.lakes import iceberg_catalog

from lockgate.adapters.lakes import open_lake
from lockgate.domain.errors import DataError, MissingExtraError
from lockgate.scan.engine import Source


@pytest.fixture
def snapshots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    """The table `lake/sales.orders` of two snapshots, the second with a column more, and an empty one."""
    with iceberg_catalog(tmp_path, monkeypatch) as catalog:
        catalog.create_table("sales.empty", schema=pa.schema([("a", pa.int64())]))
        orders = catalog.create_table("sales.orders", schema=pa.schema([("a", pa.int64())]))
        orders.append(pa.table({"a": [1, 2]}))
        with orders.update_schema() as update:
            update.union_by_name(pa.schema([("a", pa.int64()), ("b", pa.string())]))
        orders.append(pa.table({"a": [3], "b": ["z"]}))
        first, second = (one.snapshot_id for one in catalog.load_table("sales.orders").snapshots())
        orders.manage_snapshots().create_tag(first, "accepted").commit()
        yield first, second


def rows_of(location: str, **options: object) -> tuple[str, list[Any]]:
    found = open_lake("t", Source(location, "iceberg", options=options))
    assert found is not None
    connection = duckdb.connect()
    connection.register("t", found.frame)
    connection.execute("select * from t")  # what is scanned once can be scanned again
    return found.version, connection.execute("select * from t order by a").fetchall()


def test_the_current_snapshot_is_read_unless_another_is_named(snapshots: tuple[int, int]) -> None:
    first, second = snapshots

    assert rows_of("lake/sales.orders") == (str(second), [(1, None), (2, None), (3, "z")])
    assert rows_of("lake/sales.orders", version=first) == (str(first), [(1,), (2,)])
    assert rows_of("lake/sales.orders", version="accepted") == (str(first), [(1,), (2,)])
    assert rows_of("lake/sales.empty") == ("none yet", [])


def test_columns_that_changed_since_rows_were_written_are_those_that_readers_see(
    snapshots: tuple[int, int],
) -> None:
    from pyiceberg.catalog import load_catalog  # noqa: PLC0415 - an extra

    _, second = snapshots
    source = Source("lake/sales.orders", "iceberg")
    before = open_lake("t", source)
    with load_catalog("lake").load_table("sales.orders").update_schema() as update:
        update.rename_column("b", "c")
    after, named = open_lake("t", source), open_lake("t", replace(source, options={"version": second}))

    assert before is not None
    assert after is not None
    assert named is not None
    assert after.frame.column_names == ["a", "c"]  # type: ignore[attr-defined]  # a stream of Arrow batches
    assert named.frame.column_names == ["a", "b"]  # type: ignore[attr-defined]  # a stream of Arrow batches
    assert (after.version, after.identity == before.identity) == (str(second), False)
    assert rows_of("lake/sales.orders") == (str(second), [(1, None), (2, None), (3, "z")])


@pytest.mark.parametrize("version", [5, "no such tag"])
def test_a_snapshot_that_is_not_there_is_an_error_that_names_those_that_are(
    snapshots: tuple[int, int], version: object
) -> None:
    with pytest.raises(DataError) as caught:
        rows_of("lake/sales.orders", version=version)

    first, second = snapshots
    assert (caught.value.code, caught.value.hint) == ("LG242", f"there are: accepted, main, {second}, {first}")


@pytest.mark.usefixtures("snapshots")
@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("orders", "it does not name a catalog and a table"),
        ("lake/orders", "it does not name a catalog and a table"),
        ("lake/sales.gone", "the catalog has no such table"),
        ("pond/sales.orders", "cannot be read: URI missing"),
    ],
)
def test_what_is_no_table_says_so(location: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        rows_of(location)


def test_without_pyiceberg_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyiceberg.catalog", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'lockgate\[iceberg\]'"):
        open_lake("t", Source("lake/sales.orders", "iceberg"))
