"""Rows of PostgreSQL as Arrow record batches of one schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlglot import exp

from lockgate.domain.errors import DataError

__all__ = ["ArrowColumn", "arrow_columns", "as_batch", "in_arrow"]

_MOST_DIGITS = 38  # of an exact number in a file

_BY_OID: Mapping[int, Callable[[Any], Any]] = {
    16: lambda pa: pa.bool_(),
    17: lambda pa: pa.binary(),
    20: lambda pa: pa.int64(),
    21: lambda pa: pa.int16(),
    23: lambda pa: pa.int32(),
    25: lambda pa: pa.string(),
    700: lambda pa: pa.float32(),
    701: lambda pa: pa.float64(),
    1042: lambda pa: pa.string(),
    1043: lambda pa: pa.string(),
    1082: lambda pa: pa.date32(),
    1083: lambda pa: pa.time64("us"),
    1114: lambda pa: pa.timestamp("us"),
    1184: lambda pa: pa.timestamp("us", "UTC"),
}
"""Arrow's types of PostgreSQL's, by their numbers in the catalog, which are the same on every server."""

_NUMERIC = 1700

ArrowColumn = tuple[str, Any]
"""Name and Arrow type; None for a type that Arrow lacks, whose values come as texts."""


def arrow_columns(description: Sequence[Any], pa: Any) -> list[ArrowColumn]:  # noqa: ANN401 - a module
    """Return the columns of an answer; exact numbers of no stated size come as texts, for no other type holds them."""
    return [(str(column.name), _kind(column, pa)) for column in description]


def _kind(column: Any, pa: Any) -> Any:  # noqa: ANN401 - of psycopg; an Arrow type
    if column.type_code == _NUMERIC:
        digits, scale = column.precision, column.scale
        fits = digits is not None and digits <= _MOST_DIGITS and scale is not None and 0 <= scale <= digits
        return pa.decimal128(digits, scale) if fits else None
    found = _BY_OID.get(column.type_code)
    return found(pa) if found is not None else None


def in_arrow(sql: str, columns: Sequence[ArrowColumn]) -> str:
    """Return a query with each column that Arrow has no type for as its text; the order of its rows stays.

    Examples
    --------
    >>> in_arrow("SELECT 1 AS a, ARRAY[2] AS b", [("a", "int32"), ("b", None)])
    'SELECT q."a", CAST(q."b" AS TEXT) AS "b" FROM (SELECT 1 AS a, ARRAY[2] AS b) AS q'
    """
    if all(kind is not None for _, kind in columns):
        return sql
    taken = []
    for name, kind in columns:
        quoted = exp.to_identifier(name, quoted=True).sql("postgres")
        taken.append(f"q.{quoted}" if kind is not None else f"CAST(q.{quoted} AS TEXT) AS {quoted}")
    return f"SELECT {', '.join(taken)} FROM ({sql}) AS q"  # noqa: S608 - quoted names, and a query of ours


def as_batch(rows: Sequence[Sequence[Any]], columns: Sequence[ArrowColumn], table: str, pa: Any) -> Any:  # noqa: ANN401 - Arrow
    """Return rows as one record batch, perhaps of no rows.

    Raises
    ------
    DataError
        If a value has no place in a file, such as NaN among exact numbers; the value is not told.
    """
    values = zip(*rows, strict=True) if rows else (() for _ in columns)
    schema = pa.schema([(name, kind or pa.string()) for name, kind in columns])
    arrays = []
    for field, found in zip(schema, values, strict=True):
        try:
            arrays.append(pa.array(found, field.type))
        except (pa.ArrowException, OverflowError, TypeError, ValueError) as error:
            text = f"column `{field.name}` holds a value that {field.type} of a file cannot"
            raise DataError.engine(table, f"{text}; read it through a view that casts it to text") from error
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
