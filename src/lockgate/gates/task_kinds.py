"""What differs between tasks: what is counted, how it is kept, and what it cannot use. One line here is a task."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from lockgate.domain.figure import Figure
from lockgate.gates.cells import Cells
from lockgate.gates.cells_without import cells_without
from lockgate.gates.classes.cells import ClassCells
from lockgate.gates.classes.figure import confusion_figures
from lockgate.gates.classes.state import classes_from_plain, classes_to_plain
from lockgate.gates.classes.unusable import unusable_classes
from lockgate.gates.classes.without import classes_without
from lockgate.gates.collect import collect_cells
from lockgate.gates.collect_classes import collect_classes
from lockgate.gates.collect_moments import collect_moments
from lockgate.gates.moments.cells import MomentCells, moments_without
from lockgate.gates.moments.residuals import residual_figures
from lockgate.gates.moments.state import moments_from_plain, moments_to_plain
from lockgate.gates.moments.unusable import unusable_numbers
from lockgate.gates.ranking_figures import ranking_figures
from lockgate.gates.reliability import reliability_figures
from lockgate.gates.slice_plan import SlicePlan
from lockgate.gates.slicing import SliceKey
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.state import cells_from_plain, cells_to_plain
from lockgate.gates.task import Task
from lockgate.gates.unusable import unusable_rows
from lockgate.gates.weighting import Weight
from lockgate.scan.engine import Session

__all__ = ["SliceView", "TaskCells", "TaskKind", "kind_of"]


class SliceView(Protocol):
    """What was counted in one slice. Metrics know more of it: the cells of their task."""

    @property
    def key(self) -> SliceKey:
        """Return which rows; empty for all."""
        ...

    @property
    def n(self) -> int:
        """Return what the units count: rows, queries or series."""
        ...

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        ...


class HasRows(Protocol):
    """What is known of all rows, usable or not."""

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        ...


class CountedPlan(SlicePlan, Protocol):
    """What was counted, and how rows were cut."""

    @property
    def weight(self) -> Weight:
        """Return how rows were weighed."""
        ...

    @property
    def needs(self) -> tuple[Hashable, ...]:
        """Return what was counted over all rows."""
        ...

    @property
    def slice_needs(self) -> tuple[Hashable, ...]:
        """Return what was counted in slices."""
        ...


class TaskCells(Protocol):
    """What was counted on one table of predictions, whatever the task."""

    @property
    def plan(self) -> CountedPlan:
        """Return what it was made from."""
        ...

    @property
    def quality(self) -> HasRows:
        """Return rows, and rows that no metric can use."""
        ...

    @property
    def keys(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Return all slices, all rows first."""
        ...

    def slice(self, position: int, *, seed: int = 0) -> SliceView:
        """Return one slice."""
        ...

    def missing(self, sets: Collection[int]) -> Iterator[SliceKey]:
        """Yield the slices of some sets, by position, that the plan names and that have no rows."""
        ...

    def values_of(self, called: str) -> tuple[str, ...]:
        """Return the values that rows have of what is cut by value, ascending."""
        ...

    def is_judged(self, position: int) -> bool:
        """Tell whether the plan asks for a slice."""
        ...

    def blocks(self) -> dict[int, dict[int, int]]:
        """Return for each slice the position of each of its blocks; empty where rows stand for themselves."""
        ...


C = TypeVar("C", bound=TaskCells)


@dataclass(frozen=True, slots=True)
class TaskKind(Generic[C]):
    """How the table of a task is read, kept and shown.

    Parameters
    ----------
    cells : type
        What it is counted into.
    asked : tuple of str
        Attributes that a spec and the plan of its cells have in common.
    collect : callable
        Read cells from an open table.
    to_plain, from_plain : callable
        Write cells as plain JSON, and read them back.
    unusable : callable
        Say which rows no metric can use; empty if there are none.
    figures : callable
        The plots of all rows.
    without : callable
        From groups of disjoint blocks of a slice to the slice without each of them.
    unit : callable
        What is counted, one and many.
    """

    cells: type[C]
    asked: tuple[str, ...]
    collect: Callable[[Session, ModelGateSpec], C]
    to_plain: Callable[[C], dict[str, Any]]
    from_plain: Callable[[object], C]
    unusable: Callable[[C], str]
    figures: Callable[[C], tuple[Figure, ...]]
    without: Callable[[Sequence[Sequence[Any]]], Iterator[Any]]
    unit: Callable[[C], tuple[str, str]] = lambda _: ("row", "rows")


_COLUMNS = ("table", "label", "candidate", "baseline")

_CLASSES: TaskKind[ClassCells] = TaskKind(
    cells=ClassCells,
    asked=(*_COLUMNS, "threshold"),
    collect=collect_classes,
    to_plain=classes_to_plain,
    from_plain=classes_from_plain,
    unusable=lambda cells: unusable_classes(cells.plan, cells.quality),
    figures=confusion_figures,
    without=classes_without,
)

_NUMBERS = TaskKind(
    cells=MomentCells,
    asked=(*_COLUMNS, "task_columns"),
    collect=collect_moments,
    to_plain=moments_to_plain,
    from_plain=moments_from_plain,
    unusable=lambda cells: unusable_numbers(cells.quality),
    figures=lambda cells: residual_figures(cells.residuals),
    without=moments_without,
    unit=lambda cells: cells.plan.unit,
)
"""A task whose metrics are formulas of means."""

_KINDS: Mapping[Task, TaskKind[Any]] = {
    Task.BINARY_CLASSIFICATION: TaskKind(
        cells=Cells,
        asked=(*_COLUMNS, "threshold", "positive"),
        collect=collect_cells,
        to_plain=cells_to_plain,
        from_plain=cells_from_plain,
        unusable=lambda cells: unusable_rows(cells.plan, cells.quality),
        without=cells_without,
        figures=lambda cells: (*reliability_figures(cells), *ranking_figures(cells)),
    ),
    Task.MULTICLASS_CLASSIFICATION: _CLASSES,
    Task.MULTILABEL_CLASSIFICATION: _CLASSES,
    Task.REGRESSION: _NUMBERS,
    Task.QUANTILE_REGRESSION: _NUMBERS,
    Task.FORECASTING: _NUMBERS,
    Task.RANKING: _NUMBERS,
}


def kind_of(task: Task) -> TaskKind[Any]:
    """Return how a task is handled.

    Examples
    --------
    >>> kind_of(Task.REGRESSION).cells.__name__
    'MomentCells'
    """
    return _KINDS[task]
