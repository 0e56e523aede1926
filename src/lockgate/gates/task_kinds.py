"""What differs between tasks: what is counted, how it is kept, and what it cannot use. One line here is a task."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from lockgate.domain.figure import Figure
from lockgate.gates.cells import Cells, Quality
from lockgate.gates.cells_without import cells_without
from lockgate.gates.collect import collect_cells
from lockgate.gates.collect_moments import collect_moments
from lockgate.gates.moments.cells import MomentCells, moments_without
from lockgate.gates.moments.state import moments_from_plain, moments_to_plain
from lockgate.gates.moments.unusable import unusable_numbers
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
        """Return what the rows count."""
        ...

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
    def needs(self) -> tuple[StrEnum, ...]:
        """Return what was counted over all rows."""
        ...

    @property
    def slice_needs(self) -> tuple[StrEnum, ...]:
        """Return what was counted in slices."""
        ...


class TaskCells(Protocol):
    """What was counted on one table of predictions, whatever the task."""

    @property
    def plan(self) -> CountedPlan:
        """Return what it was made from."""
        ...

    @property
    def quality(self) -> Quality:
        """Return rows, and rows that no metric can use."""
        ...

    @property
    def keys(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Return all slices, all rows first."""
        ...

    def slice(self, position: int, *, seed: int = 0) -> SliceView:
        """Return one slice."""
        ...

    def missing(self) -> Iterator[SliceKey]:
        """Yield the slices that the plan names and that have no rows."""
        ...

    def is_judged(self, position: int) -> bool:
        """Tell whether the plan asks for a slice."""
        ...

    def blocks(self) -> dict[int, tuple[int, ...]]:
        """Return for each slice the positions of its blocks; empty where rows stand for themselves."""
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
    """

    cells: type[C]
    asked: tuple[str, ...]
    collect: Callable[[Session, ModelGateSpec], C]
    to_plain: Callable[[C], dict[str, Any]]
    from_plain: Callable[[object], C]
    unusable: Callable[[C], str]
    figures: Callable[[C], tuple[Figure, ...]]
    without: Callable[[Sequence[Sequence[Any]]], Iterator[Any]]


_COLUMNS = ("table", "label", "candidate", "baseline")

_KINDS: Mapping[Task, TaskKind[Any]] = {
    Task.BINARY_CLASSIFICATION: TaskKind(
        cells=Cells,
        asked=(*_COLUMNS, "threshold", "positive"),
        collect=collect_cells,
        to_plain=cells_to_plain,
        from_plain=cells_from_plain,
        unusable=lambda cells: unusable_rows(cells.plan, cells.quality),
        figures=reliability_figures,
        without=cells_without,
    ),
    Task.REGRESSION: TaskKind(
        cells=MomentCells,
        asked=_COLUMNS,
        collect=collect_moments,
        to_plain=moments_to_plain,
        from_plain=moments_from_plain,
        unusable=lambda cells: unusable_numbers(cells.plan, cells.quality),
        figures=lambda _: (),
        without=moments_without,
    ),
}


def kind_of(task: Task) -> TaskKind[Any]:
    """Return how a task is handled.

    Examples
    --------
    >>> kind_of(Task.REGRESSION).cells.__name__
    'MomentCells'
    """
    return _KINDS[task]
