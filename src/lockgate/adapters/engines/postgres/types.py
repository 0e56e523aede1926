"""PostgreSQL's types by the names that DuckDB has for them."""

from __future__ import annotations

from lockgate.scan.schema import Column, LogicalType

__all__ = ["column_of"]

_TYPES: dict[str, tuple[LogicalType, str]] = {
    "bigint": (LogicalType.INTEGER, "BIGINT"),
    "boolean": (LogicalType.BOOLEAN, "BOOLEAN"),
    "bytea": (LogicalType.OTHER, "BLOB"),
    "date": (LogicalType.DATE, "DATE"),
    "double precision": (LogicalType.NUMBER, "DOUBLE"),
    "integer": (LogicalType.INTEGER, "INTEGER"),
    "json": (LogicalType.OBJECT, "JSON"),
    "jsonb": (LogicalType.OBJECT, "JSONB"),
    "real": (LogicalType.NUMBER, "FLOAT"),
    "smallint": (LogicalType.INTEGER, "SMALLINT"),
    "text": (LogicalType.STRING, "VARCHAR"),
    "uuid": (LogicalType.STRING, "UUID"),
}
_PREFIXES: tuple[tuple[str, LogicalType, str], ...] = (
    ("character", LogicalType.STRING, "VARCHAR"),
    ("numeric", LogicalType.NUMBER, ""),
    ("timestamp", LogicalType.TIMESTAMP, "TIMESTAMP"),
    ("time", LogicalType.TIME, "TIME"),
)
_HOLD_NAN = ("DOUBLE", "FLOAT")


def column_of(name: str, kind: str) -> Column:
    """Return a column from its name and the type as PostgreSQL formats it.

    A type without a name in DuckDB keeps its own. ``numeric`` can hold NaN, as floating point can.

    Examples
    --------
    >>> column_of("price", "numeric(10,2)").physical, column_of("at", "timestamp(3) with time zone").physical
    ('DECIMAL(10,2)', 'TIMESTAMP WITH TIME ZONE')
    """
    if kind.endswith("[]"):
        return Column(name, LogicalType.ARRAY, kind.upper())
    if kind in _TYPES:
        logical, physical = _TYPES[kind]
        return Column(name, logical, physical, holds_nan=physical in _HOLD_NAN)
    for prefix, logical, physical in _PREFIXES:
        if kind.startswith(prefix):
            return _of_family(name, kind, logical, physical)
    return Column(name, LogicalType.OTHER, kind.upper())


def _of_family(name: str, kind: str, logical: LogicalType, physical: str) -> Column:
    if logical is LogicalType.NUMBER:
        return Column(name, logical, kind.upper().replace("NUMERIC", "DECIMAL"), holds_nan=True)
    if logical is LogicalType.TIMESTAMP and kind.endswith("with time zone"):
        return Column(name, logical, "TIMESTAMP WITH TIME ZONE")
    return Column(name, logical, physical)
