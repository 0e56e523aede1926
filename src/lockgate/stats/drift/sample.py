"""One side of a comparison: counts on bins, and the blocks they came in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.drift.distance import require_counts

__all__ = ["Sample"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The rows of one side, counted.

    Parameters
    ----------
    counts : ndarray of shape (n_bins,)
        Rows in each bin.
    blocks : ndarray of shape (n_blocks, n_bins) or None, default=None
        The same rows, counted by block: days, or entities hashed into groups. Blocks are taken as independent of
        each other, rows inside a block need not be. None: rows are independent.

    Examples
    --------
    >>> Sample.of_counts([3, 1]).n_rows, Sample.of_blocks([[2, 0], [1, 1]]).counts.tolist()
    (4, [3.0, 1.0])
    """

    counts: Floats
    blocks: Floats | None = None

    @classmethod
    def of_counts(cls, counts: ArrayLike) -> Sample:
        """Take rows that are independent of each other.

        Raises
        ------
        ParameterError
            If the counts are not one row of finite numbers of 0 or more.
        """
        return cls(require_counts("Sample", "counts", counts))

    @classmethod
    def of_blocks(cls, blocks: ArrayLike) -> Sample:
        """Take rows that came in blocks; empty blocks are left out.

        Parameters
        ----------
        blocks : array-like of shape (n_blocks, n_bins)
            Rows in each bin, block by block.

        Raises
        ------
        ParameterError
            If the counts are not a table of finite numbers of 0 or more with at least one column.
        """
        table = np.asarray(blocks, dtype=np.float64)
        if table.ndim != 2:  # noqa: PLR2004 - blocks by bins
            raise ParameterError.of("Sample", "blocks", "a table, blocks by bins", f"{table.ndim} dimensions")
        counts = require_counts("Sample", "blocks", table.sum(axis=0))
        if (table < 0).any():
            raise ParameterError.of("Sample", "blocks", "counts of 0 or more", "a negative count")
        return cls(counts, table[table.sum(axis=1) > 0])

    @property
    def n_rows(self) -> int:
        """Return the number of rows."""
        return round(float(self.counts.sum()))

    @property
    def n_blocks(self) -> int | None:
        """Return the number of blocks that have rows; None where rows are independent."""
        return None if self.blocks is None else len(self.blocks)
