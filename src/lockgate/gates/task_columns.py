"""Columns that only some tasks have, beside label and predictions."""

from __future__ import annotations

from dataclasses import dataclass, fields

from lockgate.domain.errors import ParameterError
from lockgate.gates.predicted import Predicted, one_column, require_shapes
from lockgate.gates.quantiles import levels_of
from lockgate.gates.task import Task

__all__ = ["NO_COLUMNS", "TaskColumns", "require_columns", "require_taken"]

_WHERE = "model gate"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskColumns:
    """Columns that only some tasks have.

    Parameters
    ----------
    query : str or None, default=None
        Of a ranking: what the documents were ranked for. The unit is then the query.
    series : str or None, default=None
        Of a forecast: which series a row belongs to. The unit is then the series: its rows depend on each other.
    time : str or None, default=None
        Of a forecast: the time that is forecast. With it, no series may be forecast twice for one time and horizon.
    horizon : str or None, default=None
        Of a forecast: how far ahead, in any unit. Each value is a slice.
    """

    query: str | None = None
    series: str | None = None
    time: str | None = None
    horizon: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """Return the columns that are given."""
        values = (getattr(self, entry.name) for entry in fields(self))
        return tuple(value for value in values if value is not None)


NO_COLUMNS = TaskColumns()
"""Of a task that has none."""

_TAKEN: dict[Task, frozenset[str]] = {
    Task.RANKING: frozenset({"query"}),
    Task.FORECASTING: frozenset({"series", "time", "horizon"}),
}


def require_columns(
    task: Task,
    columns: TaskColumns,
    *,
    label: Predicted,
    candidate: Predicted,
    baseline: Predicted | None,
) -> None:
    """Refuse columns that a task does not have, and predictions of another shape.

    Raises
    ------
    ParameterError
        If a column is given that only other tasks have, a ranking has no query, or quantiles do not fit.
    """
    require_taken(task, columns)
    if task in (Task.QUANTILE_REGRESSION, Task.FORECASTING):
        one_column(label, "label")
        _require_quantiles(task, [value for value in (candidate, baseline) if value is not None])
        return
    require_shapes(task, {"label": label, "candidate": candidate, "baseline": baseline})


def require_taken(task: Task, columns: TaskColumns) -> None:
    """Refuse columns that a task does not have, and a ranking without a query.

    Raises
    ------
    ParameterError
        If so.
    """
    taken = _TAKEN.get(task, frozenset())
    for entry in fields(columns):
        value = getattr(columns, entry.name)
        if value is not None and entry.name not in taken:
            raise ParameterError.of(_WHERE, entry.name, f"not given, because a {task.value} has none", value)
    if task is Task.RANKING and columns.query is None:
        must = "the column with what the documents were ranked for"
        raise ParameterError.of(_WHERE, "query", must, None)


def _require_quantiles(task: Task, given: list[Predicted]) -> None:
    levels = [tuple(levels_of(value)) for value in given]
    if task is Task.QUANTILE_REGRESSION and not all(levels):
        raise ParameterError.of(_WHERE, "candidate", "columns by level, such as {0.1: p10, 0.9: p90}", given[0])
    if len(set(levels)) > 1:
        raise ParameterError.of(_WHERE, "baseline", f"of the candidate's levels, {levels[0]}", levels[1])
