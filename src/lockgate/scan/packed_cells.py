"""Rows counted by cells of 128-bit codes, packed into bytes: added exactly, a million in a fraction of a second."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["CellTable", "keyed_cells", "pack_cells", "packed_table", "table_of", "unpack_cells"]

Codes = NDArray[np.uint64]
Counts = NDArray[np.int64]
Labels = NDArray[np.int64]


_NOTHING = np.uint64((1 << 64) - 1)
"""Both halves of the code of null."""

_NULL = (1 << 128) - 1


@dataclass(frozen=True, slots=True)
class CellTable:
    """Distinct cells in ascending order of their parts, two 64-bit halves a part, and the rows of each."""

    codes: Codes
    rows: Counts

    def labels(self, *parts: int) -> Labels:
        """Return a number for each cell: equal where these parts are, and ascending with them."""
        halves = [self.codes[:, 2 * part + half] for part in parts for half in (0, 1)]
        if not len(self.rows):
            return np.zeros(0, dtype=np.int64)
        order = np.lexsort(halves[::-1])
        ordered = np.stack(halves, axis=1)[order]
        is_new = np.concatenate(([False], (ordered[1:] != ordered[:-1]).any(axis=1)))
        found = np.empty(len(order), dtype=np.int64)
        found[order] = np.cumsum(is_new)
        return found

    def only(self, is_kept: NDArray[np.bool_]) -> CellTable:
        """Return some of the cells."""
        return CellTable(self.codes[is_kept], self.rows[is_kept])

    def counts(self, part: int) -> Counts:
        """Return a part that is a count, cell by cell."""
        return self.codes[:, 2 * part + 1].astype(np.int64)  # the code of a count has it as its second half

    def is_null(self, part: int) -> NDArray[np.bool_]:
        """Tell which cells have no value in a part."""
        found: NDArray[np.bool_] = (self.codes[:, 2 * part : 2 * part + 2] == _NOTHING).all(axis=1)
        return found

    def column(self, part: int) -> list[int]:
        """Return the codes of one part, cell by cell."""
        high, low = self.codes[:, 2 * part].tolist(), self.codes[:, 2 * part + 1].tolist()
        return [(one << 64) | other for one, other in zip(high, low, strict=True)]


def pack_cells(rows: Mapping[tuple[int, ...], int]) -> bytes:
    """Pack the rows of each cell: its codes, then its rows, in ascending order.

    Examples
    --------
    >>> len(pack_cells({(1, 2): 5, (1, 1): 7})), unpack_cells(pack_cells({(1, 2): 5, (1, 1): 7}), 2)
    (80, {(1, 1): 7, (1, 2): 5})
    """
    return b"".join(
        b"".join(code.to_bytes(16, "big") for code in cell) + n.to_bytes(8, "big")
        for cell, n in sorted(rows.items())
    )


def unpack_cells(packed: bytes, parts: int) -> dict[tuple[int, ...], int]:
    """Return the rows of each cell."""
    table = table_of([packed], parts)
    columns = [table.column(part) for part in range(parts)]
    return dict(zip(zip(*columns, strict=True), table.rows.tolist(), strict=True))


def keyed_cells(packed: bytes, is_hash: Sequence[bool], secret: bytes) -> bytes:
    """Return the cells with each hash replaced by a keyed one: equal ones stay equal, and cannot be guessed.

    What is no hash stays: the code of null.
    """

    def hidden(code: int) -> int:
        if code == _NULL:
            return code
        return int.from_bytes(
            hashlib.blake2b(code.to_bytes(16, "big"), digest_size=16, key=secret).digest(), "big"
        )

    rows = unpack_cells(packed, len(is_hash))
    return pack_cells(
        {
            tuple(hidden(code) if one else code for code, one in zip(cell, is_hash, strict=True)): n
            for cell, n in rows.items()
        }
    )


def table_of(packed: Sequence[bytes], parts: int) -> CellTable:
    """Return the cells of all packs together, with the rows of equal ones added up."""
    width = 2 * parts + 1
    loaded = np.frombuffer(b"".join(packed), dtype=">u8").astype(np.uint64).reshape(-1, width)
    codes, rows = loaded[:, :-1], loaded[:, -1].astype(np.int64)
    if not len(rows):
        return CellTable(codes, rows)
    order = np.lexsort([codes[:, place] for place in reversed(range(2 * parts))])
    ordered = codes[order]
    is_new = np.concatenate(([True], (ordered[1:] != ordered[:-1]).any(axis=1)))
    starts = np.flatnonzero(is_new)
    return CellTable(ordered[starts], np.add.reduceat(rows[order], starts))


def packed_table(table: CellTable) -> bytes:
    """Pack a table."""
    return np.column_stack([table.codes, table.rows.astype(np.uint64)]).astype(">u8").tobytes()
