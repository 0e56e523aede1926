"""Spark's types by the names that DuckDB has for them."""

from __future__ import annotations

from typing import Any

from lockgate.scan.schema import Column, LogicalType

__all__ = ["column_of"]

_TYPES: dict[str, tuple[LogicalType, str]] = {
    "binary": (LogicalType.OTHER, "BLOB"),
    "boolean": (LogicalType.BOOLEAN, "BOOLEAN"),
    "byte": (LogicalType.INTEGER, "TINYINT"),
    "date": (LogicalType.DATE, "DATE"),
    "double": (LogicalType.NUMBER, "DOUBLE"),
    "float": (LogicalType.NUMBER, "FLOAT"),
    "integer": (LogicalType.INTEGER, "INTEGER"),
    "long": (LogicalType.INTEGER, "BIGINT"),
    "short": (LogicalType.INTEGER, "SMALLINT"),
    "string": (LogicalType.STRING, "VARCHAR"),
    "timestamp": (LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE"),
    "timestamp_ltz": (LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE"),
    "timestamp_ntz": (LogicalType.TIMESTAMP, "TIMESTAMP"),
}
_FLOATS = ("DOUBLE", "FLOAT")
_PREFIXES: tuple[tuple[str, LogicalType, str], ...] = (
    ("array", LogicalType.ARRAY, ""),
    ("char", LogicalType.STRING, "VARCHAR"),
    ("map", LogicalType.OBJECT, ""),
    ("struct", LogicalType.OBJECT, ""),
    ("time", LogicalType.TIME, "TIME"),
    ("varchar", LogicalType.STRING, "VARCHAR"),
)


def column_of(field: Any) -> Column:  # noqa: ANN401 - a StructField of classic Spark or of Connect
    """Return a field of a Spark schema as a column; a type without a name in DuckDB keeps Spark's.

    Examples
    --------
    >>> from pyspark.sql.types import DecimalType, StructField
    >>> column_of(StructField("price", DecimalType(10, 2))).physical
    'DECIMAL(10,2)'
    """
    name, kind = str(field.name), str(field.dataType.typeName())
    if kind == "decimal":
        return Column(name, LogicalType.NUMBER, f"DECIMAL({field.dataType.precision},{field.dataType.scale})")
    if kind in _TYPES:
        logical, physical = _TYPES[kind]
        return Column(name, logical, physical, holds_nan=physical in _FLOATS)
    own = str(field.dataType.simpleString()).upper()
    for prefix, logical, physical in _PREFIXES:
        if kind.startswith(prefix):
            return Column(name, logical, physical or own)
    return Column(name, LogicalType.OTHER, own)
