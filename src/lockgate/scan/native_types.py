"""Types as engines and contracts write them: parsed, compared, and looked into."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from sqlglot import exp
from sqlglot.errors import SqlglotError

from lockgate.domain.errors import ParameterError
from lockgate.scan.schema import LogicalType

__all__ = ["NativeType", "is_known_type", "native_type"]

_DIALECTS = ("duckdb", "postgres", "spark", "snowflake", "bigquery")
"""In whose words a type may be written; the first that reads it decides."""

_FAMILIES: dict[str, str] = {
    name: family
    for family, names in {
        "TEXT": "CHAR NCHAR VARCHAR NVARCHAR TEXT BPCHAR NAME LONGTEXT MEDIUMTEXT TINYTEXT",
        "TIMESTAMP": "TIMESTAMP TIMESTAMPNTZ DATETIME DATETIME2 TIMESTAMP_S TIMESTAMP_MS TIMESTAMP_NS",
        "TIMESTAMPTZ": "TIMESTAMPTZ TIMESTAMPLTZ",
        "DECIMAL": "DECIMAL MONEY BIGDECIMAL DECIMAL32 DECIMAL64 DECIMAL128",
        "JSON": "JSON JSONB",
        "BINARY": "BINARY VARBINARY BLOB LONGBLOB",
        "ARRAY": "ARRAY LIST",
        "STRUCT": "STRUCT OBJECT NESTED",
    }.items()
    for name in names.split()
}
"""Types that differ in name only, by the name that stands for all."""

_LOGICAL: dict[str, LogicalType] = {
    name: logical
    for logical, names in {
        LogicalType.INTEGER: "TINYINT SMALLINT INT BIGINT INT128 UTINYINT USMALLINT UINT UBIGINT UINT128",
        LogicalType.NUMBER: "FLOAT DOUBLE DECIMAL",
        LogicalType.STRING: "TEXT UUID ENUM",
        LogicalType.OBJECT: "STRUCT MAP",
        LogicalType.TIME: "TIME TIMETZ",
        LogicalType.TIMESTAMP: "TIMESTAMP TIMESTAMPTZ",
        LogicalType.ARRAY: "ARRAY",
        LogicalType.BOOLEAN: "BOOLEAN",
        LogicalType.DATE: "DATE",
    }.items()
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class NativeType:
    """A parsed type.

    Parameters
    ----------
    family : str
        Its name; one name for types that differ in name only, such as ``TEXT`` for ``VARCHAR``.
    sizes : tuple of int
        Length of a text, or precision and scale of a decimal; empty where none is stated.
    item : NativeType or None
        Type of an array's items.
    fields : tuple of (str, NativeType)
        Names and types of what a struct holds.
    """

    family: str
    sizes: tuple[int, ...] = ()
    item: NativeType | None = None
    fields: tuple[tuple[str, NativeType], ...] = ()

    @property
    def logical(self) -> LogicalType:
        """Return the logical type."""
        return _LOGICAL.get(self.family, LogicalType.OTHER)

    @property
    def length(self) -> int | None:
        """Return the greatest length of a text, None where none is stated."""
        return self.sizes[0] if self.family == "TEXT" and self.sizes else None

    def is_as(self, wanted: NativeType) -> bool:
        """Tell whether this type is the wanted one; what the wanted one leaves open does not matter.

        A text without a length is as one with a length: engines forget it, so values must tell.

        Examples
        --------
        >>> native_type("DECIMAL(10, 2)").is_as(native_type("numeric(10,2)"))
        True
        >>> native_type("DECIMAL(12, 2)").is_as(native_type("numeric(10,2)"))
        False
        """
        if self.family != wanted.family or not self._has_sizes_of(wanted):
            return False
        if wanted.item is not None and not (self.item is not None and self.item.is_as(wanted.item)):
            return False
        own = {name.casefold(): kind for name, kind in self.fields}
        return all(name.casefold() in own and own[name.casefold()].is_as(kind) for name, kind in wanted.fields)

    def _has_sizes_of(self, wanted: NativeType) -> bool:
        is_unsaid = not wanted.sizes or (self.family == "TEXT" and not self.sizes)
        return is_unsaid or self.sizes == wanted.sizes

    def at(self, path: str) -> NativeType | None:
        """Return the type at a path inside, such as ``address.zip`` or ``[].price``; None where there is nothing.

        Examples
        --------
        >>> native_type("STRUCT(zip VARCHAR, tags VARCHAR[])[]").at("[].tags[]")
        NativeType(family='TEXT', sizes=(), item=None, fields=())
        """
        found: NativeType | None = self
        for step in re.findall(r"\[\]|[^.\[\]]+", path):
            if found is None:
                return None
            own = {name.casefold(): kind for name, kind in found.fields}
            found = found.item if step == "[]" else own.get(step.casefold())
        return found


def native_type(text: str) -> NativeType:
    """Parse a type in the words of DuckDB, PostgreSQL, Spark, Snowflake or BigQuery.

    Raises
    ------
    ParameterError
        If it is no type that any of them knows.

    Examples
    --------
    >>> native_type("varchar(32)")
    NativeType(family='TEXT', sizes=(32,), item=None, fields=())
    """
    found = _parsed(text.strip())
    if found is None:
        raise ParameterError.of("type", "type", "a type of a known engine, such as varchar(32)", text)
    return found


def is_known_type(text: str) -> bool:
    """Tell whether a text is a type that some engine knows.

    Examples
    --------
    >>> is_known_type("varchar(32)"), is_known_type("a kind of text")
    (True, False)
    """
    return _parsed(text.strip()) is not None


_UNREAD = {"TIMESTAMPTZ_NS": NativeType("TIMESTAMPTZ")}
"""Types of DuckDB that its parser here does not read: instants of pandas with a zone."""


@lru_cache(maxsize=4096)
def _parsed(text: str) -> NativeType | None:
    unread = _UNREAD.get(text.upper())
    if unread is not None:
        return unread
    sized = re.fullmatch(r"([A-Za-z_0-9]+)\s*\(\s*([0-9]+)\s*(?:byte|char)?\s*\)", text, re.IGNORECASE)
    if sized is not None and re.fullmatch(
        "(?:n?varchar2?|n?char|character|string|text|bpchar)", sized[1].lower()
    ):
        return NativeType("TEXT", (int(sized[2]),))  # DuckDB's parser drops the length
    for dialect in _DIALECTS if "<" not in text else ("spark", "bigquery"):
        with suppress(SqlglotError, ValueError, RecursionError):
            return _native(exp.DataType.build(text, dialect=dialect), is_sized="(" in text)
    return None


def _native(kind: exp.DataType, *, is_sized: bool) -> NativeType:
    """Return a parsed type; the sizes that a parser adds where none is written are left out."""
    name = kind.this.value if isinstance(kind.this, exp.DType) else str(kind.this)
    family = _FAMILIES.get(name, name)
    sizes = tuple(
        int(part.name)
        for part in kind.expressions
        if is_sized and isinstance(part, exp.DataTypeParam) and part.name.isdigit()
    )
    inside = [part for part in kind.expressions if isinstance(part, exp.DataType)]
    fields = tuple(
        (part.name, _native(part.kind, is_sized=is_sized))
        for part in kind.expressions
        if isinstance(part, exp.ColumnDef) and isinstance(part.kind, exp.DataType)
    )
    item = _native(inside[0], is_sized=is_sized) if family == "ARRAY" and inside else None
    return NativeType(family, sizes, item, fields)
