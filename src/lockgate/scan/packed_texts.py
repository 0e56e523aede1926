"""Distinct texts packed into bytes in their order, so that a cell holds a text's place and places of parts compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

__all__ = ["among_all", "numbered", "pack_texts", "unpack_texts"]

_LENGTH = 4
_NOTHING = np.uint64((1 << 64) - 1)


def pack_texts(texts: Iterable[bytes]) -> bytes:
    """Pack texts in the order of their bytes, each once: its length in four bytes, then itself.

    Examples
    --------
    >>> unpack_texts(pack_texts([b"JFK", b"", b"EWR", b"JFK"]))
    [b'', b'EWR', b'JFK']
    """
    return b"".join(len(text).to_bytes(_LENGTH, "big") + text for text in sorted(set(texts)))


def unpack_texts(packed: bytes) -> list[bytes]:
    """Return packed texts in their order."""
    found, start = [], 0
    while start < len(packed):
        begin = start + _LENGTH
        start = begin + int.from_bytes(packed[start:begin], "big")
        found.append(packed[begin:start])
    return found


def among_all(packs: Sequence[bytes]) -> tuple[list[bytes], list[NDArray[np.uint64]]]:
    """Return the texts of all packs in their order, and for each pack the places of its texts among them.

    Examples
    --------
    >>> texts, places = among_all([pack_texts([b"a", b"c"]), pack_texts([b"b", b"c"])])
    >>> texts, [one.tolist() for one in places]
    ([b'a', b'b', b'c'], [[0, 2], [1, 2]])
    """
    own = [unpack_texts(packed) for packed in packs]
    # each pack is in order, which makes the sort quick
    together = list(dict.fromkeys(sorted(chain.from_iterable(own))))
    place = dict(zip(together, range(len(together)), strict=True))
    return together, [np.fromiter(map(place.__getitem__, texts), np.uint64, len(texts)) for texts in own]


def numbered(packed: bytes, is_text: Sequence[bool], places: NDArray[np.uint64]) -> bytes:
    """Return packed cells with other places for their texts; the code of null stays."""
    cells = np.frombuffer(packed, dtype=">u8").reshape(-1, 2 * len(is_text) + 1).copy()
    for part, is_one in enumerate(is_text):
        if is_one:
            high, low = cells[:, 2 * part], cells[:, 2 * part + 1]
            is_filled = high != _NOTHING
            low[is_filled] = places[low[is_filled].astype(np.int64)]
    return cells.tobytes()
