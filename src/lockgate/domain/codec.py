"""Values to plain JSON and back, and JSON to canonical bytes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import types
from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from lockgate.domain.errors import StateError

__all__ = [
    "SIGNIFICANT_DIGITS",
    "bytes_of",
    "canonical_bytes",
    "canonical_mapping",
    "canonical_text",
    "digest",
    "from_plain",
    "round_float",
    "to_plain",
]

SIGNIFICANT_DIGITS = 12
"""Digits that numbers keep in states and evidence: float sums depend on thread order in their last bits."""

T = TypeVar("T")


def round_float(value: float, digits: int = SIGNIFICANT_DIGITS) -> float:
    """Round to `digits` significant digits; NaN and infinity stay.

    Examples
    --------
    >>> round_float(0.1 + 0.2)
    0.3
    """
    return float(f"{value:.{digits - 1}e}")


def to_plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON knows
    """Turn dataclasses, enums, tuples, instants and bytes into what JSON knows.

    Fields that hold their default are left out, so that adding a field does not change old bytes.
    NaN and infinity become ``{"float": "nan"}`` and alike, because JSON has none.

    Raises
    ------
    TypeError
        If the value is of another type.
    """
    kind: Any = type(value)
    return _writer(kind)(value)


Writer = Callable[[Any], Any]

_PLAIN = (str, int, bool, types.NoneType)
"""Types whose values are written as they are."""


@cache
def _writer(kind: Any) -> Writer:  # noqa: ANN401 - any type
    """Return the function that writes values of a type; made once a type, for a run has many values of few types."""
    for known, write in _WRITERS:
        if issubclass(kind, known):
            return write
    if dataclasses.is_dataclass(kind):
        return _dataclass_writer(kind)
    message = f"no plain form for {kind.__name__}"
    raise TypeError(message)


_WRITERS: tuple[tuple[type | tuple[type, ...], Writer], ...] = (
    (Enum, lambda value: value.value),
    ((types.NoneType, int, str), lambda value: value),
    (float, lambda value: round_float(value) if math.isfinite(value) else {"float": str(value)}),
    (date, lambda value: value.isoformat()),
    (bytes, lambda value: value.hex()),
    (Mapping, lambda value: {str(key): to_plain(item) for key, item in value.items()}),
    ((list, tuple), lambda value: [item if type(item) in _PLAIN else to_plain(item) for item in value]),
    ((set, frozenset), lambda value: sorted((to_plain(item) for item in value), key=repr)),
)
"""For each kind of value how it is written; the first that fits."""


def _dataclass_writer(kind: Any) -> Writer:  # noqa: ANN401 - any dataclass
    fields = [(field.name, _default_test(field)) for field in dataclasses.fields(kind)]

    def write(value: object) -> dict[str, Any]:
        found = {}
        for name, is_default in fields:
            item = getattr(value, name)
            if not is_default(item):
                found[name] = item if type(item) in _PLAIN else to_plain(item)
        return found

    return write


def _default_test(field: dataclasses.Field[Any]) -> Callable[[object], bool]:
    """Return what tells whether a field holds its default."""
    default, make = field.default, field.default_factory
    if default is not dataclasses.MISSING:
        return lambda value: type(value) is type(default) and bool(value == default)
    if make is not dataclasses.MISSING:
        return lambda value: bool(value == make())
    return lambda _: False


def from_plain(kind: type[T], plain: object) -> T:
    """Read back what `to_plain` wrote; unknown keys are refused.

    Raises
    ------
    StateError
        If the document does not fit the type.
    """
    try:
        return cast("T", _reader(cast("Hashable", kind))(plain))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise StateError.unreadable(getattr(kind, "__name__", str(kind)), str(error)) from error


Reader = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> Reader:  # noqa: ANN401, C901, PLR0911 - one return a kind of type
    """Return the function that reads a type; made once a type, for a store holds many states of few types."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union_reader(get_args(kind))
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin is dict:
        read_key, read_item = (_reader(argument) for argument in get_args(kind))
        return lambda plain: {read_key(key): read_item(item) for key, item in plain.items()}
    if dataclasses.is_dataclass(kind):
        return _dataclass_reader(cast("type", kind))
    if kind in _READERS:
        return _READERS[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind is type(None) or kind in (str, int, bool):
        return _exact_reader(kind)

    def refuse(_: object) -> Any:  # noqa: ANN401 - never returns
        message = f"no reader for {kind!r}"
        raise TypeError(message)

    return refuse


def _read_float(plain: Any) -> float:  # noqa: ANN401 - plain JSON has no narrower type
    return float(plain["float"]) if isinstance(plain, dict) else float(plain)


_READERS: dict[Any, Reader] = {
    float: _read_float,
    bytes: bytes.fromhex,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Any: lambda plain: plain,
    object: lambda plain: plain,
}


def _exact_reader(kind: type) -> Reader:
    def read(plain: Any) -> Any:  # noqa: ANN401 - plain JSON has no narrower type
        if not isinstance(plain, kind) or (kind is int and isinstance(plain, bool)):
            message = f"expected {kind.__name__}, got {plain!r}"
            raise TypeError(message)
        return plain

    return read


def _tuple_reader(arguments: tuple[Any, ...]) -> Reader:
    if len(arguments) == 2 and arguments[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        return _run_reader(arguments[0])
    readers = tuple(_reader(argument) for argument in arguments)
    return lambda plain: tuple(read(item) for read, item in zip(readers, plain, strict=True))


def _run_reader(kind: Any) -> Reader:  # noqa: ANN401 - any kind of type
    """Return what reads values of one type; those that JSON gives as they must be are taken in one go."""
    read_item = _reader(kind)
    if kind not in (int, float, str):
        return lambda plain: tuple(read_item(item) for item in plain)
    as_they_are = {kind}

    def read(plain: Any) -> Any:  # noqa: ANN401 - plain JSON has no narrower type
        return tuple(plain) if set(map(type, plain)) <= as_they_are else tuple(map(read_item, plain))

    return read


def _dataclass_reader(kind: type) -> Reader:
    readers: dict[str, Reader] = {}  # filled when first used: a class may hold itself

    def read(plain: Any) -> Any:  # noqa: ANN401 - plain JSON has no narrower type
        if not readers:
            readers.update({name: _reader(hint) for name, hint in get_type_hints(kind).items()})
        return kind(**{name: readers[name](item) for name, item in plain.items()})

    return read


def _union_reader(members: tuple[Any, ...]) -> Reader:
    readers = [(member is float, _reader(member)) for member in members]

    def read(plain: Any) -> Any:  # noqa: ANN401 - plain JSON has no narrower type
        for is_float, member in readers:
            try:
                if is_float and isinstance(plain, bool | str | int):
                    continue
                return member(plain)
            except (TypeError, ValueError, KeyError, AttributeError):
                continue
        if float in members and isinstance(plain, int) and not isinstance(plain, bool):
            return float(plain)
        message = f"{plain!r} fits none of {members!r}"
        raise TypeError(message)

    return read


def canonical_bytes(plain: object) -> bytes:
    """Write plain JSON so that equal values give equal bytes: sorted keys, no spaces, UTF-8, final newline.

    Lone surrogates, which the names of files can bring, are written as JSON escapes.
    """
    return bytes_of(canonical_text(plain))


def canonical_text(plain: object) -> str:
    """Return what `canonical_bytes` writes, as text and without the newline."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical_mapping(parts: Mapping[str, str]) -> str:
    """Return the canonical text of a mapping from that of its values, so that a large value is written only once.

    Examples
    --------
    >>> canonical_mapping({"whole": canonical_text({"b": 1, "a": [2]}), "alone": canonical_text(None)})
    '{"alone":null,"whole":{"a":[2],"b":1}}'
    """
    return f"{{{','.join(f'{canonical_text(key)}:{parts[key]}' for key in sorted(parts))}}}"


def bytes_of(text: str) -> bytes:
    """Return the canonical bytes of a value whose canonical text is known."""
    return text.encode("utf-8", "backslashreplace") + b"\n"


def digest(plain: object) -> str:
    """Return the SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical_bytes(plain)).hexdigest()
