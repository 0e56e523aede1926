"""Column constraints that several formats share, as a contract has them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lockgate.contracts.contract import ColumnContract, Contract, TableContract, TypeOptions
from lockgate.contracts.parse import read_contract
from lockgate.contracts.write import write_contract
from lockgate.domain.errors import DocumentError
from lockgate.interchange.draft import TableDraft
from lockgate.scan.schema import LogicalType

__all__ = ["limit", "logical_of", "settle", "settle_limit"]

_TYPES: dict[str, LogicalType] = {
    **dict.fromkeys(("string", "str", "text", "varchar", "char", "bpchar", "object", "category", "uuid",
                     "nvarchar", "character varying"), LogicalType.STRING),
    **dict.fromkeys(("integer", "int", "bigint", "smallint", "tinyint", "hugeint", "long", "int8", "int16", "int32",
                     "int64", "year", "uint8", "uint16", "uint32", "uint64", "int2", "int4"), LogicalType.INTEGER),
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


def settle(table: TableDraft, column: str, **said: object) -> str:
    """Say something of a column if a contract can hold it; else leave the column as it was and return why.

    Examples
    --------
    >>> table = TableDraft("t")
    >>> settle(table, "n", logical_type=LogicalType.STRING), settle_limit(table, "n", minimum=1)
    ('', 'unknown key `minimum`')
    """
    known = table.columns.get(column) or ColumnContract(name=column)
    try:
        alone = TableContract(name="t", columns=(replace(table.column(column, **said), optional=False),))
        read_contract(write_contract(Contract(id="c", name="c", version="1.0.0", tables=(alone,))), "contract")
    except DocumentError as error:
        table.columns[column] = known
        return error.problems[0].text
    return ""


def settle_limit(table: TableDraft, column: str, **limits: Any) -> str:  # noqa: ANN401 - the fields of TypeOptions
    """Add limits to the type options of a column if a contract can hold them; else return why not."""
    known = table.columns[column].options if column in table.columns else TypeOptions()
    return settle(table, column, options=replace(known, **limits))
