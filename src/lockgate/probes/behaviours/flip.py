"""Behaviour: no cheap change turns the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.probes.adversary import Aim, Attack, Others, cheapest_changes
from lockgate.probes.answer_kind import AnswerKind
from lockgate.probes.behaviour import Behaviour, Knowledge, Trial, apart, other_prediction
from lockgate.probes.box_attack import Left, attacked
from lockgate.probes.domain import domains_of
from lockgate.probes.levers import GroupMove, Lever, Move, NumberMove
from lockgate.probes.rows import Column, Floats, Predict, Rows, are_numbers, column_of, n_rows

__all__ = ["Flip", "OtherAttack"]


class OtherAttack(StrEnum):
    """An attack that others wrote."""

    HOP_SKIP_JUMP = "hop_skip_jump"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip(Behaviour):
    """Look for the cheapest change of each row that turns the answer: an attack that sees answers only.

    Features that are not named are never changed. A row breaks it if a change was found that costs no more than
    `cost`. The search can miss a cheaper change, so the share of rows that break it is at least what is seen, and the
    median cost at most. So does a row to whose changes the model gives no number at all: nothing was searched there.

    Parameters
    ----------
    features : dict of str to Lever
        What may be changed, and at which cost.
    groups : tuple of tuples of str, default=none
        One-hot groups: columns of which exactly one is 1. A change of the group costs 1.
    cost : float
        The cost up to which a change counts as cheap, greater than 0.
    threshold : float, default=0.5
        An answer turns when it passes it; of a classifier. One of several classes turns when another is the greatest,
        one of labels when the probability of any label passes it.
    moved_by : float, default=none
        An answer turns when it moves so far; of numbers and quantiles, instead of `threshold`.
    most_changes : int, default=3
        Levers that are moved in one row at most, 1 or more.
    attack : OtherAttack, default=none
        An attack of the Adversarial Robustness Toolbox on the numbers of rows that the search could not turn so
        cheaply; it needs the extra `art`, and thousands of answers a row. Only what holds under the same constraints
        counts.
    at_most : float, default=0
        The share of rows that may be turned so cheaply.

    Examples
    --------
    .. code-block:: yaml

        flip:
          features:
            income: {direction: up, step: 100}
            purpose: {cost: 2}
          cost: 0.5
          at_most: 0.1
          slices: [sex]

    >>> test = Flip(features={"x": Lever(step=0.1)}, cost=0.5, at_most=0.5)
    >>> rows = {"x": np.array([0.0, 1.0, 2.0, 3.0])}
    >>> trial = test.trial(lambda asked: asked["x"] / 3, rows, seed=1)
    >>> trial.costs.round(2).tolist(), trial.violates.tolist()
    ([1.34, 0.45, 0.45, 1.43], [False, True, True, False])
    """

    name: ClassVar[str] = "flip"
    is_of_features: ClassVar[bool] = True
    is_minimal: ClassVar[bool] = True

    features: dict[str, Lever]
    cost: float
    groups: tuple[tuple[str, ...], ...] = ()
    threshold: float = 0.5
    moved_by: float | None = None
    most_changes: int = 3
    attack: OtherAttack | None = None
    known: Knowledge = field(default=Knowledge(features=()), init=False)

    def __post_init__(self) -> None:
        Behaviour.__post_init__(self)
        names = [*self.features, *(name for group in self.groups for name in group)]
        if not names or len(set(names)) < len(names):
            raise ParameterError.of(self.name, "features", "at least one column, each once", names)
        if any(len(group) < 2 for group in self.groups):  # noqa: PLR2004 - from one to another
            raise ParameterError.of(self.name, "groups", "groups of two columns or more", list(self.groups))
        if not (np.isfinite(self.cost) and self.cost > 0):
            raise ParameterError.of(self.name, "cost", "a finite number greater than 0", self.cost)
        if self.moved_by is not None and not (np.isfinite(self.moved_by) and self.moved_by > 0):
            raise ParameterError.of(self.name, "moved_by", "a finite number greater than 0", self.moved_by)
        if self.most_changes < 1:
            raise ParameterError.of(self.name, "most_changes", "an int of 1 or more", self.most_changes)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.features, *(name for group in self.groups for name in group))

    @property
    def promise(self) -> str:
        turns = (
            f"moves the answer past {format_value(self.threshold)}"
            if self.moved_by is None
            else f"moves the answer by {format_value(self.moved_by)}"
        )
        if self.moved_by is None and self.of is None and self.known.answers in _PREDICTED:
            turns = f"changes {_PREDICTED[self.known.answers]}"
        return f"no change that costs {format_value(self.cost)} or less {turns}"

    def informed(self, known: Knowledge) -> Behaviour:
        informed = replace(self)
        object.__setattr__(informed, "known", known)
        return informed

    def trial(self, predict: Predict, rows: Rows, seed: int) -> Trial:
        if self.moved_by is None and self.of is None and self.known.answers is AnswerKind.QUANTILES:
            must = "given, because quantiles have no class that could turn; or name one with `of`, and a `threshold`"
            raise ParameterError.of(self.name, "moved_by", must, None)
        moves = self._moves(rows)
        found = cheapest_changes(
            predict,
            rows,
            moves,
            aim=Aim(turned=self._turned, progress=self._progress),
            most_changes=self.most_changes,
            others=self._others(rows, moves, seed),
        )
        if not found.tried.any():
            must = f"levers that can change at least one of {n_rows(rows):,} rows"
            raise ParameterError.of(self.name, "features", must, list(self.columns))
        is_silent = ~are_numbers(found.before) | (found.tried & ~found.answered)
        excess = np.where(found.costs <= self.cost, 1 + self.cost - found.costs, -1.0)
        return Trial(
            rows=rows,
            changed=found.changed,
            before=found.before,
            after=found.after,
            excess=np.where(is_silent, np.inf, excess),
            costs=found.costs,
        )

    def _others(self, rows: Rows, moves: tuple[Move, ...], seed: int) -> Others | None:
        """Return the attack on rows that are not turned cheaply yet, None where none is asked."""
        if self.attack is None:
            return None
        attack = self.known.attack
        if attack is None:
            raise ParameterError.of(
                self.name, "attack", "none, because nothing here can attack", self.attack.value
            )
        if not any(isinstance(move, NumberMove) for move in moves):
            must = "none, because none of the features that may be changed is a number"
            raise ParameterError.of(self.name, "attack", must, self.attack.value)

        def others(found: Attack, turned: Callable[[Rows, int], NDArray[np.bool_]]) -> Mapping[str, Column]:
            places = np.flatnonzero(~(found.costs <= self.cost)).tolist()
            return attacked(rows, moves, Left(places=places, changed=found.changed), turned, attack, seed)

        return others

    def _moves(self, rows: Rows) -> tuple[Move, ...]:
        for name in self.columns:
            column_of(rows, name, self.name)
        domains = domains_of(rows, tuple(self.features), self.known.domains)
        single = [lever.move(name, rows[name], domains[name]) for name, lever in self.features.items()]
        return (*single, *(GroupMove(group=group) for group in self.groups))

    def _turned(self, before: Floats, after: Floats) -> NDArray[np.bool_]:
        if self.moved_by is not None:
            far: NDArray[np.bool_] = apart(before, after) >= self.moved_by
            return far
        if before.ndim > 1:
            return other_prediction(before, after, self.known.answers, threshold=self.threshold)
        other: NDArray[np.bool_] = (after >= self.threshold) != (before >= self.threshold)
        return other

    def _progress(self, before: Floats, after: Floats) -> Floats:
        if self.moved_by is not None:
            return apart(before, after)
        if before.ndim > 1 and self.known.answers is not AnswerKind.LABELS:
            return _lead_of_others(before, after)
        return self._distance(before, before) - self._distance(before, after)

    def _distance(self, before: Floats, after: Floats) -> Floats:
        """Return how far answers are from turning, with the label that is nearest."""
        left = np.where(before >= self.threshold, after - self.threshold, self.threshold - after)
        found: Floats = left if left.ndim == 1 else left.min(axis=1)
        return found

    def breach(self, before: Floats, after: Floats) -> Floats:
        return np.where(self._turned(before, after), 1.0, -1.0)


_PREDICTED = {AnswerKind.CLASSES: "the predicted class", AnswerKind.LABELS: "a predicted label"}


def _lead_of_others(before: Floats, after: Floats) -> Floats:
    """Return by how much the greatest number of another class exceeds that of the class that was predicted."""
    predicted = before.argmax(axis=1)[:, None]
    own = np.take_along_axis(after, predicted, axis=1)[:, 0]
    others = after.copy()
    np.put_along_axis(others, predicted, -np.inf, axis=1)
    found: Floats = others.max(axis=1) - own
    return found
