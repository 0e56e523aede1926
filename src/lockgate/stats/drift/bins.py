"""What the cells of a count vector stand for: places on a line, or names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.drift.places import Places

__all__ = ["Bins"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Bins:
    """The interval that each cell of a count vector covers.

    Build it with `exact` (every distinct value its own bin), `between` (a histogram) or `categories`.

    Parameters
    ----------
    lowers, uppers : ndarray of shape (n_bins,)
        Ends of each bin, ascending, ``lowers <= uppers``; an end bin may be open (infinite). NaN for categories,
        which have no order.
    places : pair of Places or None, default=None
        For the reference and for the current sample, where its rows lie in each bin, where that is known.
    resolution : float, default=0.0
        Values nearer than this are as good as equal: a bin no wider is a single value for what only looks at the order.
    inflation : float, default=1.0
        The standard deviation of the rows of the reference over that of the positions of their bins.

    Examples
    --------
    >>> bins = Bins.between([0.0, 1.0, 3.0])
    >>> bins.positions.tolist(), bins.half_widths.tolist(), bins.is_exact
    ([0.5, 2.0], [0.5, 1.0], False)
    >>> Bins.exact([1, 2, 5]).is_exact, Bins.categories(3).is_ordered
    (True, False)
    """

    lowers: Floats
    uppers: Floats
    places: tuple[Places, Places] | None = None
    resolution: float = 0.0
    inflation: float = 1.0

    @classmethod
    def exact(cls, values: Sequence[float] | Floats) -> Bins:
        """Give every distinct value its own bin.

        Parameters
        ----------
        values : sequence of float
            The distinct values, finite, strictly ascending.

        Raises
        ------
        ParameterError
            If the values are not finite or not strictly ascending.
        """
        places = np.asarray(values, dtype=np.float64)
        if not np.isfinite(places).all() or (np.diff(places) <= 0).any():
            raise ParameterError.of("Bins.exact", "values", "finite and strictly ascending", "other values")
        return cls(places, places)

    @classmethod
    def between(
        cls,
        edges: Sequence[float] | Floats,
        places: tuple[Places, Places] | None = None,
        *,
        resolution: float = 0.0,
    ) -> Bins:
        """Cover the line between `edges`, one bin for each neighbouring pair.

        Parameters
        ----------
        edges : sequence of float
            At least two, strictly ascending; the first may be -inf and the last inf. Without `places` an open bin
            has no width, so no bound can be told for it: give the smallest and the largest value where they are known.
        places, resolution
            As for the class.

        Raises
        ------
        ParameterError
            If there are fewer than two edges or they are not strictly ascending, or a bin is open on both sides.
        """
        ends = np.asarray(edges, dtype=np.float64)
        if ends.size < 2 or not (np.diff(ends) > 0).all() or not np.isfinite(ends).any():  # noqa: PLR2004 - a pair
            raise ParameterError.of("Bins.between", "edges", "two or more, strictly ascending", "other edges")
        return cls(ends[:-1], ends[1:], places, resolution)

    @classmethod
    def categories(cls, n_bins: int) -> Bins:
        """Stand for `n_bins` names without an order."""
        nowhere = np.full(n_bins, np.nan)
        return cls(nowhere, nowhere)

    @property
    def size(self) -> int:
        """Return the number of bins."""
        return self.lowers.size

    @property
    def is_ordered(self) -> bool:
        """Tell whether the bins lie on a line."""
        return not bool(np.isnan(self.lowers).any())

    @property
    def is_exact(self) -> bool:
        """Tell whether nothing was lost by counting: every bin is one value, or one category."""
        return not self.is_ordered or bool((self.lowers == self.uppers).all())

    @property
    def are_single(self) -> NDArray[np.bool_]:
        """Return which bins are as good as one value."""
        are_single: NDArray[np.bool_] = self.uppers - self.lowers <= self.resolution
        return are_single

    @property
    def positions(self) -> Floats:
        """Return where the rows of each bin are taken to lie: its middle, or the finite end of an open bin."""
        lowers = np.where(np.isfinite(self.lowers), self.lowers, self.uppers)
        uppers = np.where(np.isfinite(self.uppers), self.uppers, self.lowers)
        return lowers + (uppers - lowers) / 2

    @property
    def half_widths(self) -> Floats:
        """Return how far a row can lie from the position of its bin; inf for an open bin."""
        return np.maximum(self.positions - self.lowers, self.uppers - self.positions)
