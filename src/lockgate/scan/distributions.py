"""Distributions of columns whose range check is red, for the report; one more pass each, only then."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lockgate.domain.errors import LockgateError
from lockgate.domain.figure import Bars, DistributionFigure
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates import Extremes, ExtremesState, Histogram, HistogramState
from lockgate.scan.engine import Session
from lockgate.scan.execute import answer_pass
from lockgate.scan.plan import Pass
from lockgate.scan.predicates import OutOfRange
from lockgate.scan.run import SuiteRun
from lockgate.scan.suite import Suite, hides

__all__ = ["distributions"]

MOST_FIGURES = 12


def distributions(
    suites: Sequence[Suite], run: SuiteRun, session: Session
) -> list[tuple[DistributionFigure, ...]]:
    """Return, for each suite, the distributions of numeric columns that a red range check is about."""
    return [_of_suite(suite, {f.subject.columns for f in findings if f.verdict is Verdict.FAIL}, run, session)
            for suite, findings in zip(suites, run.findings, strict=True)]  # fmt: skip


def _of_suite(
    suite: Suite, red: set[tuple[str, ...]], run: SuiteRun, session: Session
) -> tuple[DistributionFigure, ...]:
    plan = run.plans[suite.table]
    if isinstance(plan, LockgateError):
        return ()
    wanted: dict[str, tuple[OutOfRange, Request]] = {}
    for item in suite.items:
        question = item.check.offending()
        if not isinstance(question, OutOfRange) or item.check.columns not in red:
            continue
        if hides(suite.masked, (question.column,)) or len(wanted) == MOST_FIGURES:
            continue
        state = run.answers.of(Request(suite.table, Extremes(question.column)))
        edges = _edges(question, state)
        if edges is not None:
            wanted.setdefault(
                question.column, (question, Request(suite.table, Histogram(question.column, *edges)))
            )
    if not wanted:
        return ()
    found = {request: answer_pass(Pass(plan.schema, request), session) for _, request in wanted.values()}
    run.answers.passes[suite.table] = run.answers.passes.get(suite.table, 0) + len(found)
    figures = [_figure(suite.table, question, found[request]) for question, request in wanted.values()]
    return tuple(figure for figure in figures if figure is not None)


def _edges(question: OutOfRange, state: object) -> tuple[float, float] | None:
    if not isinstance(state, ExtremesState) or state.bounds is None:
        return None
    ends = [end for end in (*state.bounds, question.lower, question.upper) if end is not None]
    numbers = [float(end) for end in ends if isinstance(end, int | float) and math.isfinite(end)]
    if len(numbers) < len(ends) or min(numbers) == max(numbers):
        return None
    return min(numbers), max(numbers)


def _figure(table: str, question: OutOfRange, state: object) -> DistributionFigure | None:
    if not isinstance(state, HistogramState):
        return None
    counts = (
        *state.counts[1:-2],
        state.counts[-2] + state.counts[-1],
    )  # the greatest value lies on the last edge
    return DistributionFigure(
        title=f"Where do the values of {table}.{question.column} lie?",
        unit=question.column,
        bars=Bars(state.edges, counts),
        lower=float(question.lower) if isinstance(question.lower, int | float) else None,
        upper=float(question.upper) if isinstance(question.upper, int | float) else None,
    )
