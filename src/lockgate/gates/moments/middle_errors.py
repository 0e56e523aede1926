"""The absolute errors around the middle one, in order: what bounds a median of any distribution."""

from __future__ import annotations

import bisect
import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.codec import round_float
from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.moments.terms import Kind, Term
from lockgate.stats.order_statistics import quantile_ranks

__all__ = ["RANK_STEPS", "WIDEST", "MiddleErrors", "OrderedErrors", "middle_from", "require_rows_alone"]

RANK_STEPS = 8
"""Ranks that are kept for each root of the number of rows: a quarter of a standard deviation of the count below."""

WIDEST = 2.5
"""Roots of the number of rows to each side of the middle: five standard deviations."""

_NEAR = 1.25
"""Roots of the number of rows to each side of the middle, between which errors say how dense they are."""


@dataclass(frozen=True, slots=True)
class OrderedErrors:
    """Some absolute errors of one model in one slice, by rank.

    Parameters
    ----------
    rows : int
        Rows of the slice, 1 or more.
    ranks : tuple of int
        Ascending, from 1 to `rows`; the two middle ones are among them.
    errors : tuple of float
        The error at each rank, 0 or more, ascending.
    at_most : int
        Rows whose error is at most the lower middle one.

    Examples
    --------
    >>> OrderedErrors(4, (1, 2, 3, 4), (0.0, 1.0, 2.0, 9.0), 2).median
    1.5
    """

    rows: int
    ranks: tuple[int, ...]
    errors: tuple[float, ...]
    at_most: int

    def __post_init__(self) -> None:
        low, high = self._middle
        is_whole = (
            len(self.ranks) == len(self.errors)
            and {low, high} <= set(self.ranks)
            and list(self.ranks) == sorted(set(self.ranks))
            and 1 <= self.ranks[0] <= self.ranks[-1] <= self.rows
            and list(self.errors) == sorted(self.errors)
            and all(math.isfinite(error) and error >= 0 for error in self.errors)
            and low <= self.at_most <= self.rows
        )
        if not is_whole:
            message = "middle errors must ascend, and have the middle ones"
            raise ValueError(message)

    @property
    def _middle(self) -> tuple[int, int]:
        return (self.rows + 1) // 2, self.rows // 2 + 1

    @property
    def median(self) -> float:
        """Return the middle error; of an even number the mean of the two middle ones."""
        below, above = (self.errors[self.ranks.index(rank)] for rank in self._middle)
        return below if below == above else (below + above) / 2

    @property
    def largest(self) -> float:
        """Return the largest error; NaN where it is not among those that are kept.

        Examples
        --------
        >>> OrderedErrors(4, (1, 2, 3, 4), (0.0, 1.0, 2.0, 9.0), 2).largest
        9.0
        """
        return self.errors[-1] if self.ranks[-1] == self.rows else math.nan

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return bounds of the median of the distribution, each erring with at most ``alpha / 2``.

        Those of the next ranks outwards that are kept; NaN where there are none.

        Examples
        --------
        >>> ranks = tuple(range(1, 21))
        >>> OrderedErrors(20, ranks, tuple(map(float, ranks)), 10).bounds(0.05)
        (6.0, 15.0)
        """
        low, high = quantile_ranks(self.rows, 0.5, alpha=alpha)
        below = bisect.bisect_right(self.ranks, low)
        above = bisect.bisect_left(self.ranks, high)
        is_known = below and above < len(self.ranks)
        return (self.errors[below - 1], self.errors[above]) if is_known else (math.nan, math.nan)

    @property
    def sparsity(self) -> tuple[float, int]:
        """Return by how much the error grows for a share of the rows, near the middle, and on how many rows that rests.

        Examples
        --------
        >>> ranks = tuple(range(1, 21))
        >>> OrderedErrors(20, ranks, tuple(map(float, ranks)), 10).sparsity
        (20.0, 11)
        """
        near = self._near
        span = self.ranks[near[-1]] - self.ranks[near[0]]
        grown = self.errors[near[-1]] - self.errors[near[0]]
        return (grown * self.rows / span, span) if span else (math.nan, 0)

    @property
    def is_tied(self) -> bool:
        """Tell whether errors near the middle are equal: then they are not dense there, and the median can jump.

        Examples
        --------
        >>> OrderedErrors(4, (1, 2, 3, 4), (0.0, 1.0, 2.0, 9.0), 2).is_tied
        False
        >>> OrderedErrors(4, (1, 2, 3, 4), (0.0, 1.0, 1.0, 9.0), 3).is_tied
        True
        """
        return any(self.errors[one] == self.errors[other] for one, other in pairwise(self._near))

    @property
    def _near(self) -> list[int]:
        """Return the places of the ranks from which the density of errors is read."""
        reach = _NEAR * math.sqrt(self.rows)
        return [at for at, rank in enumerate(self.ranks) if abs(rank - (self.rows + 1) / 2) <= reach]


@dataclass(frozen=True, slots=True)
class MiddleErrors:
    """The middle errors of the models of one slice.

    Parameters
    ----------
    candidate : OrderedErrors
        Of the candidate.
    baseline : OrderedErrors or None, default=None
        Of the baseline, where there is one.
    both : int, default=0
        Rows on which each model's error is at most its lower middle one.
    """

    candidate: OrderedErrors
    baseline: OrderedErrors | None = None
    both: int = 0

    def __post_init__(self) -> None:
        old = self.baseline
        if old is None:
            is_whole = self.both == 0
        else:
            fewest = max(0, self.candidate.at_most + old.at_most - old.rows)
            most = min(self.candidate.at_most, old.at_most)
            is_whole = old.rows == self.candidate.rows and fewest <= self.both <= most
        if not is_whole:
            message = "middle errors of two models must be of the same rows"
            raise ValueError(message)

    def of(self, model: Model) -> OrderedErrors:
        """Return the errors of a model that there is."""
        return self.candidate if model is Model.CANDIDATE else cast("OrderedErrors", self.baseline)


def middle_from(part: Mapping[str, NDArray[Any]], rows: NDArray[np.bool_]) -> MiddleErrors:
    """Return the middle errors of one slice: some rows of what `lockgate.gates.moments.query.middle_query` answers."""
    own = {name: np.ma.asarray(column)[rows] for name, column in part.items()}
    candidate = _ordered(own, "c")
    if "r_b" not in own:
        return MiddleErrors(candidate)
    return MiddleErrors(candidate, _ordered(own, "b"), int(own["k"][0]))


def _ordered(own: Mapping[str, np.ma.MaskedArray[Any, Any]], letter: str) -> OrderedErrors:
    ranks, errors = own[f"r_{letter}"], own[f"e_{letter}"]
    kept = ~np.ma.getmaskarray(ranks)
    found = sorted(zip(ranks[kept].tolist(), errors[kept].tolist(), strict=True))
    return OrderedErrors(
        int(own["n"][0]),
        tuple(int(rank) for rank, _ in found),
        tuple(round_float(float(error)) for _, error in found),
        int(own[f"k_{letter}"][0]),
    )


def require_rows_alone(metric: str, needs: Iterable[Hashable]) -> None:
    """Refuse a metric whose bounds follow from the ranks of rows, where rows depend on each other.

    Raises
    ------
    ParameterError
        If it is one.
    """
    if any(isinstance(need, Term) and need.kind is Kind.ORDERED_ERROR for need in needs):
        must = f"not given with `{metric}`, whose bounds count rows one by one; ask `within_tolerance_score` instead"
        raise ParameterError.of("model gate", "blocks", must, metric)
