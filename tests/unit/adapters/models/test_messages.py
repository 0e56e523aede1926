from __future__ import annotations

import io
import struct

import numpy as np
import pytest

from lockgate.adapters.models.messages import receive, send


def test_a_message_arrives_as_it_was_sent() -> None:
    arrays = {
        "z": np.array([1.5, np.nan]),
        "text": np.array(["a", None], dtype=object),
        "at": np.array(["2013-01-01", "NaT"], dtype="datetime64[us]"),
        "file": np.array([True, False]),
    }
    pipe = io.BytesIO()
    send(pipe, {"n": 1}, arrays)
    send(pipe, {}, {})
    pipe.seek(0)

    head, found = receive(pipe)

    assert head == {"n": 1}
    assert list(found) == list(arrays)
    for name, values in arrays.items():
        np.testing.assert_array_equal(found[name], values)
    assert receive(pipe) == ({}, {})
    with pytest.raises(EOFError):
        receive(pipe)


def test_a_message_that_says_it_is_endless_is_not_awaited() -> None:
    with pytest.raises(ValueError, match="a message of"):
        receive(io.BytesIO(struct.pack(">Q", 1 << 40)))
