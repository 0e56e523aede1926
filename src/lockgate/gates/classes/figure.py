"""The confusion matrix of the candidate."""

from __future__ import annotations

import numpy as np

from lockgate.domain.figure import MatrixFigure
from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassCells

__all__ = ["MOST_SHOWN", "confusion_figures"]

MOST_SHOWN = 20
"""Classes that a matrix shows; of more, the most frequent, and the others together."""

_OTHERS = "(others)"


def confusion_figures(cells: ClassCells) -> tuple[MatrixFigure, ...]:
    """Return the confusion matrix of all rows; none of several labels, where no class stands against another.

    Parameters
    ----------
    cells : ClassCells
        With at least one row.
    """
    if cells.plan.is_multilabel:
        return ()
    whole = cells.slice(0)
    size = len(cells.codes)
    rows = np.bincount(whole.label, whole.joint.n, minlength=size)
    shown = np.sort(np.argsort(-rows, kind="stable")[: MOST_SHOWN if size <= MOST_SHOWN else MOST_SHOWN - 1])
    place = np.full(size, len(shown), dtype=np.int64)
    place[shown] = np.arange(len(shown))
    names = [cells.codes[at] for at in shown] + ([_OTHERS] if size > len(shown) else [])
    counts = np.zeros((len(names), len(names)), dtype=np.int64)
    predicted = whole.predicted(Model.CANDIDATE)
    np.add.at(counts, (place[whole.label], place[predicted]), whole.joint.n)
    counts = np.rint(counts * (whole.rows / whole.n)).astype(np.int64)  # weighed rows as shares of all
    more = f" ({len(shown)} of {size:,} classes)" if size > len(shown) else ""
    figure = MatrixFigure(
        f"Which classes does the candidate take for which?{more}",
        "label",
        "predicted",
        tuple(names),
        tuple(tuple(int(count) for count in line) for line in counts),
    )
    return (figure,)
