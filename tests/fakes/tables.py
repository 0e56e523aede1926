"""Small tables and the real engine on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import duckdb
import numpy as np
import pyarrow as pa
from sqlglot import exp

from lockgate.adapters.engines.duckdb import DuckDBEngine, DuckDBSession
from lockgate.scan.engine import Source
from lockgate.scan.run import SuiteRun, run_suites
from lockgate.scan.suite import Suite

__all__ = ["NOW", "CountingSession", "opened", "run_on"]

NOW = datetime(2013, 7, 1, 12, tzinfo=UTC)


@contextmanager
def opened(**tables: object) -> Iterator[DuckDBSession]:
    """Open tables in memory (Arrow, or columns as lists) by name."""
    frames = {name: pa.table(table) if isinstance(table, Mapping) else table for name, table in tables.items()}
    session = DuckDBEngine(threads=2).open({name: Source(name, frame=frame) for name, frame in frames.items()})
    try:
        yield session
    finally:
        session.close()


def run_on(suite: Suite, *, sample_rows: int = 10, **tables: object) -> SuiteRun:
    """Run one suite on tables in memory."""
    with opened(**tables) as session:
        return run_suites([suite], session, now=NOW, sample_rows=sample_rows)


class CountingSession:
    """A real session that remembers its queries, and how many scans of base tables the engine planned."""

    dialect = "duckdb"

    def __init__(self, session: DuckDBSession) -> None:
        self._session = session
        self.queries: list[str] = []
        self.base_scans = 0

    def rows(self, query: exp.Expr, parameters: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """Count the scan operators that the engine plans for the query, and run it."""
        self._count(query, has_parameters=bool(parameters))
        return self._session.rows(query, parameters)

    def arrays(self, query: exp.Expr) -> dict[str, np.ndarray]:
        """Count the scan operators that the engine plans for the query, and run it."""
        self._count(query)
        return self._session.arrays(query)

    def _count(self, query: exp.Expr, *, has_parameters: bool = False) -> None:
        self.queries.append(query.sql("duckdb"))
        if isinstance(query, exp.Select) and not has_parameters:
            explain = f"EXPLAIN (FORMAT JSON) {self.queries[-1]}"
            try:
                plan = str(self._session._connection.execute(explain).fetchall())
            except duckdb.Error:  # told by the session
                return
            self.base_scans += plan.count('"name": "PYTHON_ARROW_SCAN"')

    def __getattr__(self, name: str) -> object:
        return getattr(self._session, name)
