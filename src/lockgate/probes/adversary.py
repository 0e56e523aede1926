"""Search for the cheapest change of each row that turns the model's answer: black-box, within constraints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.probes.levers import Move
from lockgate.probes.rows import Column, Floats, Predict, Rows, answers, are_numbers, n_rows, picked
from lockgate.probes.smallest import answers_or_nan, as_many

__all__ = ["Aim", "Attack", "Others", "cheapest_changes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is looked for.

    Parameters
    ----------
    turned : callable
        Of answers before and after, whether each has turned.
    progress : callable
        Of answers before and after, how near each is to turning; greater is nearer.
    """

    turned: Callable[[Floats, Floats], NDArray[np.bool_]]
    progress: Callable[[Floats, Floats], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """The cheapest changes that were found.

    Parameters
    ----------
    changed : dict of str to ndarray
        The changed rows; those that could not be turned are as they were.
    costs : ndarray of shape (n,)
        What the changes cost; infinite where none was found.
    before, after : ndarray of shape (n,) or (n, k)
        The answers to the rows, and to the changed rows.
    tried, answered : ndarray of shape (n,)
        Whether a change of the row was tried at all, and whether the model gave a number to any.
    """

    changed: dict[str, Column]
    costs: Floats
    before: Floats
    after: Floats
    tried: NDArray[np.bool_]
    answered: NDArray[np.bool_]


Others = Callable[[Attack, Callable[[Rows, int], NDArray[np.bool_]]], Mapping[str, Column]]
"""Another search, as of `cheapest_changes`."""


def cheapest_changes(
    predict: Predict,
    rows: Rows,
    moves: Sequence[Move],
    *,
    aim: Aim,
    most_changes: int,
    others: Others | None = None,
) -> Attack:
    """Return, for each row, the cheapest change that was found to turn its answer.

    Each lever is tried by itself, over its whole reach; then the change that came nearest for its cost is kept and the
    others are tried on top, until `most_changes` levers are moved. At last each change is taken back, by halves, as far
    as the answer stays turned. All rows are asked together. What is found is a change that exists; that a cheaper one
    exists can never be ruled out, so costs are upper bounds.

    Parameters
    ----------
    predict : callable
        The model. A row on which it breaks is not turned.
    rows : Rows
        The rows.
    moves : sequence of Move
        What may be changed.
    aim : Aim
        What is looked for.
    most_changes : int
        Levers that are moved in one row at most, 1 or more.
    others : callable or None, default=None
        Another search: of what was found so far, and what tells which changes of a row turn its answer, changed rows.
        They are asked about again, and count where the answer turns and no more levers are moved.

    Returns
    -------
    Attack
        Rows that could not be turned are unchanged in it.
    """
    search = _Search(predict, rows, moves, aim)
    current: dict[str, Column] = dict(rows)
    for _ in range(most_changes):
        current = search.step(current)
    search.take_back()
    if others is not None:
        search.offer(others(search.found, search.turns), most_changes)
        search.take_back()
    return search.found


class _Search:
    """The cheapest change of each row so far."""

    def __init__(self, predict: Predict, rows: Rows, moves: Sequence[Move], aim: Aim) -> None:
        self._predict = predict
        self._rows = rows
        self._moves = moves
        self._aim = aim
        self.before = answers(predict, rows)
        self.after = self.before.copy()
        self.best: dict[str, Column] = dict(rows)
        self.costs: Floats = np.full(n_rows(rows), np.inf)
        self.tried = np.zeros(n_rows(rows), dtype=bool)
        self.answered = self.tried.copy()

    @property
    def found(self) -> Attack:
        """Return what was found so far."""
        return Attack(
            changed=self.best,
            costs=self.costs,
            before=self.before,
            after=self.after,
            tried=self.tried,
            answered=self.answered,
        )

    def step(self, current: dict[str, Column]) -> dict[str, Column]:
        """Try every option on top of a change; return the change that came nearest to turning for its cost."""
        nearest, kept = np.full(n_rows(self._rows), -np.inf), current
        for move in self._moves:
            for option in move.options(self._rows):
                tried = {**current, **option}
                cost = self._cost(tried)
                found = self._asked(tried, cost)
                gain = self._aim.progress(self.before, found) / np.maximum(cost, 1e-12)
                gain = np.where(are_numbers(found) & (cost > 0), gain, -np.inf)
                kept = _chosen(gain > nearest, tried, kept)
                nearest = np.maximum(gain, nearest)
        return kept

    def turns(self, changed: Rows, place: int) -> NDArray[np.bool_]:
        """Tell of rows that the row at a place was changed to whether they turn its answer."""
        before = self.before[np.full(n_rows(changed), place)]
        found = as_many(answers_or_nan(self._predict, changed), before)
        return self._aim.turned(before, found) & are_numbers(found)

    def offer(self, offered: Mapping[str, Column], most_changes: int) -> None:
        """Take up changes that were found elsewhere, with each lever put back that is not needed."""
        current = dict(offered)
        for move in self._moves:
            without = {**current, **{name: self._rows[name] for name in move.names}}
            found = as_many(answers_or_nan(self._predict, without), self.before)
            is_needless = self._aim.turned(self.before, found) & are_numbers(found)
            current = _chosen(is_needless, without, current)
        n_moved = sum((move.costs(self._rows, current) > 0).astype(int) for move in self._moves)
        self._asked_better(_chosen(np.asarray(n_moved) <= most_changes, current, self._rows))

    def take_back(self) -> None:
        """Take changes back, wholly or by halves, while the answer stays turned."""
        for move in self._moves:
            self._asked_better({**self.best, **{name: self._rows[name] for name in move.names}})
            low: dict[str, Column] = dict(self._rows)
            for _ in range(move.halvings):
                # `low` is known not to turn it, `best` is; what lies between them is tried
                between = move.halfway(low, self.best)
                tried = {**self.best, **between}
                turns = self._asked_better(tried)
                for name in move.names:
                    low[name] = np.where(turns, low[name], tried[name])

    def _asked_better(self, tried: dict[str, Column]) -> NDArray[np.bool_]:
        """Ask, and return which rows are turned."""
        found = self._asked(tried, self._cost(tried))
        return self._aim.turned(self.before, found) & are_numbers(found)

    def _asked(self, tried: dict[str, Column], cost: Floats) -> Floats:
        """Ask about changed rows, and keep those that are turned at less cost."""
        found = as_many(answers_or_nan(self._predict, tried), self.before)
        self.tried |= cost > 0
        there = are_numbers(found)
        self.answered |= there & (cost > 0)
        is_better = there & self._aim.turned(self.before, found) & (cost < self.costs) & (cost > 0)
        self.best = _chosen(is_better, tried, self.best)
        self.costs = np.where(is_better, cost, self.costs)
        self.after = picked(is_better, found, self.after)
        return found

    def _cost(self, tried: Rows) -> Floats:
        total = np.zeros(n_rows(self._rows))
        for move in self._moves:
            total += move.costs(self._rows, tried)
        return total


def _chosen(chosen: NDArray[np.bool_], one: Rows, other: Rows) -> dict[str, Column]:
    return {
        name: column if other[name] is column else np.where(chosen, column, other[name])
        for name, column in one.items()
    }
