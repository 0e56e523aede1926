"""The rows that a PostgreSQL transaction sees, as a Parquet file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lockgate.domain.errors import DataError, MissingExtraError
from lockgate.migrations.set_digest import ColumnType

if TYPE_CHECKING:
    import psycopg

__all__ = ["export_rows"]

_BATCH = 50_000
_MOST_DIGITS = 38
_NUMERIC = re.compile(r"numeric\((\d+),(\d+)\)")


def export_rows(
    connection: psycopg.Connection[Any], table: str, columns: Sequence[ColumnType], file: Path
) -> None:
    """Write the rows of a table, batch by batch.

    Types that Arrow shares are kept; every other one is written as the text that PostgreSQL shows.

    Parameters
    ----------
    connection : Connection
        In the transaction whose rows are wanted.
    table : str
        The quoted name.
    columns : sequence of ColumnType
        Its columns, at least one.
    file : Path
        The file to write.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError.of("migrate", "pyarrow", "sklearn") from error
    import psycopg  # noqa: PLC0415 - an extra; it is there, or there were no connection

    kinds = [_arrow_type(column.type.partition(";")[0]) for column in columns]
    schema = pa.schema(
        [(column.name, kind or pa.string()) for column, kind in zip(columns, kinds, strict=True)]
    )
    listed = ", ".join(_read_as(column, kind) for column, kind in zip(columns, kinds, strict=True))
    query = f"SELECT {listed} FROM {table}"  # noqa: S608 - quoted names
    try:
        with connection.cursor(name="lockgate_rows") as cursor, pq.ParquetWriter(file, schema) as writer:
            cursor.execute(query.encode())
            while rows := cursor.fetchmany(_BATCH):
                arrays = [
                    pa.array(values, type=part.type)
                    for values, part in zip(zip(*rows, strict=True), schema, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    except (psycopg.Error, pa.ArrowException, ValueError, OverflowError) as error:
        raise DataError.engine(
            table, f"its rows cannot be read for the checks: {type(error).__name__}"
        ) from error


def _read_as(column: ColumnType, kind: object) -> str:
    name = exp.to_identifier(column.name, quoted=True).sql("postgres")
    if kind is None:
        return f"{name}::text"
    return f"{name}::double precision" if column.type.partition(";")[0] == "numeric" else name


def _arrow_type(name: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the Arrow type of PostgreSQL's, None where the text must do."""
    import pyarrow as pa  # noqa: PLC0415 - an extra; `export_rows` has seen to it

    found = _NUMERIC.fullmatch(name)
    if found and int(found.group(1)) <= _MOST_DIGITS:
        return pa.decimal128(int(found.group(1)), int(found.group(2)))
    return {
        "smallint": pa.int16(),
        "integer": pa.int32(),
        "bigint": pa.int64(),
        "real": pa.float32(),
        "double precision": pa.float64(),
        "numeric": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "timestamp without time zone": pa.timestamp("us"),
        "timestamp with time zone": pa.timestamp("us", "UTC"),
        "time without time zone": pa.time64("us"),
    }.get(name)
