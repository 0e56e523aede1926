"""Worlds that cells can be drawn from again: as they are, or with the two models exchanged in half of the rows.

In the exchanged world candidate and baseline are equally good in every respect, whatever they are in the cells at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np

from lockgate.gates.cells import SUMS, Floats, JointCells, Need, SliceCells
from lockgate.gates.metric import Metric
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.task_kinds import SliceView

__all__ = ["World", "exchanged", "world_of"]

World = Callable[[np.random.Generator], SliceView]
"""Draws a sample of cells."""

_OLD, _NEW = "_baseline", "_candidate"


def world_of(view: SliceView, metric: Metric[Any], *, is_exchanged: bool) -> World | None:
    """Return a world whose samples are like the cells of a slice.

    Parameters
    ----------
    view : SliceView
        What was counted.
    metric : Metric
        What will be read from the samples.
    is_exchanged : bool
        Whether the two models are exchanged in half of the rows.

    Returns
    -------
    callable or None
        None where cells do not tell: of tasks whose cells are not known here; of metrics that rank, because how the
        ranks of two models go together is kept in coarse buckets only; and of moments of one model, because a mean of
        skewed amounts moves with its spread, and moments do not tell how. Models that are exchanged have no skew.

    Notes
    -----
    A joint cell of n rows has Poisson(n) of them in a sample, and their sums are normal around their share with the
    spread that the cell's squares tell. Moments are those of rows that are normal around the mean of what was seen:
    sums and products are drawn together, so that what is computed from both fits.
    """
    if isinstance(view, SliceCells) and Need.RANKS not in metric.needs and view.n:
        joint = exchanged(view.joint) if is_exchanged else view.joint
        weights = 0.5 if is_exchanged else 1.0
        spread = _spread(joint)

        def draw_cells(draw: np.random.Generator) -> SliceView:
            return replace(view, joint=_drawn(joint, weights, spread, draw))

        return draw_cells
    if isinstance(view, MomentSlice) and is_exchanged and view.n and not any(view.undefined.values()):
        return _moment_world(_exchanged_moments(view))
    return None


def _moment_world(view: MomentSlice) -> World:
    mean = view.sums / view.n
    root = _root(view.products / view.n - np.outer(mean, mean))

    def draw_moments(draw: np.random.Generator) -> SliceView:
        n = max(1, int(draw.poisson(view.n)))
        sums = n * mean + np.sqrt(n) * (root @ draw.normal(size=mean.size))
        half = root @ _half_of_wishart(n - 1, mean.size, draw)
        return replace(view, n=n, sums=sums, products=half @ half.T + np.outer(sums, sums) / n)

    return draw_moments


def _half_of_wishart(degrees: int, size: int, draw: np.random.Generator) -> Floats:
    """Return a root of what squares and cross products of independent normal rows add up to, by Bartlett's method."""
    half = np.tril(draw.normal(size=(size, size)), -1)
    squares = draw.gamma(np.maximum(degrees - np.arange(size), 0) / 2, 2.0)
    return cast("Floats", half + np.diag(np.sqrt(squares)))


def exchanged(joint: JointCells) -> JointCells:
    """Return cells together with those of the models exchanged: twice the rows, half of them each way."""
    keys = (
        (joint.slice, joint.slice),
        (joint.positive, joint.positive),
        (joint.flagged_baseline, joint.flagged_candidate),
        (joint.flagged_candidate, joint.flagged_baseline),
        (joint.bucket_baseline, joint.bucket_candidate),
        (joint.bucket_candidate, joint.bucket_baseline),
    )
    other = joint.sums[:, [SUMS.index(_other(name)) for name in SUMS]]
    return JointCells.of(
        [np.concatenate(pair) for pair in keys],
        np.concatenate([joint.n, joint.n]),
        np.concatenate([joint.sums, other]),
    )


def _other(name: str) -> str:
    """Return the same sum of the other model; a square of the gap is the same for both."""
    if _OLD in name:
        return name.replace(_OLD, _NEW)
    return name.replace(_NEW, _OLD)


def _spread(joint: JointCells) -> list[tuple[tuple[int, int], Floats]]:
    """Return for each kind of sum where both models' are, and for each cell a root of the covariance of its rows."""
    found = []
    for at, name in enumerate(SUMS):
        kind = name.removesuffix(_OLD)
        if kind == name or f"{kind}_gap2" not in SUMS:
            continue
        places = at, SUMS.index(kind + _NEW)
        old, new = (_variance(joint, joint.sums[:, place], SUMS[place] + "2") for place in places)
        gap = _variance(joint, joint.sums[:, places[1]] - joint.sums[:, places[0]], f"{kind}_gap2")
        covariance = (old + new - gap) / 2
        first = np.sqrt(old)
        cross = np.divide(covariance, first, out=np.zeros_like(first), where=first > 0)
        rest = np.sqrt(np.maximum(0.0, new - cross**2))
        found.append((places, np.stack([first, cross, rest])))
    return found


def _variance(joint: JointCells, total: Floats, squares: str) -> Floats:
    n = np.maximum(joint.n, 1)
    return cast("Floats", np.maximum(0.0, joint.sums[:, SUMS.index(squares)] / n - (total / n) ** 2))


def _drawn(
    joint: JointCells,
    weight: float,
    spread: Sequence[tuple[tuple[int, int], Floats]],
    draw: np.random.Generator,
) -> JointCells:
    n = draw.poisson(joint.n * weight)
    sums = joint.sums * (n / np.maximum(joint.n, 1))[:, np.newaxis]
    for (old, new), (first, cross, rest) in spread:
        z = draw.normal(size=(2, n.size)) * np.sqrt(n)
        sums[:, old] += first * z[0]
        sums[:, new] += cross * z[0] + rest * z[1]
    keys = (
        joint.slice, joint.positive, joint.flagged_baseline, joint.flagged_candidate, joint.bucket_baseline,
        joint.bucket_candidate,
    )  # fmt: skip
    return JointCells.of(keys, n, sums)


def _exchanged_moments(view: MomentSlice) -> MomentSlice:
    """Return the moments of rows half of which have their models exchanged."""
    turn = np.eye(len(view.columns))
    for at, name in enumerate(view.columns):
        gap = f"{name}_gap"
        if gap in view.columns:
            turn[at, view.columns.index(gap)] = -1.0  # the baseline's is the candidate's without the gap
            turn[view.columns.index(gap), view.columns.index(gap)] = -1.0
    sums = (view.sums + turn @ view.sums) / 2
    return replace(view, sums=sums, products=(view.products + turn @ view.products @ turn.T) / 2)


def _root(covariance: Floats) -> Floats:
    """Return a root of a covariance, which rounding may have left slightly negative somewhere."""
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    return cast("Floats", vectors * np.sqrt(np.maximum(values, 0.0)))
