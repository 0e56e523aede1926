"""What Lockgate needs from an engine."""

from __future__ import annotations

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.scan.engine import Engine, Session, Source


def test_the_default_engine_and_its_session_have_the_shape() -> None:
    engine: Engine = DuckDBEngine(threads=1)
    session: Session = engine.open({})
    session.close()

    assert session.dialect == "duckdb"


def test_a_source_is_a_file_unless_it_says_otherwise() -> None:
    source = Source("flights.parquet")

    assert (source.format, source.frame, dict(source.options)) == ("", None, {})
