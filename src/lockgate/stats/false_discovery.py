"""Control false discoveries over many tests: Benjamini-Hochberg, Benjamini-Yekutieli, and over a tree.

A family-wise method (`lockgate.stats.multiplicity`) promises that probably no healthy column is called drifted;
these promise that few of those called are healthy, and find more. Where no column drifts the two promises are the
same: any call at all has a probability of at most `alpha`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_open_fraction

__all__ = [
    "benjamini_hochberg_adjusted",
    "benjamini_yekutieli_adjusted",
    "rejected_in_tree",
    "simes_p_value",
]

Path = tuple[str, ...]
PathT = TypeVar("PathT", bound=Path)


def benjamini_hochberg_adjusted(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjust p-values with the step-up method of Benjamini and Hochberg.

    Valid for tests that are independent or positively dependent, such as columns that tend to drift together.

    Parameters
    ----------
    p_values : sequence of float
        In [0, 1]; NaN (a test that could not be made) counts as 1 and stays in the family.

    Returns
    -------
    tuple of float
        In the order given; reject those at most `alpha`, and the expected share of false rejections among all is
        at most `alpha`. Empty in, empty out.

    Raises
    ------
    ParameterError
        If a p-value is outside [0, 1].

    References
    ----------
    Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995),
    doi:10.1111/j.2517-6161.1995.tb02031.x.

    Examples
    --------
    >>> benjamini_hochberg_adjusted([0.01, 0.04, 0.03])
    (0.03, 0.04, 0.04)
    """
    return _step_up("benjamini_hochberg_adjusted", p_values, factor=1.0)


def benjamini_yekutieli_adjusted(p_values: Sequence[float]) -> tuple[float, ...]:
    r"""Adjust p-values as Benjamini and Hochberg do, for tests that depend on each other in any way.

    Parameters
    ----------
    p_values : sequence of float
        In [0, 1]; NaN counts as 1 and stays in the family.

    Returns
    -------
    tuple of float
        As `benjamini_hochberg_adjusted`, times :math:`\sum_{i=1}^m 1 / i` (5.9 for 200 tests).

    Raises
    ------
    ParameterError
        If a p-value is outside [0, 1].

    References
    ----------
    Y. Benjamini and D. Yekutieli, Annals of Statistics 29 (2001), doi:10.1214/aos/1013699998.

    Examples
    --------
    >>> [round(p, 4) for p in benjamini_yekutieli_adjusted([0.01, 0.04, 0.03])]
    [0.055, 0.0733, 0.0733]
    """
    factor = sum(1 / rank for rank in range(1, len(p_values) + 1))
    return _step_up("benjamini_yekutieli_adjusted", p_values, factor=factor)


def simes_p_value(p_values: Sequence[float]) -> float:
    """Combine p-values into one for "nothing in this family is true".

    Parameters
    ----------
    p_values : sequence of float
        In [0, 1], one or more; NaN counts as 1.

    Raises
    ------
    ParameterError
        If there is none, or one is outside [0, 1].

    References
    ----------
    R. J. Simes, Biometrika 73 (1986), doi:10.1093/biomet/73.3.751.

    Examples
    --------
    >>> simes_p_value([0.01, 0.04, 0.03])
    0.03
    """
    if not p_values:
        raise ParameterError.of("simes_p_value", "p_values", "one or more floats in [0, 1]", "none")
    return min(benjamini_hochberg_adjusted(p_values))


def rejected_in_tree(p_values: Mapping[PathT, float], *, alpha: float) -> frozenset[Path]:
    """Reject hypotheses that lie in a tree: feature group, column, slice.

    A group is looked into only if it shows drift as a whole, and the level inside shrinks with the share of groups
    that do not: so a slice is judged against its sisters, not against every slice of every column, and the error
    is controlled on average over the families that are reported.

    Parameters
    ----------
    p_values : mapping of tuple of str to float
        The p-value of each leaf by its path from the root, such as ``("geo", "city", "carrier=AA")``; paths may have
        different lengths, but none may go on where another ends. NaN counts as 1.
    alpha : float
        Level, in (0, 1).

    Returns
    -------
    frozenset of tuple of str
        Paths that are rejected: leaves, and the inner nodes above them. Empty in, empty out.

    Raises
    ------
    ParameterError
        If a p-value or `alpha` is outside its domain, or a path is both a leaf and an inner node.

    Notes
    -----
    The p-value of an inner node is that of Simes over its children, from the leaves up. Each family of children is
    tested with Benjamini-Hochberg, the first at `alpha`; below a node it is tested at its parent's level times the
    share of the parent's family that was rejected. Where nothing is true in the whole tree, the probability of any
    rejection is at most `alpha`, for independent or positively dependent p-values.

    References
    ----------
    Y. Benjamini and M. Bogomolov, Journal of the Royal Statistical Society B 76 (2014), doi:10.1111/rssb.12028.
    M. Bogomolov, C. B. Peterson, Y. Benjamini and C. Sabatti, Biometrika 108 (2021), doi:10.1093/biomet/asaa086.

    Examples
    --------
    >>> found = rejected_in_tree({("geo", "city"): 0.001, ("geo", "zip"): 0.9, ("time", "hour"): 0.5}, alpha=0.05)
    >>> sorted(found)
    [('geo',), ('geo', 'city')]
    """
    require_open_fraction("rejected_in_tree", "alpha", alpha)
    leaves: dict[Path, float] = dict(p_values.items())
    for path in leaves:
        if not path or any(path[:length] in leaves for length in range(1, len(path))):
            raise ParameterError.of("rejected_in_tree", "p_values", "paths that end at leaves", "/".join(path))
    return frozenset(_rejected((), leaves, alpha)) if leaves else frozenset()


def _rejected(parent: Path, leaves: Mapping[Path, float], level: float) -> list[Path]:
    families = _children(parent, leaves)
    names = sorted(families)
    adjusted = benjamini_hochberg_adjusted([_node_p_value(name, families[name]) for name in names])
    found = [name for name, p_value in zip(names, adjusted, strict=True) if p_value <= level]
    below = level * len(found) / len(names)
    rejected = list(found)
    for name in found:
        if name not in leaves:
            rejected += _rejected(name, families[name], below)
    return rejected


def _node_p_value(node: Path, leaves: Mapping[Path, float]) -> float:
    if node in leaves:
        return leaves[node]
    families = _children(node, leaves)
    return simes_p_value([_node_p_value(name, families[name]) for name in sorted(families)])


def _children(parent: Path, leaves: Mapping[Path, float]) -> dict[Path, dict[Path, float]]:
    families: dict[Path, dict[Path, float]] = {}
    for path, p_value in leaves.items():
        families.setdefault(path[: len(parent) + 1], {})[path] = p_value
    return families


def _step_up(where: str, p_values: Sequence[float], *, factor: float) -> tuple[float, ...]:
    known = np.array([1.0 if math.isnan(p_value) else p_value for p_value in p_values], dtype=np.float64)
    if known.size == 0:
        return ()
    if ((known < 0) | (known > 1)).any():
        raise ParameterError.of(
            where, "p_values", "floats in [0, 1]", float(known[(known < 0) | (known > 1)][0])
        )
    order = np.argsort(known, kind="stable")
    scaled = known[order] * (known.size * factor) / np.arange(1, known.size + 1)
    adjusted = np.empty_like(known)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return tuple(adjusted.tolist())
