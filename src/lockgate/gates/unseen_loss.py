"""The most that a row whose label is not what was seen could add to a mean loss, from what rows like it lost."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lockgate.gates.cells import Floats, Ints, JointCells, Model, SliceCells

__all__ = ["flipped_brier", "flipped_log_loss", "unseen_difference", "unseen_loss"]

Flipped = Callable[[Floats], Floats]
"""From the loss of a row to what it would have lost with the other label."""

_CLIP = 1e-15


def flipped_log_loss(loss: Floats) -> Floats:
    """Return the log losses of rows, had they had the other label.

    Examples
    --------
    >>> [f"{loss:.2f}" for loss in flipped_log_loss(np.array([0.0, np.log(2)])).tolist()]
    ['34.54', '0.69']
    """
    flipped: Floats = -np.log(np.maximum(-np.expm1(-loss), _CLIP))
    return flipped


def flipped_brier(loss: Floats) -> Floats:
    """Return the squared errors of rows, had they had the other label.

    Examples
    --------
    >>> flipped_brier(np.array([0.0, 0.25])).tolist()
    [1.0, 0.25]
    """
    flipped: Floats = (1 - np.sqrt(loss)) ** 2
    return flipped


def unseen_loss(cells: SliceCells, model: Model, name: str, flipped: Flipped) -> float:
    """Return the largest loss of rows like those at hand with the other label.

    Rows of one label and one decision stand together, each with their mean loss.

    Parameters
    ----------
    cells : SliceCells
        With the sums of `name`; some rows.
    model : Model
        Whose.
    name : str
        The loss, as in `lockgate.gates.cells.SUMS`.
    flipped : callable
        From losses to those with the other label.
    """
    flag = cells.joint.flagged_candidate if model is Model.CANDIDATE else cells.joint.flagged_baseline
    place = 2 * cells.joint.positive + flag
    return float(flipped(_means(cells.joint, place, f"{name}_{model.name.lower()}")).max())


def unseen_difference(cells: SliceCells, name: str, flipped: Flipped) -> float | None:
    """Return by how much two models' losses could differ at most, on rows like those at hand with the other label.

    None where the models lose the same on every row: then nothing tells them apart.
    """
    joint = cells.joint
    if joint.total(f"{name}_gap2") == 0:
        return None
    place = 4 * joint.positive + 2 * joint.flagged_baseline + joint.flagged_candidate
    old, new = (flipped(_means(joint, place, f"{name}_{model.name.lower()}")) for model in Model)
    return float(np.abs(new - old).max())


def _means(joint: JointCells, place: Ints, name: str) -> Floats:
    """Return the mean of a sum over the rows of each place that has some."""
    rows = np.bincount(place, joint.n.astype(np.float64))
    sums = np.bincount(place, joint.column(name))
    means: Floats = np.maximum(sums[rows > 0] / rows[rows > 0], 0.0)
    return means
