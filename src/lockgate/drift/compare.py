"""Measure every column of the current table against the reference, and decide on all of them together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from lockgate.domain.errors import StateError
from lockgate.drift.calibration import Margin, margins_for
from lockgate.drift.measure import Measured, measure
from lockgate.drift.methods import summed_of
from lockgate.drift.question import Question, questions_of
from lockgate.drift.reference import Reference
from lockgate.drift.reference_column import ReferenceColumn
from lockgate.drift.slices import slice_questions, sliced_requests
from lockgate.drift.spans import span_requests
from lockgate.drift.spec import DriftSpec
from lockgate.scan.aggregate import Request
from lockgate.scan.execute import Answer
from lockgate.stats.drift.decision import DriftDecision, decide_drift
from lockgate.stats.drift.question import Inference

__all__ = ["Comparison", "asked_by_slice", "asked_of", "chosen", "compare", "requests_of"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question, measured and decided.

    Parameters
    ----------
    asked : Question
        What was measured.
    margin : Margin
        How far apart does not matter.
    decision : DriftDecision
        The distance with its bounds, and the verdict after all comparisons were looked at together.
    measured : Measured
        What was measured, and what bins may hide.
    """

    asked: Question
    margin: Margin
    decision: DriftDecision
    measured: Measured


def chosen(spec: DriftSpec, reference: Reference) -> tuple[ReferenceColumn, ...]:
    """Return the columns of a reference that a spec compares, in the reference's order.

    Raises
    ------
    StateError
        If the spec names a column that the reference does not hold, or gives a method, margin
        or role to one whose values it does not hold, or leaves none.
    """
    grouped = [name for columns in spec.groups.values() for name in columns]
    for by in spec.slices:
        reference.require_slices(by)
    roles = [name for name in (spec.label, spec.prediction) if name]
    for name in (*spec.columns, *spec.importance, *grouped):
        reference.require(name)
    for name in (*spec.methods, *spec.margins, *roles):
        reference.require_values(name)
    reference.require_known(spec.exclude)
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
        raise StateError.other_blocks(reference.called)
    columns = chosen(spec, reference)
    summed = summed_of(spec, columns)
    return {one.name: one.request(spec.data, reference.block, is_summed=one.name in summed) for one in columns}


def asked_by_slice(spec: DriftSpec, reference: Reference) -> dict[tuple[str, str], Request]:
    """Return what is asked of the current table by slice, by the column to slice by and the column that is compared.

    Raises
    ------
    StateError
        If the spec and the reference do not agree on the columns.
    """
    return sliced_requests(spec, chosen(spec, reference), reference.block)


def asked_of(spec: DriftSpec, reference: Reference) -> tuple[Request, ...]:
    """Return everything that a comparison is judged from.

    Raises
    ------
    StateError
        If the spec does not fit the reference.
    """
    spans = span_requests(spec.data, chosen(spec, reference))
    return (
        *requests_of(spec, reference).values(),
        *asked_by_slice(spec, reference).values(),
        *spans.values(),
    )


def compare(
    spec: DriftSpec, reference: Reference, answers: Mapping[Request, Answer], *, seed: int = 0
) -> tuple[Comparison, ...]:
    """Measure every column that could be asked, and decide on all together.

    Parameters
    ----------
    spec : DriftSpec
        What is asked.
    reference : Reference
        The frozen side.
    answers : mapping of Request to answer
        The states of the current table, or why there is none, for each of `requests_of`, and by slice.
    seed : int, default=0
        Seed of everything random.

    Returns
    -------
    tuple of Comparison
        Those furthest from the reference first: by distance in units of the margin, times importance.

    Raises
    ------
    StateError
        If a state was not counted on the frozen edges, or margins cannot be calibrated on the reference.
    ParameterError
        If a method does not fit its column, or has no margin.
    """
    asked = [
        question
        for name, request in requests_of(spec, reference).items()
        for question in questions_of(spec, reference.require(name), answers[request])
    ]
    asked += slice_questions(spec, reference, chosen(spec, reference), answers)
    margins = margins_for(spec, reference, asked, seed=seed)
    how = Inference(alpha=spec.alpha, alpha_alone=spec.alpha / max(1, len(asked)), power=spec.power, seed=seed)
    measured = {
        _path(spec, one): measure(one.cells, one.distance, margin.value, how, is_of_cells=bool(margin.origin))
        for one, margin in zip(asked, margins, strict=True)
    }
    evidence = {path: one.evidence for path, one in measured.items()}
    decided = decide_drift(evidence, alpha=spec.alpha, family=spec.controlled.family)
    comparisons = [
        Comparison(one, margin, decided[_path(spec, one)], measured[_path(spec, one)])
        for one, margin in zip(asked, margins, strict=True)
    ]
    return tuple(sorted(comparisons, key=lambda one: (-_weight(spec, one), _path(spec, one.asked)[1:])))


def _path(spec: DriftSpec, one: Question) -> tuple[str, ...]:
    """Return where a question stands in the tree of groups, columns and slices; all rows are a slice as well."""
    picked = " × ".join(f"{by}={value}" for by, value in one.slice)
    return (spec.group_of(one.column.name), one.column.name, picked, one.check)


def _weight(spec: DriftSpec, one: Comparison) -> float:
    evidence = one.decision.evidence
    value = evidence.value / evidence.margin * spec.importance_of(one.asked.column.name)
    return 0.0 if math.isnan(value) else value
