"""Attacks of others on numbers in a box: what they are given, and what of their answers holds under our constraints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.probes.levers import Move, NumberMove
from lockgate.probes.rows import Column, Floats, Rows, taken

__all__ = ["Box", "BoxAttack", "Left", "Turns", "attacked"]

Turns = Callable[[Floats], NDArray[np.bool_]]
"""Of points, shape (m, d), whether each turns the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where the numbers of one row may go.

    Parameters
    ----------
    start : ndarray of shape (d,)
        Where they are.
    lowest, highest : ndarray of shape (d,)
        How far each may go, with the start between.
    prices : ndarray of shape (d,)
        What a unit of each costs, greater than 0.
    known : ndarray of shape (d,)
        Where another search ended: perhaps a point that turns the answer, perhaps the start.
    """

    start: Floats
    lowest: Floats
    highest: Floats
    prices: Floats
    known: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Rows that another search has left.

    Parameters
    ----------
    places : sequence of int
        Which they are.
    changed : Rows
        All rows, as that search changed them.
    """

    places: Sequence[int]
    changed: Rows


BoxAttack = Callable[[Turns, Box, int], Floats | None]
"""Looks for a point in a box that turns the answer, near the start, from a seed; None where none was found."""


def attacked(
    rows: Rows,
    moves: Sequence[Move],
    left: Left,
    turned: Callable[[Rows, int], NDArray[np.bool_]],
    attack: BoxAttack,
    seed: int,
) -> dict[str, Column]:
    """Return rows as an attack changed them, held to the range, direction and steps of each lever.

    Parameters
    ----------
    rows : Rows
        The rows; those that are not attacked, or not turned, stay as they are.
    moves : sequence of Move
        What may be changed; only numbers are.
    left : Left
        Which rows are attacked.
    turned : callable
        Of rows that one row, by place, was changed to: whether each turns its answer.
    attack : callable
        The attack. Whether what it returns turns the answer is not asked again here.
    seed : int
        Seed of the first row; each has its own.
    """
    numbers = [move for move in moves if isinstance(move, NumberMove)]
    changed = {**rows, **{move.name: rows[move.name].astype(np.float64) for move in numbers}}
    spans = {move.name: move.span(rows[move.name].astype(np.float64)) for move in numbers}
    for place in left.places:
        free = [move for move in numbers if spans[move.name][0][place] < spans[move.name][1][place]]
        if not free:
            continue
        box = Box(
            start=np.array([changed[move.name][place] for move in free]),
            lowest=np.array([spans[move.name][0][place] for move in free]),
            highest=np.array([spans[move.name][1][place] for move in free]),
            prices=np.array([move.price for move in free]),
            known=np.array([left.changed[move.name][place] for move in free], dtype=np.float64),
        )
        held = _Held(taken(rows, [place]), free)
        found = attack(lambda points, at=place, by=held: turned(by.rows(points), at), box, seed + place)  # type: ignore[misc]  # mypy knows no defaults of lambdas
        if found is not None:
            for name, column in held.rows(found[None, :]).items():
                if name in spans:
                    changed[name][place] = column[0]
    return changed


@dataclass(frozen=True, slots=True)
class _Held:
    """One row, and the levers on it that move."""

    row: Rows
    moves: Sequence[NumberMove]

    def rows(self, points: Floats) -> dict[str, Column]:
        """Return the row at each point, as near to it as its levers can be moved."""
        places = np.zeros(len(points), dtype=np.int64)
        found = taken(self.row, places)
        for at, move in enumerate(self.moves):
            found[move.name] = move.held(found[move.name].astype(np.float64), points[:, at])
        return found
