"""What a project asks of a gap between groups."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from lockgate.domain.errors import ParameterError
from lockgate.domain.position import Position
from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Severity
from lockgate.gates.metric import Metric, name_with, with_arguments
from lockgate.gates.metrics import metric_named
from lockgate.gates.slicing import SliceSet, slice_set_name
from lockgate.gates.task import Task

__all__ = ["COMPOSITES", "Compare", "GapGate"]

COMPOSITES: Mapping[str, tuple[str, ...]] = {"equalized_odds": ("recall", "false_positive_rate")}
"""Names that stand for several metrics, all of which must satisfy the gate."""

_MOST_DIMENSIONS = 3


class Compare(StrEnum):
    """How two groups are compared."""

    DIFFERENCE = "difference"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapGate:
    """Metrics, the groups between which they are compared, and how far apart they may be.

    Parameters
    ----------
    metrics : tuple of str
        Names of metrics of the task, at least one; each must satisfy the gate.
    groups : SliceSet
        The column, or crossed columns, whose values are the groups.
    requirement : Requirement
        Of a difference ``mustBeLessOrEqualTo`` a number of 0 or more, either way, that two groups can be apart. Of a
        ratio ``mustBeGreaterOrEqualTo`` a number in (0, 1] or ``mustBeLessOrEqualTo`` one of 1 or more: without a
        `reference` whichever group is divided by the other. With a `reference` also ``mustBeBetween``, of the group
        minus, or divided by, the reference.
    compare : Compare, default=Compare.DIFFERENCE
        Difference or ratio; a ratio only of metrics that are never negative.
    reference : tuple of str, default=()
        Value of each column of `groups`: the group that all others are compared with. Empty: every pair.
    within : SliceSet, default=()
        Columns that cut the rows into strata first. Each stratum must satisfy the gate, and the gap that is weighted
        by the strata's rows must too.
    arguments : tuple of (str, object), default=()
        What the metric takes, by name; of a gate with one metric.
    task : Task, default=Task.BINARY_CLASSIFICATION
        Whose metrics these are.
    severity, why, owner, runbook, tags, origin
        As in `lockgate.domain.finding.Finding`.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    Examples
    --------
    >>> from lockgate.gates.slicing import Dimension
    >>> gate = GapGate(metrics=("selection_rate",), groups=(Dimension("sex"),), compare=Compare.RATIO,
    ...                requirement=Requirement.at_least(0.8))
    >>> gate.ends
    (0.8, 1.25)
    """

    metrics: tuple[str, ...]
    groups: SliceSet
    requirement: Requirement
    compare: Compare = Compare.DIFFERENCE
    reference: tuple[str, ...] = ()
    within: SliceSet = ()
    arguments: tuple[tuple[str, object], ...] = ()
    task: Task = Task.BINARY_CLASSIFICATION
    severity: Severity = Severity.BLOCKING
    why: str = ""
    owner: str = ""
    runbook: str = ""
    tags: tuple[str, ...] = ()
    origin: Position | None = None

    def __post_init__(self) -> None:
        self._require(bool(self.metrics), "metric", "at least one name", list(self.metrics))
        self._require(bool(self.groups), "groups", "at least one column", list(self.groups))
        columns = [dimension.called for dimension in (*self.groups, *self.within)]
        is_few = len(columns) <= _MOST_DIMENSIONS
        self._require(is_few, "groups", f"at most {_MOST_DIMENSIONS} columns with `within`", columns)
        self._require(len(set(columns)) == len(columns), "groups", "different columns", columns)
        takes = len(self.metrics) == 1 or not self.arguments
        self._require(takes, "arguments", "not given where there are several metrics", dict(self.arguments))
        fits = len(self.reference) in (0, len(self.groups))
        must = f"one value for each of {slice_set_name(self.groups)}"
        self._require(fits, "reference", must, list(self.reference))
        for metric in self.definitions:
            is_ratio = self.compare is Compare.RATIO
            must = f"difference, because `{metric.name}` can be negative"
            self._require(not is_ratio or metric.least >= 0, "compare", must, self.compare.value)
        self._require_bar()

    def _require_bar(self) -> None:
        operator, bounds = self.requirement.operator, self.requirement.bounds
        numbers = [bound for bound in bounds if isinstance(bound, int | float) and math.isfinite(bound)]
        is_numeric = len(numbers) == len(bounds) and not any(isinstance(bound, bool) for bound in bounds)
        self._require(is_numeric, operator.value, "finite numbers", list(bounds))
        if operator is Operator.MUST_BE_BETWEEN:
            must = "given with a `reference`, because without one a gap has no direction"
            self._require(bool(self.reference), operator.value, must, list(bounds))
            is_ratio = self.compare is Compare.RATIO
            self._require(not is_ratio or numbers[0] >= 0, operator.value, "0 or more", list(bounds))
        else:
            allowed, must = _BARS[self.compare]
            holds = operator in allowed and allowed[operator][0] <= numbers[0] <= allowed[operator][1]
            self._require(holds, operator.value, must, str(self.requirement))
        if self.compare is Compare.DIFFERENCE:
            self._require_reachable(numbers)

    def _require_reachable(self, numbers: Sequence[float]) -> None:
        """Refuse a difference that two groups can never have: 5 for 0.05 would be a gate that nothing shuts."""
        for metric in self.definitions:
            span = metric.greatest - metric.least
            must = f"at most {span:g} apart, as two groups' `{metric.name}` are"
            holds = all(abs(one) <= span for one in numbers)
            self._require(holds, self.requirement.operator.value, must, list(numbers))

    @staticmethod
    def _require(holds: bool, name: str, must: str, got: object) -> None:  # noqa: FBT001 - reads as a sentence
        if not holds:
            raise ParameterError.of("fairness gate", name, must, got)

    @property
    def definitions(self) -> tuple[Metric[Any], ...]:
        """Return the metrics.

        Raises
        ------
        ParameterError
            If the task has no metric of a name, or it does not take the arguments.
        """
        return tuple(
            with_arguments(metric_named(name, self.task), dict(self.arguments)) for name in self.metrics
        )

    @property
    def called(self) -> tuple[str, ...]:
        """Return each metric as it is named in findings: with its arguments."""
        return tuple(name_with(name, self.arguments) for name in self.metrics)

    @property
    def checks(self) -> tuple[str, ...]:
        """Return what findings on each of the metrics are called."""
        return tuple(f"{name} {self.compare.value}" for name in self.called)

    def in_strata(self, check: str) -> str:
        """Return what a finding on a gap within one stratum is called; of a gate without strata, the check itself."""
        return f"{check} within {slice_set_name(self.within)}" if self.within else check

    def adjusted(self, check: str) -> str:
        """Return what a finding on a gap that is weighted over strata is called."""
        return f"{check} adjusted for {slice_set_name(self.within)}"

    @property
    def cut_by(self) -> SliceSet:
        """Return all columns that rows are cut by: strata and groups."""
        return (*self.within, *self.groups)

    @property
    def ends(self) -> tuple[float, float]:
        """Return the range in which the gap of an ordered pair must lie; an end may be infinite."""
        bounds = tuple(float(cast("float", bound)) for bound in self.requirement.bounds)
        if self.requirement.operator is Operator.MUST_BE_BETWEEN:
            return bounds[0], bounds[1]
        (bar,) = bounds
        if self.compare is Compare.DIFFERENCE:
            return -bar, bar
        is_least = self.requirement.operator is Operator.MUST_BE_GREATER_OR_EQUAL_TO
        if self.reference:
            return (bar, math.inf) if is_least else (-math.inf, bar)
        return (bar, 1 / bar) if is_least else (1 / bar, bar)


_LEAST = 1e-6  # a ratio of 0 would ask for nothing

_BARS: Mapping[Compare, tuple[Mapping[Operator, tuple[float, float]], str]] = {
    Compare.DIFFERENCE: (
        {Operator.MUST_BE_LESS_OR_EQUAL_TO: (0.0, math.inf)},
        (
            "written as mustBeLessOrEqualTo a number of 0 or more (with a `reference` also mustBeBetween), as of a "
            "difference"
        ),
    ),
    Compare.RATIO: (
        {
            Operator.MUST_BE_GREATER_OR_EQUAL_TO: (_LEAST, 1.0),
            Operator.MUST_BE_LESS_OR_EQUAL_TO: (1.0, math.inf),
        },
        "written as mustBeGreaterOrEqualTo a number in (0, 1] or mustBeLessOrEqualTo one of 1 or more, as of a ratio",
    ),
}
