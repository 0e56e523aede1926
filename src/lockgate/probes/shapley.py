"""Importance by Shapley values: how far each feature moves answers from those of other rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.costs import Places
from lockgate.probes.importance import Importance, mean_estimate
from lockgate.probes.rows import Column, Floats, Predict, Rows, answers, is_missing, is_numeric, n_rows
from lockgate.stats.estimate import Estimate

__all__ = ["FEWEST", "Answer", "Attribute", "Game", "Shapley", "rows_judged"]

FEWEST = 10
"""Rows of each kind below which nothing is measured."""

_ROUNDING = 1e-12
"""Share of the greatest answer below which what a feature is given is rounding."""

Answer = Callable[[Places], Floats]
"""Answers to rows whose values come from several: by feature, the place of an explained row, or minus one minus that of
a background row. One number a row, or several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """How many features share how many answers.

    Parameters
    ----------
    features, explained, background : int
        Features; rows whose answers are shared out; rows from which the values of absent features come; 1 or more.
    repeats : int
        Orders in which the features of a row are added, each also run backwards, 1 or more.
    seed : int
        Seed of the orders.
    """

    features: int
    explained: int
    background: int
    repeats: int
    seed: int


Attribute = Callable[[Answer, Game], Floats]
"""Shares out the answers: shape (explained, background, features), each pair of rows by itself; of answers of several
numbers shape (explained, background, features, numbers)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapley:
    r"""Measures importance as the mean size of Shapley values.

    Parameters
    ----------
    attribute : callable
        Shares out answers.
    background : int, default=50
        Rows from which the values of absent features come, 10 or more.
    explained : int, default=500
        Rows whose answers are shared out, 10 or more; fewer where there are fewer.
    repeats : int, default=5
        Orders in which features are added, 1 or more.
    seed : int, default=0
        Seed of the orders; the same seed draws the same for every model.

    Raises
    ------
    ParameterError
        If a number is too small.

    Notes
    -----
    A Shapley value is linear in the background, so the values :math:`\phi_{ib}` against each background row are kept
    apart. The importance :math:`\frac1n\sum_i |\frac1B\sum_b \phi_{ib}|` then has the chance of both samples of rows: a
    background row pulls it by :math:`\frac1n\sum_i \operatorname{sign}(\bar\phi_i)(\phi_{ib} - \bar\phi_i)`.

    References
    ----------
    S. M. Lundberg, S.-I. Lee, NeurIPS 30 (2017); E. Štrumbelj, I. Kononenko, Knowledge and Information Systems 41
    (2014), doi:10.1007/s10115-013-0679-x.
    """

    attribute: Attribute
    background: int = 50
    explained: int = 500
    repeats: int = 5
    seed: int = 0

    def __post_init__(self) -> None:
        for name, least in (("background", FEWEST), ("explained", FEWEST), ("repeats", 1)):
            if getattr(self, name) < least:
                raise ParameterError.of("importance", name, f"an int of {least} or more", getattr(self, name))

    def n_explained(self, rows: Rows) -> int:
        """Return how many of these rows are explained: those after the background, up to so many.

        Raises
        ------
        ParameterError
            If there are fewer than 10.
        """
        found = min(self.explained, n_rows(rows) - self.background)
        if found < FEWEST:
            must = (
                f"at least {self.background + FEWEST}: {self.background} of background, and {FEWEST} to explain"
            )
            raise ParameterError.of("importance", "rows", must, n_rows(rows))
        return found

    def importance(
        self, predict: Predict, rows: Rows, groups: Mapping[str, tuple[str, ...]], units: Places | None = None
    ) -> tuple[Importance, ...]:
        """Measure features and groups of features; the value of a group is the sum of its features' values.

        Parameters
        ----------
        predict : callable
            The model.
        rows : Rows
            What it reads, in an order of no meaning: the first are the background.
        groups : mapping of str to tuple of str
            Features by the name of the group; a feature by itself is a group of one. Those that the model does not read
            have no importance.
        units : ndarray of shape (n,) or None, default=None
            What each row belongs to, where rows depend on each other; None where they stand for themselves.

        Returns
        -------
        tuple of Importance
            In the order of the groups, in the unit of the answer. Which way a feature of numbers leans is the
            covariance of what it is given with its own values; of other features that is undefined. Of an answer of
            several numbers the mean over them, which leans no way.

        Raises
        ------
        ParameterError
            If there are too few rows, or an answer is no number.
        """
        return self.by_number(predict, rows, groups, units)[0]

    def by_number(
        self, predict: Predict, rows: Rows, groups: Mapping[str, tuple[str, ...]], units: Places | None = None
    ) -> tuple[tuple[Importance, ...], ...]:
        """Measure as `importance` does, and then each number of an answer by itself, where these are several.

        Parameters
        ----------
        predict, rows, groups, units
            As of `importance`.

        Returns
        -------
        tuple of tuples of Importance
            Of the whole answer, then of each of its numbers; only the first where there is one number.

        Raises
        ------
        ParameterError
            If there are too few rows, or an answer is no number.
        """
        names = tuple(rows)
        n = self.n_explained(rows)
        game = Game(
            features=len(names),
            explained=n,
            background=self.background,
            repeats=self.repeats,
            seed=self.seed,
        )
        greatest = 0.0

        def answer(places: Places) -> Floats:
            nonlocal greatest
            found = self._answers(predict, rows, places)
            greatest = max(greatest, float(np.abs(found).max(initial=0.0)))
            return found

        shared = self.attribute(answer, game)
        # sums of the same numbers in another order differ in their last digits, which would not be idle
        shared = np.where(np.abs(shared) > _ROUNDING * greatest, shared, 0.0)
        shared = shared if shared.ndim > 3 else shared[..., None]  # noqa: PLR2004 - as the port says
        judged = rows_judged(units, self.background + n)
        found = []
        for name, columns in groups.items():
            own = [place for place, column in enumerate(names) if column in columns]
            if not own:
                nothing = Importance.nothing(name, columns, int(judged.max()) + 1)
                found.append((nothing,) * shared.shape[3])
                continue
            values = rows[columns[0]][self.background : self.background + n] if len(columns) == 1 else None
            given = shared[:, :, own].sum(axis=2)
            found.append(
                tuple(
                    _importance((name, columns), given[:, :, number], values, judged)
                    for number in range(shared.shape[3])
                )
            )
        by_number = tuple(zip(*found, strict=True)) if found else ((),) * shared.shape[3]
        return by_number if len(by_number) == 1 else (_whole(found), *by_number)

    def _answers(self, predict: Predict, rows: Rows, places: Places) -> Floats:
        """Return the answers to rows whose values come from several."""
        at = np.where(places < 0, -places - 1, places + self.background)
        asked = {name: column[at[:, place]] for place, (name, column) in enumerate(rows.items())}
        found = answers(predict, asked)
        if not bool(np.isfinite(found).all()):
            raise ParameterError.of("importance", "answer", "a finite number for each row", "NaN or infinity")
        return found


def rows_judged(units: Places | None, n: int) -> Places:
    """Return what each of the first rows belongs to, from 0 on without gaps; itself where `units` is None.

    Examples
    --------
    >>> rows_judged(np.array([7, 7, 3, 9]), 3).tolist(), rows_judged(None, 2).tolist()
    ([1, 1, 0], [0, 1])
    """
    if units is None:
        return np.arange(n)
    return np.unique(units[:n], return_inverse=True)[1].reshape(-1).astype(np.int64)


def _whole(found: Sequence[tuple[Importance, ...]]) -> tuple[Importance, ...]:
    """Return the importance to whole answers: the mean of that to each of their numbers."""
    return tuple(
        replace(
            numbers[0],
            value=float(np.mean([one.value for one in numbers])),
            influence=np.mean([one.influence for one in numbers], axis=0),
            is_idle=all(one.is_idle for one in numbers),
            leaning=Estimate.undefined(numbers[0].influence.size),
        )
        for numbers in found
    )


def _importance(
    named: tuple[str, tuple[str, ...]], shared: Floats, values: Column | None, units: Places
) -> Importance:
    """Return the importance of what was shared out to a group: a value for each explained and background row."""
    means = shared.mean(axis=1)
    value = float(np.abs(means).mean())
    given = (np.sign(means)[:, None] * (shared - means[:, None])).mean(axis=0)
    return Importance(
        name=named[0],
        columns=named[1],
        value=value,
        influence=_both(given, np.abs(means) - value, units),
        is_idle=not shared.any(),
        leaning=None if values is None else _leaning(shared, means, values, units),
    )


def _leaning(shared: Floats, means: Floats, values: Column, units: Places) -> Estimate:
    """Return the covariance of a feature's standardised values with what it is given; missing values lean no way."""
    if not is_numeric(values):
        return Estimate.undefined(sum(shared.shape))
    there = ~is_missing(values)
    numbers = np.where(there, values.astype(np.float64), 0.0)
    centred = np.where(there, numbers - numbers.sum() / max(1, there.sum()), 0.0)
    spread = float(np.sqrt(np.mean(centred**2)))
    if not (np.isfinite(spread) and spread > 0):
        return Estimate.undefined(sum(shared.shape))
    scores = centred / spread
    value = float((scores * means).mean())
    given = (scores[:, None] * shared).mean(axis=0) - value
    return mean_estimate(value, _both(given, scores * (means - means.mean()) - value, units))


def _both(background: Floats, explained: Floats, units: Places) -> Floats:
    """Return pulls of two samples as of one: the standard error of its mean is that of both means together.

    Rows of one unit pull together, whichever sample they are in.
    """
    pulls = np.concatenate([background / background.size, explained / explained.size])
    n_units = int(units.max()) + 1
    return np.bincount(units, weights=pulls, minlength=n_units).astype(np.float64) * n_units
