"""Column constraints that several formats share, as a contract has them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lockgate.contracts.contract import TypeOptions
from lockgate.interchange.draft import TableDraft
from lockgate.scan.schema import LogicalType

__all__ = ["limit", "logical_of"]

_TYPES: dict[str, LogicalType] = {
    **dict.fromkeys(("string", "str", "text", "varchar", "char", "bpchar", "object", "category", "uuid", "year",
                     "nvarchar", "character varying"), LogicalType.STRING),
    **dict.fromkeys(("integer", "int", "bigint", "smallint", "tinyint", "hugeint", "long", "int8", "int16", "int32",
                     "int64", "uint8", "uint16", "uint32", "uint64", "int2", "int4"), LogicalType.INTEGER),
    **dict.fromkeys(("number", "float", "double", "real", "numeric", "decimal", "float16", "float32", "float64",
                     "float4", "float8", "double precision"), LogicalType.NUMBER),
    **dict.fromkeys(("boolean", "bool"), LogicalType.BOOLEAN),
    "date": LogicalType.DATE,
    "time": LogicalType.TIME,
    **dict.fromkeys(("timestamp", "datetime", "timestamptz", "timestamp_ntz", "timestamp_tz", "datetime64",
                     "timestamp with time zone", "timestamp without time zone"), LogicalType.TIMESTAMP),
}  # fmt: skip


def logical_of(name: str) -> LogicalType | None:
    """Return the logical type that a type's name stands for, None where it stands for none.

    Examples
    --------
    >>> logical_of("VARCHAR(20)").value, logical_of("datetime64[ns]").value, logical_of("geography")
    ('string', 'timestamp', None)
    """
    plain = name.strip().casefold()
    return _TYPES.get(plain) or _TYPES.get(plain.partition("(")[0].partition("[")[0].strip())


def limit(table: TableDraft, column: str, **limits: Any) -> None:  # noqa: ANN401 - the fields of TypeOptions
    """Add limits to the type options of a column."""
    known = table.columns[column].options if column in table.columns else TypeOptions()
    table.column(column, options=replace(known, **limits))
