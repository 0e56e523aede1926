"""Rows of Spark as Arrow record batches, some at a time and as they are, whatever the machine's time zone is."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

__all__ = ["batches_of"]

_SAME: Mapping[str, str] = {
    "binary": "binary", "boolean": "bool_", "byte": "int8", "double": "float64", "float": "float32",
    "integer": "int32", "long": "int64", "short": "int16",
}  # fmt: skip
"""Spark's types whose values Python and Arrow have too, and what Arrow calls them."""

_COUNTED: Mapping[str, tuple[str, str, Callable[[Any], Any]]] = {
    "date": ("unix_date({})", "int32", lambda pa: pa.date32()),
    "timestamp": ("unix_micros({})", "int64", lambda pa: pa.timestamp("us", "UTC")),
    "timestamp_ltz": ("unix_micros({})", "int64", lambda pa: pa.timestamp("us", "UTC")),
    "timestamp_ntz": ("unix_micros(CAST({} AS TIMESTAMP_LTZ))", "int64", lambda pa: pa.timestamp("us")),
}
"""Types that are asked for as numbers: how, as which, and what these are in Arrow."""

_TEXTS = ("char", "string", "varchar")
_NESTED = ("array", "map", "struct")


def batches_of(frame: Any, rows: int) -> Iterator[Any]:  # noqa: ANN401 - classic or Connect
    """Yield the rows of a frame as record batches of up to `rows` rows and of one schema; at least one, of no rows.

    Only one partition of the answer is in memory. Days and instants come as numbers, for Python would read them in the
    machine's own time zone. Lists, maps and structs come as JSON, other types that Arrow lacks as texts.
    """
    import pyarrow as pa  # noqa: PLC0415 - only who asks for Arrow needs it

    fields = [_field(field, pa) for field in frame.schema.fields]
    schema = pa.schema(
        [(str(one.name), kind) for one, (_, kind, _) in zip(frame.schema.fields, fields, strict=True)]
    )
    answer = frame.selectExpr(*(sql for sql, _, _ in fields)).toLocalIterator()
    is_first = True
    while (some := list(itertools.islice(answer, rows))) or is_first:
        columns = zip(*some, strict=True) if some else (() for _ in fields)
        arrays = [make(list(values)) for (_, _, make), values in zip(fields, columns, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)
        is_first = False


Made = tuple[str, Any, Callable[[list[Any]], Any]]


def _field(field: Any, pa: Any) -> Made:  # noqa: ANN401 - a StructField; a module
    """Return how to ask for a column, its Arrow type, and what makes an array of its values."""
    kind = str(field.dataType.typeName())
    name = "`" + str(field.name).replace("`", "``") + "`"
    if kind in _SAME:
        return _plain(name, getattr(pa, _SAME[kind])(), pa)
    if kind == "decimal":
        return _plain(name, pa.decimal128(field.dataType.precision, field.dataType.scale), pa)
    if kind in _COUNTED:
        asked, number, counted = _COUNTED[kind]
        return _counted(f"{asked.format(name)} AS {name}", getattr(pa, number)(), counted(pa), pa)
    if kind.startswith(_TEXTS):
        return _plain(name, pa.string(), pa)
    asked = f"to_json({name})" if kind in _NESTED else f"CAST({name} AS STRING)"
    return _plain(f"{asked} AS {name}", pa.string(), pa)


def _plain(asked: str, kind: Any, pa: Any) -> Made:  # noqa: ANN401 - Arrow has no types
    return asked, kind, lambda values: pa.array(values, kind)


def _counted(asked: str, number: Any, kind: Any, pa: Any) -> Made:  # noqa: ANN401 - Arrow has no types
    return asked, kind, lambda values: pa.array(values, number).cast(kind)
