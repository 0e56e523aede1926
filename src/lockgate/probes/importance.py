"""What a model relies on: importance with its chance, and permutation importance, which a loss gains."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.probes.costs import Costs, Places
from lockgate.probes.rows import Column, Floats, Predict, Rows, answers, n_rows
from lockgate.stats.estimate import Estimate

__all__ = [
    "Importance",
    "difference",
    "importances_by_part",
    "mean_estimate",
    "permutation_importance",
    "share",
]

_BATCH = 100_000
"""Rows that are asked about at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance:
    """How much a model relies on a feature, or on a group of them.

    Parameters
    ----------
    name : str
        The feature, or the group.
    columns : tuple of str
        The columns that belong to it.
    value : float
        The importance: what the loss gains without it, or another number that grows with what depends on it.
    influence : ndarray of shape (n,)
        How far each row pulls the importance, in each of its roles; sums to 0.
    is_idle : bool
        Whether no answer changed at all.
    leaning : Estimate or None, default=None
        Which way it moves answers, where that is another number than the importance.
    """

    name: str
    columns: tuple[str, ...]
    value: float
    influence: Floats
    is_idle: bool
    leaning: Estimate | None = None

    @classmethod
    def nothing(cls, name: str, columns: tuple[str, ...], n: int) -> Importance:
        """Return the importance of what a model does not read."""
        value = 0.0 if n else float("nan")
        return cls(name=name, columns=columns, value=value, influence=np.zeros(n), is_idle=True)

    @property
    def estimate(self) -> Estimate:
        """Return the importance with its standard error."""
        return mean_estimate(self.value, self.influence)

    @property
    def signed(self) -> Estimate:
        """Return the number whose sign says whether it helps or hurts, or which way it moves answers."""
        return self.estimate if self.leaning is None else self.leaning


def permutation_importance(
    predict: Predict,
    rows: Rows,
    groups: Mapping[str, tuple[str, ...]],
    loss: Callable[[Floats], Floats],
    *,
    repeats: int = 5,
    seed: int = 0,
) -> tuple[Importance, ...]:
    r"""Measure the permutation importance of features and groups of features.

    The values of a group are given to other rows, all from the same row, which breaks their tie to the truth and to the
    other features. A feature that others stand in for looks unimportant: permute them together, as a group.

    Parameters
    ----------
    predict : callable
        The model.
    rows : Rows
        At least two rows.
    groups : mapping of str to tuple of str
        Columns that are permuted together, by the name of the group; a feature by itself is a group of one. Those that
        the model does not read have no importance; name the same groups for every model that is compared, so that
        their permutations are the same.
    loss : callable
        The loss of each row, by its answer; the rows are always those given, in their order.
    repeats : int, default=5
        Permutations of each group, 1 or more.
    seed : int, default=0
        Seed of the permutations; the same seed permutes the same for every model.

    Returns
    -------
    tuple of Importance
        In the order of the groups.

    Raises
    ------
    ParameterError
        If there are fewer than two rows, `repeats` is below 1, or a loss is no number.

    Notes
    -----
    The estimate is a mean over pairs of rows, :math:`d(i, \pi(i))`, so a row counts twice: as the one that gets a value
    and as the one that gives it. Its influence is the sum of both means, less twice the whole; the standard error from
    it contains what chance in the permutations adds, about twice, so that with few repeats it is rather too large.

    References
    ----------
    L. Breiman, Machine Learning 45 (2001), doi:10.1023/A:1010933404324.

    Examples
    --------
    >>> rows = {"x": np.array([0.0, 1.0, 2.0, 3.0]), "y": np.ones(4)}
    >>> truth = rows["x"]
    >>> found = permutation_importance(
    ...     lambda asked: asked["x"], rows, {"x": ("x",), "y": ("y",)}, lambda answer: (answer - truth) ** 2
    ... )
    >>> [(one.name, one.value > 0, one.is_idle) for one in found]
    [('x', True, False), ('y', False, True)]
    """
    n = n_rows(rows)
    costs = Costs.by_row(loss, n)
    (found,) = importances_by_part(predict, rows, groups, costs, repeats=repeats, seed=seed)
    return found


def importances_by_part(
    predict: Predict,
    rows: Rows,
    groups: Mapping[str, tuple[str, ...]],
    costs: Costs,
    *,
    repeats: int = 5,
    seed: int = 0,
) -> tuple[tuple[Importance, ...], ...]:
    r"""Measure permutation importance where rows belong to units, such as queries or series, on each part of the rows.

    The values of a group of features in the rows of a unit come from the rows of another unit, all from the same one,
    in an order that is drawn: rows of a unit depend on each other, and stay together. Where each row is its own unit
    this is `permutation_importance`.

    Parameters
    ----------
    predict, rows, groups, repeats, seed
        As of `permutation_importance`.
    costs : Costs
        What answers cost, and which unit each row belongs to.

    Returns
    -------
    tuple of tuples of Importance
        For each part of the costs, in the order of the groups. The chance is that of other units.

    Raises
    ------
    ParameterError
        If there are fewer than two units, `repeats` is below 1, or a loss is no number.

    Notes
    -----
    With :math:`S_u` the sum of what the losses of a unit gain, and :math:`m_u` their number, the importance is
    :math:`\theta = \sum S_u / \sum m_u`. A unit pulls it by :math:`S_u - m_u \theta` as the one that gets values, and
    by the same of the unit it gives them to, both by the mean of :math:`m`.
    """
    n, n_units = n_rows(rows), costs.n_units
    if n_units < 2:  # noqa: PLR2004 - to be exchanged
        must = "two or more" if n_units == n else "of two queries or series, or more"
        raise ParameterError.of("importance", "rows", must, n)
    if repeats < 1:
        raise ParameterError.of("importance", "repeats", "an int of 1 or more", repeats)
    before = answers(predict, rows)
    base = _numbers(costs.losses(before))
    found: list[tuple[Importance, ...]] = []
    for place, (name, columns) in enumerate(groups.items()):
        if not set(columns) & set(rows):
            sizes = [_counted(costs, part).size for part in range(len(costs.parts))]
            found.append(tuple(Importance.nothing(name, columns, size) for size in sizes))
            continue
        draws = [np.random.default_rng([seed, place, repeat]) for repeat in range(repeats)]
        givers = np.stack([draw.permutation(n_units) for draw in draws])
        orders = np.stack(
            [_rows_of(giver, costs.of_rows, draw) for giver, draw in zip(givers, draws, strict=True)]
        )
        after = _permuted_answers(predict, rows, columns, orders)
        gained = np.stack([_numbers(costs.losses(one)) - base for one in after])
        is_idle = bool((after == before).all())
        found.append(
            tuple(
                _importance((name, columns), _Gains(costs, part, gained, givers), is_idle=is_idle)
                for part in range(len(costs.parts))
            )
        )
    return tuple(zip(*found, strict=True)) if found else ((),) * len(costs.parts)


@dataclass(frozen=True, slots=True)
class _Gains:
    """What losses gained in each permutation, and which unit gave its values to each."""

    costs: Costs
    part: int
    gained: Floats
    givers: Places


def _importance(named: tuple[str, tuple[str, ...]], seen: _Gains, *, is_idle: bool) -> Importance:
    """Return the importance on a part, with how far each unit pulls it."""
    costs, part, repeats = seen.costs, seen.part, len(seen.givers)
    sizes = costs.sizes(part)
    total, kept = float(sizes.sum()), _counted(costs, part)
    value = float(seen.gained[:, costs.parts[part]].mean())
    pulls = np.zeros(costs.n_units)
    for giver, gains in zip(seen.givers, seen.gained, strict=True):
        own = (costs.added(gains, part) - sizes * value) / repeats
        pulls += own
        pulls[giver] += own
    influence = pulls[kept] * (kept.size / total)
    name, columns = named
    return Importance(name=name, columns=columns, value=value, influence=influence, is_idle=is_idle)


def _counted(costs: Costs, part: int) -> Places:
    """Return the units that count in a part: all, but only those with rows in it where these are too few to judge."""
    there = np.flatnonzero(costs.sizes(part))
    return there if there.size < _FEWEST else np.arange(costs.n_units)


_FEWEST = 10
"""Units below which nothing is estimated; more of them do not help where they have no row of a part."""


def _rows_of(giver: Places, units: Places, draw: np.random.Generator) -> Places:
    """Return the row that each row gets its values from: one of the unit that gives to its own.

    A unit with fewer rows gives some of them several times.
    """
    n = units.size
    sizes = np.bincount(units)
    if bool((units == np.arange(n)).all()):
        return giver
    drawn = draw.permutation(n)
    shuffled = drawn[np.argsort(units[drawn], kind="stable")]
    starts = np.cumsum(sizes) - sizes
    ordered = np.argsort(units, kind="stable")
    own = np.empty(n, dtype=np.int64)
    own[ordered] = np.arange(n) - starts[units[ordered]]
    source = giver[units]
    return shuffled[starts[source] + own % sizes[source]]


def _permuted_answers(predict: Predict, rows: Rows, columns: tuple[str, ...], orders: Column) -> Floats:
    """Return the answers of each permutation; several are asked about together."""
    n = n_rows(rows)
    at_a_time = max(1, _BATCH // n)
    parts = []
    for start in range(0, len(orders), at_a_time):
        some = orders[start : start + at_a_time]
        asked = {
            name: column[some.reshape(-1)] if name in columns else np.tile(column, len(some))
            for name, column in rows.items()
        }
        found = answers(predict, asked)
        parts.append(found.reshape(len(some), n, *found.shape[1:]))
    return np.concatenate(parts)


def _numbers(found: Floats) -> Floats:
    if not bool(np.isfinite(found).all()):
        raise ParameterError.of("importance", "loss", "a finite number for each row", "NaN or infinity")
    return found


def difference(candidate: Importance, baseline: Importance) -> Estimate:
    """Estimate how much more important a feature is to the candidate, paired on the same rows and permutations."""
    return mean_estimate(candidate.value - baseline.value, candidate.influence - baseline.influence)


def share(one: Importance, of: tuple[Importance, ...]) -> Estimate:
    """Estimate the share of an importance in the sum of all that are positive; undefined where none is.

    Examples
    --------
    >>> nothing = Importance.nothing("x", ("x",), 2)
    >>> share(nothing, (nothing,)).is_defined
    False
    """
    positive = [other for other in of if other.value > 0]
    total = sum(other.value for other in positive)
    if total <= 0:
        return Estimate.undefined(one.influence.size)
    ratio = max(0.0, one.value) / total
    pulled = sum((other.influence for other in positive), np.zeros(one.influence.size))
    own = one.influence if one.value > 0 else np.zeros(one.influence.size)
    return mean_estimate(ratio, (own - ratio * pulled) / total)


def mean_estimate(value: float, influence: Floats) -> Estimate:
    """Return a number with the standard error that the pull of each row on it gives.

    Examples
    --------
    >>> mean_estimate(2.0, np.array([-1.0, 1.0])).standard_error
    1.0
    """
    n = influence.size
    error = float(influence.std(ddof=1)) / n**0.5 if n > 1 else float("nan")
    return Estimate(value, error, n)
