"""What is asked of the two tables: one distance each, of values or of rows without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lockgate.domain.errors import LockgateError
from lockgate.drift.cells import Cells, missing_cells, value_cells
from lockgate.drift.methods import NAMED, distance_of
from lockgate.drift.reference_column import ReferenceColumn
from lockgate.drift.spec import DriftSpec
from lockgate.scan.aggregate import State
from lockgate.scan.aggregates.listed_counts import ListedCountsState
from lockgate.scan.execute import Answer
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.distances import DISTANCES

__all__ = ["CHECK", "MISSING", "Question", "questions_of"]

Slice = tuple[tuple[str, str], ...]

CHECK = "drift"
MISSING = "missingness_drift"


@dataclass(frozen=True, slots=True)
class Question:
    """One distance that is to be measured.

    Parameters
    ----------
    check : str
        `CHECK` for the values, `MISSING` for the rows without one.
    column : ReferenceColumn
        The frozen side.
    cells : Cells
        Rows of both sides.
    distance : Distance
        How they are measured.
    slice : tuple of (str, str), default=all rows
        The column and value that pick the rows.
    new : tuple of (str, int)
        Values that the reference did not have, with their rows; known only where it lists all of its values.
    gone : tuple of str
        Values that only the reference has.
    unlisted : tuple of (str, int)
        Values that the reference does not list, with their rows, the most frequent ones: new, or rare before.
    """

    check: str
    column: ReferenceColumn
    cells: Cells
    distance: Distance
    slice: Slice = ()
    new: tuple[tuple[str, int], ...] = ()
    gone: tuple[str, ...] = ()
    unlisted: tuple[tuple[str, int], ...] = ()

    @property
    def is_of_values(self) -> bool:
        """Tell whether it is about values, not about rows without one."""
        return self.check == CHECK


def questions_of(
    spec: DriftSpec, column: ReferenceColumn, answer: Answer, picked: Slice = ()
) -> Iterator[Question]:
    """Yield the questions about a column, or about its rows in a slice: values, and rows without one.

    Rows without a value are asked for if there are any, and where values cannot be compared.

    Raises
    ------
    StateError
        If the state was not counted on the frozen edges.
    ParameterError
        If a method does not fit its column.
    """
    if isinstance(answer, LockgateError | dict):
        return
    if column.filled is None:
        values = value_cells(column, answer)
        distance = distance_of(spec, column.name, is_ordered=values.is_ordered)
        new, unlisted = _new(column, answer)
        yield Question(CHECK, column, values, distance, picked, new, _gone(answer), unlisted)
    missing = missing_cells(column, answer)
    if column.filled is not None or missing.reference[1] or missing.current[1]:
        yield Question(MISSING, column, missing, DISTANCES[NAMED], picked)


Named = tuple[tuple[str, int], ...]


def _new(column: ReferenceColumn, state: State) -> tuple[Named, Named]:
    """Return the values that are new for certain, and those that may be."""
    if column.listed is None or not isinstance(state, ListedCountsState):
        return (), ()
    return () if column.listed.state.n_others else state.others, state.others


def _gone(state: State) -> tuple[str, ...]:
    """Return the listed values that no row has; where no row has any value, that is told instead."""
    if not isinstance(state, ListedCountsState) or not state.n:
        return ()
    return tuple(value for value, n in state.listed if not n)
