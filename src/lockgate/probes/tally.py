"""What is counted of a trial: enough to judge it, and to judge it again without the model."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.probes.behaviour import Behaviour, Trial
from lockgate.probes.rows import Rows, is_missing

__all__ = ["MOST_SLICES", "Tally", "adds_up", "tallies"]

MOST_SLICES = 200
"""Values of a column that are judged one by one at most."""

_NONE = "(null)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Rows of a trial, or of a slice of it.

    Parameters
    ----------
    key : tuple of (str, str), default=()
        Which rows: of which value of a column; empty for all.
    n, broken : int
        Rows that were tested, and those that break the property; 0 or more.
    worst : float, default=0
        The greatest excess of those that break it; infinite where some give no number.
    skipped : int, default=0
        Rows of the trial that were not tested.
    costs : tuple of float or None, default=None
        What the change of each row cost, ascending, infinite where none was found; None where tests have no costs.
    n_values : int, default=0
        The values of a column that has too many of them to be judged one by one; such a tally counts nothing else.
    """

    key: tuple[tuple[str, str], ...] = ()
    n: int
    broken: int
    worst: float = 0.0
    skipped: int = 0
    costs: tuple[float, ...] | None = None
    n_values: int = 0


def tallies(behaviour: Behaviour, trial: Trial) -> tuple[Tally, ...]:
    """Count a trial over all rows, then over each slice.

    Examples
    --------
    >>> rows, zeros = {"sex": np.array(["f", "m", "m"], dtype=object)}, np.zeros(3)
    >>> excess = np.array([0.5, -1.0, 2.0])
    >>> trial = Trial(rows=rows, changed=rows, before=zeros, after=zeros, excess=excess)
    >>> [(one.key, one.n, one.broken, one.worst) for one in tallies(Behaviour(slices=("sex",)), trial)]
    [((), 3, 2, 2.0), ((('sex', 'f'),), 1, 1, 0.5), ((('sex', 'm'),), 2, 1, 2.0)]
    """
    return tuple(_counted(behaviour, trial))


def adds_up(counted: Sequence[Tally], slices: Sequence[str]) -> bool:
    """Tell whether tallies are of one trial: all rows first, then those of each slice column, which are as many.

    Examples
    --------
    >>> whole, part = Tally(n=3, broken=1), Tally(key=(("sex", "f"),), n=3, broken=1)
    >>> adds_up((whole, part), ("sex",)), adds_up((whole,), ("sex",)), adds_up((), ())
    (True, False, False)
    """
    if not counted or counted[0].key or any(not 0 <= one.broken <= one.n for one in counted):
        return False
    whole, *parts = counted
    for column in slices:
        own = [one for one in parts if dict(one.key).keys() == {column}]
        sums = sum(one.n for one in own), sum(one.broken for one in own)
        if sums != (whole.n, whole.broken) and not any(one.n_values > MOST_SLICES for one in own):
            return False
    return all(len(one.key) == 1 and one.key[0][0] in slices for one in parts)


def _counted(behaviour: Behaviour, trial: Trial) -> Iterator[Tally]:
    yield _tally(trial, np.ones(trial.excess.size, dtype=bool), ())
    for column in behaviour.slices:
        found = _values(trial.rows, column)
        if len(found) > MOST_SLICES:
            yield Tally(key=((column, ""),), n=0, broken=0, n_values=len(found))
            continue
        for value, chosen in found.items():
            yield _tally(trial, chosen, ((column, value),))


def _values(rows: Rows, column: str) -> dict[str, NDArray[np.bool_]]:
    empty = is_missing(rows[column])
    shown = np.where(empty, _NONE, rows[column].astype(str)).astype(str)
    return {value: shown == value for value in np.unique(shown).tolist()}


def _tally(trial: Trial, chosen: NDArray[np.bool_], key: tuple[tuple[str, str], ...]) -> Tally:
    broken = trial.violates & chosen
    worst = float(trial.excess[broken].max()) if broken.any() else 0.0
    return Tally(
        key=key,
        n=int(chosen.sum()),
        broken=int(broken.sum()),
        worst=worst if math.isfinite(worst) else math.inf,
        skipped=trial.skipped,
        costs=None if trial.costs is None else tuple(np.sort(trial.costs[chosen]).tolist()),
    )
