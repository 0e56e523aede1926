"""Names of types that suites use, of pandas, Spark and SQL, as types of our engines."""

from __future__ import annotations

__all__ = ["physical_types"]

_WHOLE = ("bigint", "integer", "smallint", "tinyint", "hugeint")
_FLOATS = ("double", "real")
_TEXT = ("varchar",)
_INSTANT = ("timestamp", "timestamp_ns", "timestamp_ms", "timestamp_s")
_ZONED = ("timestamp with time zone",)

_TYPES: dict[str, tuple[str, ...]] = {
    # numpy and pandas
    "int": ("bigint",), "int64": ("bigint",), "int32": ("integer",), "int16": ("smallint",), "int8": ("tinyint",),
    "int64dtype": ("bigint",), "int32dtype": ("integer",), "int16dtype": ("smallint",), "int8dtype": ("tinyint",),
    "uint64": ("ubigint",), "uint32": ("uinteger",), "uint16": ("usmallint",), "uint8": ("utinyint",),
    "long": ("bigint",), "int_": ("bigint",),
    "float": ("double",), "float64": ("double",), "float32": ("real",), "float_": ("double",),
    "float64dtype": ("double",), "float32dtype": ("real",),
    "str": _TEXT, "string": _TEXT, "string_types": _TEXT, "object": _TEXT, "object_": _TEXT, "o": _TEXT,
    "stringdtype": _TEXT, "str_": _TEXT, "unicode": _TEXT,
    "bool": ("boolean",), "bool_": ("boolean",), "boolean": ("boolean",), "booleandtype": ("boolean",),
    "datetime64": _INSTANT, "datetime64[ns]": _INSTANT, "datetime": _INSTANT, "timestamp": _INSTANT,
    "datetime64[us]": _INSTANT, "datetime64[ms]": _INSTANT, "datetime64[s]": _INSTANT,
    "datetimetzdtype": _ZONED, "datetime64[ns, utc]": _ZONED, "date": ("date",), "timedelta64": ("interval",),
    "bytes": ("blob",), "bytes_": ("blob",), "decimal": ("decimal",),
    "list": ("array",), "tuple": ("array",), "ndarray": ("array",), "dict": ("struct", "map"),
    "category": ("enum",), "categorydtype": ("enum",), "categoricaldtype": ("enum",),
    # Spark
    "arraytype": ("array",), "structtype": ("struct",), "maptype": ("map",),
    "integertype": ("integer",), "longtype": ("bigint",), "shorttype": ("smallint",), "bytetype": ("tinyint",),
    "doubletype": ("double",), "floattype": ("real",), "stringtype": _TEXT, "booleantype": ("boolean",),
    "timestamptype": (*_INSTANT, *_ZONED), "timestampntztype": _INSTANT, "datetype": ("date",),
    "binarytype": ("blob",), "decimaltype": ("decimal",),
    # SQL
    "integer": _WHOLE, "bigint": ("bigint",), "smallint": ("smallint",), "tinyint": ("tinyint",),
    "varchar": _TEXT, "char": _TEXT, "text": _TEXT, "nvarchar": _TEXT,
    "double": _FLOATS, "double_precision": _FLOATS, "real": _FLOATS, "numeric": ("decimal", *_FLOATS, *_WHOLE),
    "number": ("decimal", *_FLOATS, *_WHOLE),
    "timestamptz": _ZONED, "timestamp_ntz": _INSTANT, "time": ("time",), "blob": ("blob",), "uuid": ("uuid",),
    "array": ("array",), "struct": ("struct",), "map": ("map",), "json": ("json",), "jsonb": ("json",),
}  # fmt: skip


def physical_types(name: str) -> tuple[str, ...] | None:
    """Return the types of our engines that a type's name stands for; None where it is not known.

    Examples
    --------
    >>> physical_types("int64"), physical_types("StringType"), physical_types("VARCHAR(20)"), physical_types("cube")
    (('bigint',), ('varchar',), ('varchar',), None)
    """
    folded = name.strip().casefold()
    return _TYPES.get(folded) or _TYPES.get(folded.partition("(")[0].strip())
