"""Names of types that suites use, of pandas, Spark and SQL, as types of our engines."""

from __future__ import annotations

from typing import Literal

__all__ = [
    "Question",
    "has_own_nulls",
    "holds_no_null",
    "is_object",
    "physical_types",
    "types_of_databases",
    "types_of_pandas",
]

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
_WHOLE_OF_NUMPY = ("int", "int_", "long", "i8", *(f"{sign}int{size}" for sign in ("", "u") for size in _SIZES))
_OBJECT = ("object", "object_", "O")
_OWN_NULLS = (
    "boolean", "string", "Float32", "Float64",
    *(f"{sign}Int{size}" for sign in ("", "U") for size in _SIZES),
)  # fmt: skip

Question = Literal["column", "values", "listed"]
"""Of what a type is asked: the column, each value, or each value in a list of types; each knows other names."""

_OF_DTYPES: dict[str, tuple[str, ...]] = {
    **{name: _TYPES[name] for name in _WHOLE_OF_NUMPY if name in _TYPES}, "i8": ("bigint",),
    **dict.fromkeys(("float", "float64", "double", "f8"), ("double",)), "float32": ("real",), "float16": (),
    "bool": ("boolean",), "bool_": ("boolean",), "timedelta64": ("interval",), "timedelta64[ns]": ("interval",),
    **dict.fromkeys(("datetime64[ns]", "datetime64[us]", "datetime64[ms]", "datetime64[s]", "M8[ns]"), _INSTANT),
    **dict.fromkeys(_OBJECT, _ANY_OBJECT), **dict.fromkeys(("str_", "unicode", "bytes", "bytes_"), ()),
}  # fmt: skip
"""Names of numpy, with our types; those without are of no column of a table."""

_OF_VALUES: dict[str, tuple[str, ...]] = {
    **_OF_DTYPES, "str": _TEXT, "string_types": _TEXT, "bytes": ("blob",), "date": ("date",), "time": ("time",),
    "Decimal": ("decimal",), "list": ("array",), "dict": ("struct", "map"),
    **dict.fromkeys((
        "datetime", "BooleanDtype", "StringDtype", "DatetimeTZDtype", "CategoricalDtype", "DataFrame",
        *(f"{name}Dtype" for name in _OWN_NULLS[2:]),
    ), ()),
}  # fmt: skip
"""Names of classes too, of which a value is one; a single instant is of none that a column of instants has."""

_KNOWN: dict[Question, dict[str, tuple[str, ...]]] = {
    "column": {
        **_OF_DTYPES, "str": _TEXT, "category": ("enum",), "datetime64": _INSTANT, **dict.fromkeys(_OWN_NULLS, ()),
        **dict.fromkeys(("datetime64[ns, UTC]", "datetime64[us, UTC]"), _ZONED),
    },
    "values": {**_OF_VALUES, "datetime64": _INSTANT, "Timestamp": _ZONED},
    # no value is of the class `object` itself, nor a column of instants without a unit
    "listed": {
        **_OF_VALUES, "INT": ("bigint",), "FLOAT": ("double",),
        **dict.fromkeys((*_OBJECT, "datetime64", "Timestamp"), ()),
    },
}  # fmt: skip
_NO_NULL = frozenset((*_WHOLE_OF_NUMPY, "INT", "bool_"))
_OF_DATABASES = {"INT": _WHOLE, "FLOAT": _FLOATS}
"""What a name stands for there that is another in lower case."""


def types_of_pandas(name: str, question: Question) -> tuple[str, ...] | None:
    """Return our types of the columns that pandas finds to be of a type; None where it knows no such name.

    Examples
    --------
    >>> types_of_pandas("int64", "column"), types_of_pandas("date", "values"), types_of_pandas("VARCHAR", "values")
    (('bigint',), ('date',), None)
    >>> types_of_pandas("object", "listed"), types_of_pandas("Timestamp", "values")
    ((), ('timestamp with time zone',))
    """
    return _KNOWN[question].get(name)


def types_of_databases(name: str) -> tuple[str, ...] | None:
    """Return our types of the columns that SQL or Spark finds to be of a type; None for what pandas calls one.

    Examples
    --------
    >>> types_of_databases("VARCHAR(20)"), types_of_databases("LongType"), types_of_databases("int64")
    (('varchar',), ('bigint',), None)
    """
    is_of_pandas = any(name in known for question, known in _KNOWN.items() if question != "listed")
    return None if is_of_pandas else _OF_DATABASES.get(name) or physical_types(name)


def has_own_nulls(name: str) -> bool:
    """Tell whether a name is that of a column of pandas with its own nulls, which no file holds.

    Examples
    --------
    >>> has_own_nulls("Int64"), has_own_nulls("int64")
    (True, False)
    """
    return name in _OWN_NULLS


def holds_no_null(names: tuple[str, ...], *, are_of_columns: bool) -> bool:
    """Tell whether a column of any of these types has a value in each row, as those of numpy do but floats.

    A null makes objects of truth values, each of which is a ``bool`` still.

    Examples
    --------
    >>> names = (("int64", "int32"), ("int64", "float64"), ("bool",))
    >>> [holds_no_null(some, are_of_columns=True) for some in names]
    [True, False, True]
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
