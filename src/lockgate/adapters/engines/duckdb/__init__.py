"""The default engine: DuckDB, embedded, read-only, nothing downloaded."""

from __future__ import annotations

from lockgate.adapters.engines.duckdb.session import DuckDBEngine, DuckDBSession

__all__ = ["DuckDBEngine", "DuckDBSession"]
