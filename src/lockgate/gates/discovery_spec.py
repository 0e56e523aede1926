"""What a project asks of the search for weak slices."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Severity
from lockgate.gates.slicing import Dimension
from lockgate.gates.task import Task

__all__ = ["Against", "Discovery", "Loss", "losses_of"]

_DEEPEST = 3
_MOST_COLUMNS = 30
_MOST_FOUND = 100


class Loss(StrEnum):
    """What a row adds to the loss whose mean is searched; higher is worse."""

    LOG_LOSS = "log_loss"
    BRIER = "brier"
    ERROR = "error"
    SQUARED_ERROR = "squared_error"
    ABSOLUTE_ERROR = "absolute_error"


class Against(StrEnum):
    """What the loss of a slice is compared with: the candidate's on all other rows, or the baseline's on the same."""

    REST = "rest"
    BASELINE = "baseline"


_LOSSES = {
    Task.BINARY_CLASSIFICATION: (Loss.LOG_LOSS, Loss.BRIER, Loss.ERROR),
    Task.REGRESSION: (Loss.SQUARED_ERROR, Loss.ABSOLUTE_ERROR),
}


def losses_of(task: Task) -> tuple[Loss, ...]:
    """Return the losses that rows of a task have; the first is searched where none is named.

    Examples
    --------
    >>> [loss.value for loss in losses_of(Task.REGRESSION)]
    ['squared_error', 'absolute_error']
    """
    return _LOSSES.get(task, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Search for slices on which the model is worse, on one half of the rows, and confirm them on the other half.

    Parameters
    ----------
    columns : tuple of Dimension
        What slices are made of: columns, conditions, expressions and bins, 1 to 30. A numeric column without `bins`,
        `edges` or `tree` gets `bins`; to search each value of it, write it as an `expression`.
    margin : float
        By how much the mean loss may be worse before a slice is weak, 0 or more, in the unit of the loss.
    metric : Loss or None, default=``log_loss`` of a classifier, ``squared_error`` of a regression
        The loss: ``log_loss``, ``brier`` or ``error``; ``squared_error`` or ``absolute_error``.
    against : Against, default="rest"
        ``rest``: a slice is weak if the candidate's loss is higher there than on all other rows. ``baseline``: if it is
        higher there than the baseline's on the same rows.
    depth : int, default=3
        Most conditions of a slice, 1 to 3.
    bins : int, default=5
        Bins of a numeric column, 2 to 100.
    minimum : int, default=100
        Fewest rows of a slice in the half that is searched, 10 or more.
    most : int, default=20
        Most slices that are tried on the other half, 1 to 100.
    identity : tuple of str, default=all columns but the label and the predictions
        Columns that tell rows apart. Rows that are equal in all of them fall in the same half, in every run.
    severity : Severity, default="blocking"
        What a confirmed slice does to the gate.
    why, owner, runbook : str
        Why it matters, who owns it, where to read on.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    Examples
    --------
    >>> Discovery(columns=(Dimension("origin"), Dimension("hour")), margin=0.05).depth
    3
    """

    columns: tuple[Dimension, ...]
    margin: float
    metric: Loss | None = None
    against: Against = Against.REST
    depth: int = _DEEPEST
    bins: int = 5
    minimum: int = 100
    most: int = 20
    identity: tuple[str, ...] = ()
    severity: Severity = Severity.BLOCKING
    why: str = ""
    owner: str = ""
    runbook: str = ""

    def __post_init__(self) -> None:
        names = [dimension.called for dimension in self.columns]
        self._require(1 <= len(names) <= _MOST_COLUMNS, "columns", f"1 to {_MOST_COLUMNS} columns", len(names))
        self._require(len(set(names)) == len(names), "columns", "columns of different names", names)
        windows = [dimension.called for dimension in self.columns if dimension.every is not None]
        must = "columns without `every`: no later release has rows of a window that has passed"
        self._require(not windows, "columns", must, windows)
        listed = [dimension.called for dimension in self.columns if dimension.values]
        must = "columns without `values`: to search some values only, give their condition as `where`"
        self._require(not listed, "columns", must, listed)
        self._require(
            math.isfinite(self.margin) and self.margin >= 0,
            "margin",
            "a finite number of 0 or more",
            self.margin,
        )
        self._require(1 <= self.depth <= _DEEPEST, "depth", f"an int in [1, {_DEEPEST}]", self.depth)
        self._require(2 <= self.bins <= 100, "bins", "an int in [2, 100]", self.bins)  # noqa: PLR2004 - stated
        self._require(self.minimum >= 10, "minimum", "an int of 10 or more", self.minimum)  # noqa: PLR2004 - stated
        self._require(1 <= self.most <= _MOST_FOUND, "most", f"an int in [1, {_MOST_FOUND}]", self.most)

    @property
    def required(self) -> str:
        """Return what must hold of every slice, for findings.

        Examples
        --------
        >>> Discovery(columns=(Dimension("origin"),), margin=0.05).required
        'not worse than the rest by more than 0.05'
        """
        than = "the rest" if self.against is Against.REST else "baseline"
        return f"not worse than {than} by more than {format_value(self.margin)}"

    def loss(self, task: Task) -> Loss:
        """Return the loss that is searched.

        Raises
        ------
        ParameterError
            If rows of the task have no such loss.
        """
        known = losses_of(task)
        found = self.metric if self.metric is not None else next(iter(known), None)
        if found not in known or found is None:
            names = ", ".join(f"`{loss.value}`" for loss in known) or "nothing yet"
            must = f"a loss that a row of {task.value} has: {names}"
            raise ParameterError.of("discover", "metric", must, found)
        return found

    @staticmethod
    def _require(holds: bool, name: str, must: str, got: object) -> None:  # noqa: FBT001 - reads as a sentence
        if not holds:
            raise ParameterError.of("discover", name, must, got)
