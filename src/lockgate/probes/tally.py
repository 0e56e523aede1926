"""What is counted of a trial: enough to judge it, and to judge it again without the model."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.probes.behaviour import Behaviour, Trial
from lockgate.probes.rows import Column, Rows, is_missing

__all__ = ["MOST_SLICES", "Tally", "Units", "adds_up", "tallies"]

MOST_SLICES = 200
"""Values of a column that are judged one by one at most."""

_NONE = "(null)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Rows of a trial, or of a slice of it; or what they belong to.

    Parameters
    ----------
    key : tuple of (str, str), default=()
        Which rows: of which value of a column; empty for all.
    n, broken : int
        Rows or units that were tested, and those that break the property; 0 or more.
    worst : float, default=0
        The greatest excess of those that break it; infinite where some give no number.
    skipped : int, default=0
        Rows or units of the trial that were not tested.
    costs : tuple of float or None, default=None
        What the change of each row cost, of each unit the cheapest, ascending, infinite where none was found; None
        where tests have no costs.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """What rows belong to that depend on each other: queries, or series.

    Parameters
    ----------
    column : str
        The column that says which one a row belongs to.
    n : int
        How many there are among the rows at hand.
    """

    column: str
    n: int


def tallies(behaviour: Behaviour, trial: Trial, units: Units | None = None) -> tuple[Tally, ...]:
    """Count a trial over all rows, then over each slice.

    With `units` those are counted instead of rows: a unit breaks the property if one of its rows does.

    Examples
    --------
    >>> rows, zeros = {"sex": np.array(["f", "m", "m"], dtype=object)}, np.zeros(3)
    >>> excess = np.array([0.5, -1.0, 2.0])
    >>> trial = Trial(rows=rows, changed=rows, before=zeros, after=zeros, excess=excess)
    >>> [(one.key, one.n, one.broken, one.worst) for one in tallies(Behaviour(slices=("sex",)), trial)]
    [((), 3, 2, 2.0), ((('sex', 'f'),), 1, 1, 0.5), ((('sex', 'm'),), 2, 1, 2.0)]
    """
    return tuple(_counted(behaviour, trial, units))


def adds_up(counted: Sequence[Tally], slices: Sequence[str], *, has_units: bool = False) -> bool:
    """Tell whether tallies are of one trial: all rows first, then those of each slice column, which are as many.

    Units that have rows in several slices are counted in each of them.

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
        is_whole = sums == (whole.n, whole.broken) or (has_units and _cover(own, whole))
        if not is_whole and not any(one.n_values > MOST_SLICES for one in own):
            return False
    return all(len(one.key) == 1 and one.key[0][0] in slices for one in parts)


def _cover(parts: Sequence[Tally], whole: Tally) -> bool:
    """Tell whether slices may hold the units of a whole: all of them, and none of it twice."""
    is_within = all(one.n <= whole.n and one.broken <= whole.broken for one in parts)
    return is_within and all(
        sum(getattr(one, name) for one in parts) >= getattr(whole, name) for name in ("n", "broken")
    )


def _counted(behaviour: Behaviour, trial: Trial, units: Units | None) -> Iterator[Tally]:
    tally = _RowTally(trial) if units is None else _UnitTally(trial, units)
    yield tally.of(np.ones(trial.excess.size, dtype=bool), ())
    for column in behaviour.slices:
        found = _values(trial.rows, column)
        if len(found) > MOST_SLICES:
            yield Tally(key=((column, ""),), n=0, broken=0, n_values=len(found))
            continue
        for value, chosen in found.items():
            yield tally.of(chosen, ((column, value),))


def _shown(column: Column) -> NDArray[np.str_]:
    return np.where(is_missing(column), _NONE, column.astype(str)).astype(str)


def _values(rows: Rows, column: str) -> dict[str, NDArray[np.bool_]]:
    shown = _shown(rows[column])
    return {value: shown == value for value in np.unique(shown).tolist()}


@dataclass(frozen=True, slots=True)
class _RowTally:
    """Counts rows."""

    trial: Trial

    def of(self, chosen: NDArray[np.bool_], key: tuple[tuple[str, str], ...]) -> Tally:
        trial = self.trial
        broken = trial.violates & chosen
        return Tally(
            key=key,
            n=int(chosen.sum()),
            broken=int(broken.sum()),
            worst=_worst(trial, broken),
            skipped=trial.skipped,
            costs=None if trial.costs is None else tuple(np.sort(trial.costs[chosen]).tolist()),
        )


@dataclass(frozen=True, slots=True)
class _UnitTally:
    """Counts units, each of which has one or more rows."""

    trial: Trial
    units: Units

    def of(self, chosen: NDArray[np.bool_], key: tuple[tuple[str, str], ...]) -> Tally:
        trial = self.trial
        names = _shown(trial.rows[self.units.column])
        broken = trial.violates & chosen
        tested, places = np.unique(names[chosen], return_inverse=True)
        costs = None
        if trial.costs is not None:
            cheapest = np.full(tested.size, np.inf)
            np.minimum.at(cheapest, places, trial.costs[chosen])
            costs = tuple(np.sort(cheapest).tolist())
        return Tally(
            key=key,
            n=tested.size,
            broken=np.unique(names[broken]).size,
            worst=_worst(trial, broken),
            skipped=self.units.n - np.unique(names).size,
            costs=costs,
        )


def _worst(trial: Trial, broken: NDArray[np.bool_]) -> float:
    worst = float(trial.excess[broken].max()) if broken.any() else 0.0
    return worst if math.isfinite(worst) else math.inf
