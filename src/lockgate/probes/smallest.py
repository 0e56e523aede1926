"""The smallest failing example: the row that breaks a property most, with as few changes as still break it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.domain.errors import ModelError
from lockgate.probes.behaviour import Behaviour, Trial
from lockgate.probes.rows import Column, Floats, Predict, Rows, answers, n_rows, taken

__all__ = ["Example", "answers_or_nan", "as_many", "smallest_example"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A row, the columns that must change to break the property, and the answers before and after.

    `before` and `after` are rows of one row each; an answer has one number or several.
    """

    before: Rows
    after: Rows
    changed: tuple[str, ...]
    answer_before: tuple[float, ...]
    answer_after: tuple[float, ...]


def smallest_example(behaviour: Behaviour, predict: Predict, trial: Trial) -> Example | None:
    """Return the worst row of a trial, with each change undone that is not needed; None where none breaks it.

    Undoing goes column by column, so that no single change can be taken away from what is left. Tests that change
    nothing, or where the pair of answers does not decide, are shown as they are.
    """
    if not trial.violates.any():
        return None
    place = int(np.argmax(np.where(trial.violates, trial.excess, -np.inf)))
    before, after = taken(trial.rows, [place]), taken(trial.changed, [place])
    first, last = trial.before[[place]], trial.after[[place]]
    changed = [name for name in after if name in before and not _same(before[name], after[name])]
    for name in list(changed) if len(changed) > 1 and not behaviour.is_minimal else []:
        tried = {**after, name: before[name]}
        found = as_many(answers_or_nan(predict, tried), first)
        if behaviour.breach(first, found)[0] > 0:
            after, last = tried, found
            changed.remove(name)
    return Example(
        before=before,
        after=after,
        changed=tuple(changed),
        answer_before=tuple(first.reshape(-1).tolist()),
        answer_after=tuple(last.reshape(-1).tolist()),
    )


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
        first, last = (
            answers_or_nan(predict, taken(rows, half)) for half in (places[: n // 2], places[n // 2 :])
        )
        return np.concatenate([as_many(first, last), as_many(last, first)])


def as_many(found: Floats, other: Floats) -> Floats:
    """Return answers with as many numbers as others have, where a model that broke could not tell how many."""
    return found if found.ndim >= other.ndim else np.repeat(found[:, None], other.shape[1], axis=1)
