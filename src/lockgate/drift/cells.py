"""The counts of one column in both tables, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.domain.codec import SIGNIFICANT_DIGITS
from lockgate.domain.errors import StateError
from lockgate.drift.reference_column import Binned, Listed, ReferenceColumn
from lockgate.scan.aggregate import State
from lockgate.scan.aggregates.binned_counts import BinnedCountsState
from lockgate.scan.aggregates.listed_counts import ListedCountsState
from lockgate.stats.drift.places import Places

__all__ = ["Cells", "missing_cells", "value_cells"]

OTHER = "other values"
_DIGITS = 4 * 10.0 ** (1 - SIGNIFICANT_DIGITS)  # of a variance that is told from two rounded sums


Rows = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of both tables in the same cells.

    Parameters
    ----------
    edges : tuple of float
        For what has an order: the edges between the cells, one fewer than there are cells; the first and the last
        cell are open. Empty for names.
    names : tuple of str
        For what has none: the name of each cell. Empty for what has an order.
    reference, current : tuple of int
        Rows in each cell.
    is_whole : bool
        Whether each cell is one value: nothing is lost by counting.
    blocks : pair of tuple of tuple of int
        The same rows of reference and current by block, where rows depend on each other; empty where they do not.
    places : pair of Places or None
        Where the rows of reference and current lie in each cell; None where that was not asked, or is not held.
    resolution : float
        Width of the finest cell: what is nearer was never told apart.
    """

    edges: tuple[float, ...]
    names: tuple[str, ...]
    reference: tuple[int, ...]
    current: tuple[int, ...]
    is_whole: bool
    blocks: tuple[Rows, Rows] = ((), ())
    places: tuple[Places, Places] | None = None
    resolution: float = 0.0

    @property
    def is_ordered(self) -> bool:
        """Tell whether the cells lie on a line."""
        return bool(self.edges)


def value_cells(column: ReferenceColumn, current: State) -> Cells:
    """Return the rows that hold a value, cell by cell.

    Raises
    ------
    StateError
        If the current state was not counted on the frozen edges or list.
    """
    frozen = column.frozen
    if (
        isinstance(frozen, Binned)
        and isinstance(current, BinnedCountsState)
        and current.edges == frozen.state.edges
    ):
        return Cells(
            current.edges,
            (),
            frozen.state.cells,
            current.cells,
            frozen.is_whole,
            blocks=(_rows(frozen.state), _rows(current)),
            places=_places(frozen.state, current),
            resolution=frozen.grid.step,
        )
    if isinstance(frozen, Listed) and isinstance(current, ListedCountsState):
        names = tuple(value for value, _ in current.listed)
        if names == frozen.values:
            before, now = ((*(n for _, n in state.listed), state.n_others) for state in (frozen.state, current))
            blocks = _rows(frozen.state), _rows(current)
            return Cells((), (*names, OTHER), before, now, is_whole=True, blocks=blocks)
    raise StateError.unreadable(f"column `{column.name}`", "it was counted on other edges than the reference's")


def missing_cells(column: ReferenceColumn, current: State) -> Cells:
    """Return the rows with and without a value.

    Raises
    ------
    StateError
        If the current state is of another kind.
    """
    if not isinstance(current, BinnedCountsState | ListedCountsState):
        raise StateError.unreadable(f"column `{column.name}`", f"its state is {current.kind}")
    missing = current.missing if isinstance(current, BinnedCountsState) else current.nulls
    before, now = (column.n, column.missing), (current.n, missing)
    blocks = _filled(column.frozen.state), _filled(current)
    return Cells((), ("filled", "missing"), before, now, is_whole=True, blocks=blocks)


def _places(reference: BinnedCountsState, current: BinnedCountsState) -> tuple[Places, Places] | None:
    """Return where rows lie in the cells; None where one side does not know it."""
    return (_place(reference), _place(current)) if reference.gaps and current.gaps else None


def _place(state: BinnedCountsState) -> Places:
    rows = np.asarray(state.cells, dtype=np.float64)
    rows[0] -= state.lowest
    rows[-1] -= state.highest
    with np.errstate(divide="ignore", invalid="ignore"):
        gaps, squares = np.asarray(state.gaps) / rows, np.asarray(state.squares) / rows
    gaps[rows == 0] = squares[rows == 0] = np.nan
    # what the digits of a state leave open counts as spread, so that limits hold
    variances = np.maximum(squares - gaps**2, 0.0) + _DIGITS * gaps**2
    return Places(state.center + gaps, variances, is_bounded=not (state.lowest or state.highest))


def _rows(state: BinnedCountsState | ListedCountsState) -> Rows:
    return tuple(rows[:-1] for _, rows in state.blocks)


def _filled(state: BinnedCountsState | ListedCountsState) -> Rows:
    return tuple((sum(rows[:-1]), rows[-1]) for _, rows in state.blocks)
