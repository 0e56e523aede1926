"""A table compared with a reference, with or without a project: what was found, and what it is judged from again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lockgate.domain.codec import to_plain
from lockgate.domain.figure import Figure
from lockgate.domain.finding import Finding
from lockgate.domain.result import TableFacts
from lockgate.drift.collect import collect
from lockgate.drift.compare import asked_by_slice, asked_of, chosen, compare, requests_of
from lockgate.drift.figures import drift_figures
from lockgate.drift.judge import judge_drift
from lockgate.drift.reference import Reference
from lockgate.drift.slices import MOST_CURRENT_SLICES, collect_slices, presence_requests, refused_slices
from lockgate.drift.spans import span_requests
from lockgate.drift.spec import DriftSpec
from lockgate.drift.together import Shifted, sample_requests, shifts_of
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answer
from lockgate.scan.plan import TablePlan, plan_table
from lockgate.scan.schema import Schema
from lockgate.scan.state_set import dump_states
from lockgate.scan.window import Window

__all__ = ["FORMAT", "Compared", "compared", "compared_in", "drift_states", "planned"]

FORMAT = "lockgate-drift/1"
"""Name and version of the document that a comparison is judged from again."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing a table gave, before anybody's notes are added."""

    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    facts: tuple[TableFacts, ...]
    answers: Mapping[Request, Answer]
    shifts: tuple[Shifted, ...] = ()


def compared(
    spec: DriftSpec, reference: Reference, session: Session, *, now: datetime, seed: int = 0
) -> Compared:
    """Count the current table on the frozen edges, once, and compare.

    Raises
    ------
    DataError
        If the table cannot be read.
    StateError, ParameterError
        If the spec does not fit the reference.
    """
    whole = requests_of(spec, reference)
    schema = session.schema(spec.data)
    presence = presence_requests(spec.data, spec.slices)
    spans = span_requests(spec.data, chosen(spec, reference))
    samples = sample_requests(spec, reference)
    asked = (*whole.values(), *presence.values(), *spans.values(), *samples)
    answers = collect(session, schema, asked, now=now)
    counted = answers[Request(spec.data, RowCount())]
    sliced = collect_slices(
        session,
        schema,
        asked_by_slice(spec, reference),
        {by: answers[request] for by, request in presence.items()},
        MOST_CURRENT_SLICES,
    )
    shifts = shifts_of(spec, reference, answers, seed=seed)
    facts = TableFacts(
        spec.data,
        counted.n if isinstance(counted, Count) else None,
        len(whole),
        len(schema.columns),
        1,
        len(whole) + len(presence) + len(sliced) + bool(shifts),
        version=session.version(spec.data),
        missing_only=tuple(one.name for one in chosen(spec, reference) if one.filled is not None),
    )
    return _judged(spec, reference, answers | sliced, shifts, (facts,), seed=seed)


def compared_in(spec: DriftSpec, reference: Reference, window: Window, *, seed: int = 0) -> Compared:
    """Merge the states of a window, and compare; no row is read.

    Raises
    ------
    StateError, ParameterError
        If the spec does not fit the reference.
    """
    presence = {by: window.answer(request) for by, request in presence_requests(spec.data, spec.slices).items()}
    answers = window.answers((*asked_of(spec, reference), *sample_requests(spec, reference)))
    answers |= refused_slices(spec.data, asked_by_slice(spec, reference), presence, MOST_CURRENT_SLICES)
    shifts = shifts_of(spec, reference, answers, seed=seed)
    return _judged(spec, reference, answers, shifts, (), seed=seed)


def _judged(
    spec: DriftSpec,
    reference: Reference,
    answers: Mapping[Request, Answer],
    shifts: tuple[Shifted, ...],
    facts: tuple[TableFacts, ...],
    *,
    seed: int,
) -> Compared:
    comparisons = compare(spec, reference, answers, seed=seed)
    return Compared(
        findings=judge_drift(spec, reference, comparisons, answers, shifts),
        figures=drift_figures(spec, comparisons),
        facts=facts,
        shifts=shifts,
        answers={request: answers[request] for request in asked_of(spec, reference)},
    )


def planned(spec: DriftSpec, reference: Reference, schema: Schema) -> TablePlan:
    """Return the plan of a comparison: what `compared` asks for, from one scan and a pass a column and slice column.

    Raises
    ------
    StateError
        If the spec does not fit the reference.
    """
    presence = presence_requests(spec.data, spec.slices)
    asked = [Request(spec.data, RowCount()), *asked_of(spec, reference), *presence.values()]
    asked += sample_requests(spec, reference)
    return plan_table(schema, dict.fromkeys(asked, ()))


def drift_states(
    reference: Reference, table: str, found: Compared, masked: frozenset[str] = frozenset()
) -> dict[str, object]:
    """Return what a comparison was judged from: states, how far rows were apart together, and which reference."""
    named = {"table": reference.table, "version": reference.version, "digest": reference.digest}
    return {
        "format": FORMAT,
        "reference": named,
        "states": dump_states(table, found.answers, masked),
        **({"together": to_plain(found.shifts)} if found.shifts else {}),
    }
