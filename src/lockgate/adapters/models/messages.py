"""Messages to and from the process of a model: JSON and plain arrays, which run nothing."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np

__all__ = ["receive", "send"]

_LENGTH = struct.Struct(">Q")
_LONGEST = 1 << 32


def send(pipe: BinaryIO, head: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> None:
    """Write a message: a mapping that JSON can hold, and arrays of numbers, booleans, instants, or texts and None."""
    packed = io.BytesIO()
    texts = {name: values.tolist() for name, values in arrays.items() if values.dtype.hasobject}
    plain = {name: values for name, values in arrays.items() if not values.dtype.hasobject}
    content = json.dumps({"head": head, "texts": texts, "order": list(arrays)}).encode()
    np.savez(packed, allow_pickle=False, **{f"_{name}": values for name, values in plain.items()})
    for part in (content, packed.getvalue()):
        pipe.write(_LENGTH.pack(len(part)))
        pipe.write(part)
    pipe.flush()


def receive(pipe: BinaryIO) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Read a message.

    Raises
    ------
    EOFError
        If the other side has ended.
    ValueError
        If it is no message.
    """
    document = json.loads(_part(pipe))
    with np.load(io.BytesIO(_part(pipe)), allow_pickle=False) as packed:
        arrays = {name.removeprefix("_"): packed[name] for name in packed.files}
    for name, values in document["texts"].items():
        arrays[name] = np.empty(len(values), dtype=object)
        arrays[name][:] = values
    return document["head"], {name: arrays[name] for name in document["order"]}


def _part(pipe: BinaryIO) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > _LONGEST:
        message = f"a message of {length} bytes"
        raise ValueError(message)
    return _exactly(pipe, length)


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content
