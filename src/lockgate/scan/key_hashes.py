"""Sets of 128-bit key hashes, packed into bytes: merged and counted exactly, millions in a fraction of a second."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["WIDTH", "KeyTally", "Packed", "keyed", "pack", "rows_of_keys", "tally", "union"]

WIDTH = 16
"""Bytes of one hash."""

Repeats = tuple[tuple[int, int], ...]
Hashes = NDArray[np.uint64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Packed:
    """Distinct hashes in ascending order, and the rows of those that more than one row has.

    Parameters
    ----------
    hashes : bytes
        `WIDTH` bytes each.
    repeats : tuple of (int, int)
        Place among the hashes, from 0, and number of rows, 2 or more.
    """

    hashes: bytes = b""
    repeats: Repeats = ()


@dataclass(frozen=True, slots=True)
class KeyTally:
    """Rows, distinct keys, and keys that more than one row has."""

    rows: int
    distinct: int
    repeated: int


def pack(rows: Mapping[str, int]) -> Packed:
    """Pack the rows of each hash; hashes are hexadecimal.

    Examples
    --------
    >>> pack({"0f" * 16: 1, "0e" * 16: 3}).repeats
    ((0, 3),)
    """
    order = sorted(rows)
    return Packed(
        bytes.fromhex("".join(order)), tuple((i, rows[k]) for i, k in enumerate(order) if rows[k] > 1)
    )


def keyed(packed: Packed, secret: bytes) -> Packed:
    """Return the set with each hash replaced by a keyed one: equal hashes stay equal, and cannot be guessed."""
    hashes = [packed.hashes[i : i + WIDTH] for i in range(0, len(packed.hashes), WIDTH)]
    rows = dict(packed.repeats)
    return pack(
        {
            hashlib.blake2b(one, digest_size=WIDTH, key=secret).hexdigest(): rows.get(i, 1)
            for i, one in enumerate(hashes)
        }
    )


def union(parts: Sequence[Packed]) -> Packed:
    """Return the set of all parts together, with the rows of each hash added up.

    Examples
    --------
    >>> one = pack({"0f" * 16: 1})
    >>> union([one, one]) == pack({"0f" * 16: 2})
    True
    """
    hashes, counts = _grouped(*_loaded(parts))
    many = np.flatnonzero(counts > 1)
    return Packed(hashes.astype(">u8").tobytes(), tuple((int(i), int(counts[i])) for i in many))


def rows_of_keys(parts: Sequence[Packed]) -> Counts:
    """Return how many rows each key has in all parts together, in the order of the hashes.

    Examples
    --------
    >>> one = pack({"0f" * 16: 1, "0e" * 16: 3})
    >>> rows_of_keys([one, one]).tolist()
    [6, 2]
    """
    return _grouped(*_loaded(parts))[1]


def tally(parts: Sequence[Packed]) -> KeyTally:
    """Count the keys of all parts together, without making their union.

    The first halves of the hashes are sorted; the few that occur twice are compared whole. So keys that are nearly
    unique, which is what one asks of a key, cost one sort of 64-bit numbers.
    """
    hashes, counts = _loaded(parts)
    rows = int(counts.sum())
    first = np.sort(hashes[:, 0], kind="stable")  # each part is sorted already, and this sort makes use of it
    shared = np.unique(first[1:][first[1:] == first[:-1]])
    if not len(shared):
        return KeyTally(rows, len(hashes), int((counts > 1).sum()))
    place = np.minimum(np.searchsorted(shared, hashes[:, 0]), len(shared) - 1)
    is_shared = shared[place] == hashes[:, 0]
    _, grouped = _grouped(hashes[is_shared], counts[is_shared])
    alone = counts[~is_shared]
    return KeyTally(rows, len(alone) + len(grouped), int((alone > 1).sum() + (grouped > 1).sum()))


def _loaded(parts: Sequence[Packed]) -> tuple[Hashes, Counts]:
    joined = np.frombuffer(b"".join(part.hashes for part in parts), dtype=">u8")
    hashes = joined.astype(np.uint64).reshape(-1, 2)
    counts = np.ones(len(hashes), dtype=np.int64)
    start = 0
    for part in parts:
        if part.repeats:
            places, rows = np.array(part.repeats, dtype=np.int64).T
            counts[start + places] = rows
        start += len(part.hashes) // WIDTH
    return hashes, counts


def _grouped(hashes: Hashes, counts: Counts) -> tuple[Hashes, Counts]:
    """Return the distinct hashes in ascending order, and the rows of each."""
    if not len(hashes):
        return hashes, counts
    order = np.lexsort((hashes[:, 1], hashes[:, 0]))
    ordered = hashes[order]
    is_new = np.concatenate(([True], (ordered[1:] != ordered[:-1]).any(axis=1)))
    starts = np.flatnonzero(is_new)
    return ordered[starts], np.add.reduceat(counts[order], starts)
