"""What Lockgate needs from an engine."""

from __future__ import annotations

import pytest

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.scan.engine import Engine, Session, Source, name_at, source_at


def test_the_default_engine_and_its_session_have_the_shape() -> None:
    engine: Engine = DuckDBEngine(threads=1)
    session: Session = engine.open({})
    session.close()

    assert session.dialect == "duckdb"


def test_a_source_is_a_file_unless_it_says_otherwise() -> None:
    source = Source("flights.parquet")

    assert (source.format, source.frame, dict(source.options)) == ("", None, {})


def test_what_is_no_file_is_named_by_its_scheme() -> None:
    assert source_at("table://sales.orders") == Source("sales.orders", "table")
    assert source_at("delta://s3://lake/orders") == Source("s3://lake/orders", "delta")
    assert source_at("iceberg://lake/sales.orders") == Source("lake/sales.orders", "iceberg")
    assert source_at("s3://lake/orders.parquet") == Source("s3://lake/orders.parquet")
    assert source_at("table://") == Source("table://")


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("data/flights.2013.parquet", "flights"),
        ("data/*.parquet", "data"),
        ("*", "table"),
        ("delta://lake/flights", "flights"),
        ("iceberg://lake/sales.orders", "orders"),
        ('table://"Sales"."Orders 2013"', "Orders 2013"),
    ],
)
def test_a_table_is_called_after_the_last_part_of_its_name(location: str, name: str) -> None:
    assert name_at(location) == name
