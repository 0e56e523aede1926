"""Distributions of columns whose range check is red, for the report; one more pass each, only then."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from lockgate.domain.errors import LockgateError
from lockgate.domain.figure import Bars, DistributionFigure
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.aggregates.keyed_counts import Histogram, HistogramState
from lockgate.scan.engine import Session
from lockgate.scan.execute import answer_pass
from lockgate.scan.plan import Pass
from lockgate.scan.predicates import OutOfRange
from lockgate.scan.row_check import RowCheck
from lockgate.scan.run import SuiteRun
from lockgate.scan.suite import Suite, SuiteItem, hides

__all__ = ["distributions"]

MOST_FIGURES = 12

_BINS = 24  # between the ends of what is good
_FAR_BINS = 8  # drawn beyond a bound where the values go on much further
_WIDEST_WHOLE = 10_000  # bins that hold more whole values than this hold about as many, whatever their width
_FEWEST_DIGITS = 1e-12  # width of a bin as a share of the largest edge
_LARGEST = 1e300
_SHIFT = 1e-9  # of the span: puts a value that equals its bound on the side it belongs to


def distributions(
    suites: Sequence[Suite], run: SuiteRun, session: Session
) -> list[tuple[DistributionFigure, ...]]:
    """Return, for each suite, the distributions of numeric columns that a red range check is about.

    Bins begin and end at the bounds, so that none of them holds good values and bad ones. Where the bad values are
    far away, one wide bin holds those beyond the last.
    """
    return [_of_suite(suite, findings, run, session)
            for suite, findings in zip(suites, run.findings, strict=True)]  # fmt: skip


def _of_suite(
    suite: Suite, findings: Sequence[Finding], run: SuiteRun, session: Session
) -> tuple[DistributionFigure, ...]:
    plan = run.plans[suite.table]
    if isinstance(plan, LockgateError):
        return ()
    red = {_asked(finding) for finding in findings if finding.verdict is Verdict.FAIL}
    wanted: dict[Request, _Question] = {}
    for item in suite.items:
        question = _question(item, suite, red, run)
        if question is not None and len(wanted) < MOST_FIGURES:
            # no figure where doubles end: what it would show harms no verdict
            with suppress(ArithmeticError, ValueError, LockgateError):
                wanted.setdefault(question.request(suite.table, item), question)
    found = {request: answer_pass(Pass(plan.schema, request), session) for request in wanted}
    if found:
        run.answers.passes[suite.table] = run.answers.passes.get(suite.table, 0) + len(found)
    figures = (_figure(suite.table, question, found[request]) for request, question in wanted.items())
    return tuple(figure for figure in figures if figure is not None)


def _asked(finding: Finding) -> tuple[object, ...]:
    subject = finding.subject
    return (finding.check, subject.columns, subject.where, finding.required)


def _question(item: SuiteItem, suite: Suite, red: set[tuple[object, ...]], run: SuiteRun) -> _Question | None:
    """Return what to draw for an item: nothing unless it is a range of numbers that is itself red."""
    rule = item.check.offending()
    if not (isinstance(rule, OutOfRange) and isinstance(item.check, RowCheck)):
        return None
    where = "" if item.where is None else item.where.text
    asked = (item.check.name, item.check.columns, where, item.check.required)
    if asked not in red or hides(suite.masked, (rule.column,)):
        return None
    state = run.answers.of(Request(suite.table, Extremes(rule.column), item.where))
    if not isinstance(state, ExtremesState) or state.bounds is None:
        state = run.answers.of(Request(suite.table, Extremes(rule.column)))
    if not isinstance(state, ExtremesState) or state.bounds is None:
        return None
    return _Question.of(rule, state.bounds)


@dataclass(frozen=True, slots=True)
class _Question:
    """A range that is violated, and the least and greatest value that were seen."""

    rule: OutOfRange
    least: float
    greatest: float
    is_whole: bool

    @classmethod
    def of(cls, rule: OutOfRange, seen: tuple[object, object]) -> _Question | None:
        ends = [end for end in (*seen, rule.lower, rule.upper) if end is not None]
        numbers = [float(end) for end in ends if isinstance(end, int | float) and math.isfinite(end)]
        if len(numbers) < len(ends) or min(numbers) == max(numbers):
            return None
        return cls(rule, numbers[0], numbers[1], all(isinstance(end, int) for end in ends))

    @property
    def lower(self) -> float | None:
        return float(self.rule.lower) if isinstance(self.rule.lower, int | float) else None

    @property
    def upper(self) -> float | None:
        return float(self.rule.upper) if isinstance(self.rule.upper, int | float) else None

    def request(self, table: str, item: SuiteItem) -> Request:
        return Request(table, Histogram(self.rule.column, *self._bins()), item.where)

    def at_bound(self, edge: float) -> float:
        """Return the bound that an edge stands for, or else the edge."""
        near = 2 * _SHIFT * (self.greatest - self.least)
        return next(
            (end for end in (self.lower, self.upper) if end is not None and abs(end - edge) <= near), edge
        )

    def _bins(self) -> tuple[float, float, int]:
        """Return first edge, last edge and number of bins, such that violated bounds are edges."""
        is_below = self.lower is not None and self.least < self.lower
        is_above = self.upper is not None and self.greatest > self.upper
        low = self.lower if is_below and self.lower is not None else self.least
        high = self.upper if is_above and self.upper is not None else self.greatest
        if low >= high:  # nothing good was seen
            return (*self._span(self.least, self.greatest), _BINS)
        start, end = self._span(low, high)
        width = self._width(start, end, is_anchored=is_below and is_above)
        inner = math.ceil((end - start) / width - _SHIFT)
        left = _beyond(start - self.least, width) if is_below else 0
        right = _beyond(self.greatest - end, width) if is_above else 0
        if (
            is_above
        ):  # whole bins reach back from the upper bound; at the other end they may begin a little early
            start = end - inner * width
        return start - left * width, start + (inner + right) * width, inner + left + right

    def _span(self, low: float, high: float) -> tuple[float, float]:
        """Return the ends moved to where no value lies, so that a value at a bound falls on its own side."""
        if self.is_whole:
            return (low + (0.5 if low == self.lower and self.rule.lower_is_strict else -0.5),
                    high - (0.5 if high == self.upper and self.rule.upper_is_strict else -0.5))  # fmt: skip
        shift = (high - low) * _SHIFT
        return (low + (shift if low == self.lower and self.rule.lower_is_strict else -shift),
                high - (shift if high == self.upper and self.rule.upper_is_strict else -shift))  # fmt: skip

    def _width(self, start: float, end: float, *, is_anchored: bool) -> float:
        """Return the width of a bin; a whole number for whole values, so that each bin holds as many of them."""
        width = (end - start) / _BINS
        if not self.is_whole:
            return width
        span = round(end - start)
        if not is_anchored:
            return float(math.ceil(width))
        sizes = range(math.ceil(width), min(math.ceil(4 * width), _WIDEST_WHOLE) + 1)
        return float(next((size for size in sizes if span % size == 0), width))


def _beyond(distance: float, width: float) -> int:
    """Return how many bins lie beyond a bound; few if the values go on much further than what is good."""
    needed = math.ceil(distance / width + _SHIFT)
    return needed if needed <= 2 * _BINS else _FAR_BINS


def _is_drawable(even: Sequence[float], ends: Sequence[float | None]) -> bool:
    """Tell whether doubles have room for the bins: they neither end nor run out of digits."""
    largest = max(abs(edge) for edge in even)
    has_digits = all(high - low > _FEWEST_DIGITS * largest for low, high in itertools.pairwise(even))
    return has_digits and all(abs(end) < _LARGEST for end in ends if end is not None)


def _figure(table: str, question: _Question, state: object) -> DistributionFigure | None:
    if not isinstance(state, HistogramState):
        return None
    edges, counts = [question.at_bound(edge) for edge in state.edges], list(state.counts)
    below, inner, above = counts[0], counts[1:-1], counts[-1]
    if above and question.greatest > edges[-1]:
        edges, inner = [*edges, question.greatest], [*inner, above]
    else:
        inner[-1] += above
    if below:
        edges, inner = [min(question.least, edges[0]), *edges], [below, *inner]
    if not any(inner) or not _is_drawable(state.edges, [*edges, question.lower, question.upper]):
        return None
    return DistributionFigure(
        title=f"Where do the values of {table}.{question.rule.column} lie?",
        unit=question.rule.column,
        bars=Bars(tuple(edges), tuple(inner)),
        lower=question.lower,
        upper=question.upper,
    )
