"""DuckDB's types by what they hold."""

from __future__ import annotations

from lockgate.scan.schema import Column, LogicalType

__all__ = ["column_of", "is_coded"]

_FLOATS = ("FLOAT", "DOUBLE", "REAL")
_TYPES: dict[str, LogicalType] = {
    "BOOLEAN": LogicalType.BOOLEAN,
    "DATE": LogicalType.DATE,
    "VARCHAR": LogicalType.STRING,
    "UUID": LogicalType.STRING,
    "FLOAT": LogicalType.NUMBER,
    "DOUBLE": LogicalType.NUMBER,
    "REAL": LogicalType.NUMBER,
    "TINYINT": LogicalType.INTEGER,
    "SMALLINT": LogicalType.INTEGER,
    "INTEGER": LogicalType.INTEGER,
    "BIGINT": LogicalType.INTEGER,
    "HUGEINT": LogicalType.INTEGER,
    "UTINYINT": LogicalType.INTEGER,
    "USMALLINT": LogicalType.INTEGER,
    "UINTEGER": LogicalType.INTEGER,
    "UBIGINT": LogicalType.INTEGER,
    "UHUGEINT": LogicalType.INTEGER,
}
_PREFIXES: tuple[tuple[str, LogicalType], ...] = (
    ("DECIMAL", LogicalType.NUMBER),
    ("TIMESTAMP", LogicalType.TIMESTAMP),
    ("TIME", LogicalType.TIME),
    ("STRUCT", LogicalType.OBJECT),
    ("MAP", LogicalType.OBJECT),
    ("ENUM", LogicalType.STRING),
)


def column_of(name: str, physical: str) -> Column:
    """Return a column from its name and the type as DuckDB writes it.

    Examples
    --------
    >>> column_of("price", "DECIMAL(10,2)").logical.value, column_of("delay", "DOUBLE").holds_nan
    ('number', True)
    """
    if physical.endswith("]"):
        return Column(name, LogicalType.ARRAY, physical)
    if physical in _TYPES:
        return Column(name, _TYPES[physical], physical, holds_nan=physical in _FLOATS)
    for prefix, logical in _PREFIXES:
        if physical.startswith(prefix):
            return Column(name, logical, physical)
    return Column(name, LogicalType.OTHER, physical)


def is_coded(physical: str) -> bool:
    """Tell whether texts are kept as places in a list.

    Examples
    --------
    >>> is_coded("ENUM('low', 'high')"), is_coded("VARCHAR")
    (True, False)
    """
    return physical.startswith("ENUM")
