"""The smallest failing example: the row that breaks a property most, with as few changes as still break it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.domain.errors import ModelError
from lockgate.probes.behaviour import Behaviour, Trial
from lockgate.probes.rows import Column, Floats, Predict, Rows, answers, n_rows, taken

__all__ = ["Example", "answers_or_nan", "smallest_example"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A row, the columns that must change to break the property, and the answers before and after.

    `before` and `after` are rows of one row each.
    """

    before: Rows
    after: Rows
    changed: tuple[str, ...]
    answer_before: float
    answer_after: float


def smallest_example(behaviour: Behaviour, predict: Predict, trial: Trial) -> Example | None:
    """Return the worst row of a trial, with each change undone that is not needed; None where none breaks it.

    Undoing goes column by column, so that no single change can be taken away from what is left. Tests that change
    nothing, or where the pair of answers does not decide, are shown as they are.
    """
    if not trial.violates.any():
        return None
    place = int(np.argmax(np.where(trial.violates, trial.excess, -np.inf)))
    before, after = taken(trial.rows, [place]), taken(trial.changed, [place])
    first, last = float(trial.before[place]), float(trial.after[place])
    changed = [name for name in after if name in before and not _same(before[name], after[name])]
    for name in list(changed) if len(changed) > 1 and not behaviour.is_minimal else []:
        tried = {**after, name: before[name]}
        found = float(answers_or_nan(predict, tried)[0])
        if behaviour.breach(np.array([first]), np.array([found]))[0] > 0:
            after, last = tried, found
            changed.remove(name)
    return Example(before=before, after=after, changed=tuple(changed), answer_before=first, answer_after=last)


def _same(one: Column, other: Column) -> bool:
    first, second = one[0], other[0]
    return bool(first == second) or bool(first != first and second != second)  # noqa: PLR0124 - NaN is unlike itself


def answers_or_nan(predict: Predict, rows: Rows) -> Floats:
    """Return what a model answers; NaN for each row on which it breaks.

    Where it breaks on many, each half is asked by itself, so that one bad row does not cost the others their answer.
    """
    try:
        return answers(predict, rows)
    except ModelError:
        n = n_rows(rows)
        if n <= 1:
            return np.full(n, np.nan)
        places = np.arange(n)
        halves = (places[: n // 2], places[n // 2 :])
        return np.concatenate([answers_or_nan(predict, taken(rows, half)) for half in halves])
