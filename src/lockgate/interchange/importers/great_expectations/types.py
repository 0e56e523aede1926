"""Names of types that suites use, of pandas, Spark and SQL, as types of our engines."""

from __future__ import annotations

__all__ = ["holds_no_null", "is_object", "names_followed", "physical_types"]

_WHOLE = ("bigint", "integer", "smallint", "tinyint", "hugeint")
_FLOATS = ("double", "real")
_TEXT = ("varchar",)
_INSTANT = ("timestamp", "timestamp_ns", "timestamp_ms", "timestamp_s")
_ZONED = ("timestamp with time zone",)
_ANY_OBJECT = (*_TEXT, "decimal", "date", "time", "blob", "array", "struct", "map", "uuid", "variant")
"""What pandas holds as objects, having no type for it."""

_TYPES: dict[str, tuple[str, ...]] = {
    # numpy and pandas
    "int": ("bigint",), "int64": ("bigint",), "int32": ("integer",), "int16": ("smallint",), "int8": ("tinyint",),
    "int64dtype": ("bigint",), "int32dtype": ("integer",), "int16dtype": ("smallint",), "int8dtype": ("tinyint",),
    "uint64": ("ubigint",), "uint32": ("uinteger",), "uint16": ("usmallint",), "uint8": ("utinyint",),
    "long": ("bigint",), "int_": ("bigint",),
    "float": ("double",), "float64": ("double",), "float32": ("real",), "float_": ("double",),
    "float64dtype": ("double",), "float32dtype": ("real",),
    "object": _ANY_OBJECT, "object_": _ANY_OBJECT, "o": _ANY_OBJECT,
    "str": _TEXT, "string": _TEXT, "string_types": _TEXT, "stringdtype": _TEXT, "unicode": _TEXT,
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

_SIZES = (8, 16, 32, 64)
_NUMPY_WHOLE = frozenset((
    "int", "int_", "long", *(f"int{size}" for size in _SIZES), *(f"uint{size}" for size in _SIZES),
))  # fmt: skip
_NO_NULL = _NUMPY_WHOLE | {"bool_"}
_OBJECT = frozenset(("object", "object_", "O"))
_OF_DTYPES = frozenset((
    *_NUMPY_WHOLE, *_OBJECT, "float", "double", "float16", "float32", "float64", "bool", "bool_", "str", "str_",
    "unicode", "datetime64", "datetime64[ns]", "datetime64[us]", "datetime64[ms]", "datetime64[s]", "timedelta64",
    "bytes", "bytes_",
))  # fmt: skip
_OF_VALUES = frozenset((
    "string_types", "StringDtype", "DatetimeTZDtype", "date", "time", "Decimal", "list", "dict", "CategoricalDtype",
))  # fmt: skip
_OF_NO_COLUMN = frozenset((
    "boolean", "BooleanDtype", "Float32", "Float64", "Float32Dtype", "Float64Dtype", "datetime", "Timestamp",
    *(f"{sign}Int{size}{end}" for sign in ("", "U") for size in _SIZES for end in ("", "Dtype")),
))  # fmt: skip
"""What pandas says of columns with its own nulls, and of single instants: to it, none of the types that tables have."""


def names_followed(names: tuple[str, ...], *, are_of_columns: bool) -> tuple[str, ...]:
    """Return the names that count: where pandas knows one of them, those that it knows, else those of SQL and Spark.

    Parameters
    ----------
    names : tuple of str
        Names of types, in their letter case: ``int64`` is of numpy and ``INT64`` of BigQuery.
    are_of_columns : bool
        Whether they are asked of a column; else of its values, which are of classes of Python too.

    Examples
    --------
    >>> names_followed(("BIGINT", "float64"), are_of_columns=False), names_followed(("BIGINT",), are_of_columns=True)
    (('float64',), ('BIGINT',))
    >>> names_followed(("date",), are_of_columns=True), names_followed(("object", "str"), are_of_columns=False)
    ((), ('object', 'str'))
    """
    of_pandas = _OF_DTYPES if are_of_columns else _OF_DTYPES | _OF_VALUES
    known = tuple(name for name in names if name in of_pandas)
    unknown = _OF_NO_COLUMN | _OF_VALUES if are_of_columns else _OF_NO_COLUMN
    return known or tuple(name for name in names if name not in unknown)


def holds_no_null(names: tuple[str, ...], *, are_of_columns: bool) -> bool:
    """Tell whether a column of any of these types has a value in each row, as those of numpy do but floats.

    A null makes objects of truth values, each of which is a ``bool`` still.

    Examples
    --------
    >>> names = (("int64", "int32"), ("int64", "float64"), ("bool",), ("BIGINT",))
    >>> [holds_no_null(some, are_of_columns=True) for some in names]
    [True, False, True, False]
    """
    return (_NO_NULL | {"bool"} if are_of_columns else _NO_NULL).issuperset(names)


def is_object(name: str) -> bool:
    """Tell whether a name is that of a column of any values, nothing but nulls among them.

    Examples
    --------
    >>> is_object("object"), is_object("str")
    (True, False)
    """
    return name in _OBJECT


def physical_types(name: str) -> tuple[str, ...] | None:
    """Return the types of our engines that a type's name stands for; None where it is not known.

    Examples
    --------
    >>> physical_types("int64"), physical_types("StringType"), physical_types("VARCHAR(20)"), physical_types("cube")
    (('bigint',), ('varchar',), ('varchar',), None)
    """
    folded = name.strip().casefold()
    return _TYPES.get(folded) or _TYPES.get(folded.partition("(")[0].strip())
