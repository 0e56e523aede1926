"""Measure every column of the current table against the reference, and decide on all of them together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lockgate.domain.errors import LockgateError, StateError
from lockgate.drift.cells import Cells, missing_cells, value_cells
from lockgate.drift.measure import measure
from lockgate.drift.methods import NAMED, distance_of, margin_of
from lockgate.drift.reference import Reference, ReferenceColumn
from lockgate.drift.spec import DriftSpec
from lockgate.scan.aggregate import Request, State
from lockgate.scan.aggregates import ListedCountsState
from lockgate.scan.execute import Answer
from lockgate.stats.drift.decision import DriftDecision, decide_drift
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.distances import DISTANCES
from lockgate.stats.drift.question import Inference

__all__ = ["CHECK", "MISSING", "Comparison", "chosen", "compare", "requests_of"]

CHECK = "drift"
MISSING = "missingness_drift"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question about one column, measured and decided.

    Parameters
    ----------
    check : str
        `CHECK` for the values, `MISSING` for the rows without one.
    column : ReferenceColumn
        The frozen side.
    cells : Cells
        Rows of both sides.
    distance : str
        How it was measured.
    decision : DriftDecision
        The distance with its bounds, and the verdict after all comparisons were looked at together.
    new : tuple of (str, int)
        Values that the reference did not have, with their rows; known only where it lists all of its values.
    gone : tuple of str
        Values that only the reference has.
    """

    check: str
    column: ReferenceColumn
    cells: Cells
    distance: str
    decision: DriftDecision
    new: tuple[tuple[str, int], ...] = ()
    gone: tuple[str, ...] = ()


def chosen(spec: DriftSpec, reference: Reference) -> tuple[ReferenceColumn, ...]:
    """Return the columns of a reference that a spec compares, in the reference's order.

    Raises
    ------
    StateError
        If the spec names a column that the reference does not hold, or leaves none.
    """
    grouped = [name for columns in spec.groups.values() for name in columns]
    roles = [name for name in (spec.label, spec.prediction) if name]
    for name in (*spec.columns, *spec.methods, *spec.margins, *spec.importance, *grouped, *roles):
        reference.require(name)
    wanted = {name.casefold() for name in spec.columns}
    left_out = {name.casefold() for name in spec.exclude}
    found = tuple(
        one
        for one in reference.columns
        if (not wanted or one.name.casefold() in wanted) and one.name.casefold() not in left_out
    )
    if not found:
        reference.require("")
    return found


def requests_of(spec: DriftSpec, reference: Reference) -> dict[str, Request]:
    """Return what is asked of the current table, by column.

    Raises
    ------
    StateError
        If the spec and the reference do not agree on which rows belong together, or on the columns.
    """
    wanted = spec.blocks.block if spec.blocks else reference.block
    if wanted != reference.block:
        raise StateError.other_blocks(f"{reference.table}/{reference.version}")
    return {column.name: column.request(spec.data, reference.block) for column in chosen(spec, reference)}


def compare(spec: DriftSpec, reference: Reference, answers: Mapping[Request, Answer]) -> tuple[Comparison, ...]:
    """Measure every column that could be asked, and decide on all together.

    Parameters
    ----------
    spec : DriftSpec
        What is asked.
    reference : Reference
        The frozen side.
    answers : mapping of Request to answer
        The states of the current table, or why there is none, for each of `requests_of`.

    Returns
    -------
    tuple of Comparison
        Those furthest from the reference first: by distance in units of the margin, times importance.

    Raises
    ------
    StateError
        If a state was not counted on the frozen edges.
    ParameterError
        If a method does not fit its column, or has no margin.
    """
    asked = [
        question
        for name, request in requests_of(spec, reference).items()
        for question in _questions(spec, reference.require(name), answers[request])
    ]
    how = Inference(alpha=spec.alpha, alpha_alone=spec.alpha / max(1, len(asked)), power=spec.power)
    evidence = {one.path(spec): measure(one.cells, one.distance, one.margin, how) for one in asked}
    decided = decide_drift(evidence, alpha=spec.alpha, family=spec.control.family)
    comparisons = [one.decided(decided[one.path(spec)]) for one in asked]
    return tuple(sorted(comparisons, key=lambda one: (-_weight(spec, one), one.column.name, one.check)))


def _weight(spec: DriftSpec, one: Comparison) -> float:
    evidence = one.decision.evidence
    value = evidence.value / evidence.margin * spec.importance_of(one.column.name)
    return 0.0 if math.isnan(value) else value


@dataclass(frozen=True, slots=True)
class _Question:
    """What is to be measured."""

    check: str
    column: ReferenceColumn
    cells: Cells
    distance: Distance
    margin: float
    new: tuple[tuple[str, int], ...] = ()
    gone: tuple[str, ...] = ()

    def path(self, spec: DriftSpec) -> tuple[str, ...]:
        return (spec.group_of(self.column.name), self.column.name, self.check)

    def decided(self, decision: DriftDecision) -> Comparison:
        return Comparison(
            self.check, self.column, self.cells, self.distance.name, decision, self.new, self.gone
        )


def _questions(spec: DriftSpec, column: ReferenceColumn, answer: Answer) -> Iterator[_Question]:
    """Yield the questions about a column: its values, and the rows without one where there are any."""
    if isinstance(answer, LockgateError | dict):
        return
    values = value_cells(column, answer)
    distance = distance_of(spec, column.name, is_ordered=values.is_ordered)
    margin = margin_of(spec, column.name, distance)
    yield _Question(CHECK, column, values, distance, margin, _new(column, answer), _gone(answer))
    missing = missing_cells(column, answer)
    if missing.reference[1] or missing.current[1]:
        shares = DISTANCES[NAMED]
        yield _Question(MISSING, column, missing, shares, spec.missing_margin)


def _new(column: ReferenceColumn, state: State) -> tuple[tuple[str, int], ...]:
    if column.listed is None or not isinstance(state, ListedCountsState) or column.listed.state.n_others:
        return ()
    return state.others


def _gone(state: State) -> tuple[str, ...]:
    if not isinstance(state, ListedCountsState):
        return ()
    return tuple(value for value, n in state.listed if not n)
