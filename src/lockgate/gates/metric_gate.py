"""One gate: a metric, its bar, and where it is judged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, TypeGuard

from lockgate.domain.errors import ParameterError
from lockgate.domain.position import Position
from lockgate.domain.requirement import Operator, Requirement, format_value
from lockgate.domain.verdict import Severity
from lockgate.gates.metric import COMPARES, Direction, Metric, name_with, with_arguments
from lockgate.gates.metrics import metric_named
from lockgate.gates.role import Role
from lockgate.gates.task import Task
from lockgate.gates.worst_mix import WorstMix

__all__ = ["Better", "MetricGate", "NotWorse", "SliceScope"]

_UNDECIDABLE = (Operator.MUST_BE, Operator.MUST_NOT_BE, Operator.MUST_NOT_BE_BETWEEN)


class SliceScope(StrEnum):
    """Which rows a gate judges besides all of them together: none, each slice and pinned slice, or only these."""

    NONE = "none"
    ALL = "all"
    PINNED = "pinned"


@dataclass(frozen=True, slots=True)
class NotWorse:
    """Require that the candidate is not worse than the baseline by more than a margin.

    Parameters
    ----------
    margin : float
        The largest loss that is accepted, finite, 0 or more: in the unit of the metric, or a share of the baseline's
        value.
    is_relative : bool, default=False
        Whether it is a share, below 1.

    Raises
    ------
    ParameterError
        If `margin` is negative or not finite, or a share of 1 or more.

    Examples
    --------
    >>> str(NotWorse(0.005)), str(NotWorse(0.02, is_relative=True))
    ('not worse than baseline by more than 0.005', 'not worse than baseline by more than 2 %')
    """

    margin: float
    is_relative: bool = field(default=False, kw_only=True)

    KEY: ClassVar[str] = "notWorseThanBaselineBy"

    def __post_init__(self) -> None:
        if self.is_relative and not 0 <= self.margin < 1:
            must = "a share from 0 % to below 100 %, not negative"
            raise ParameterError.of("margin", self.KEY, must, f"{100 * self.margin:g} %")
        if not (math.isfinite(self.margin) and self.margin >= 0):
            raise ParameterError.of("margin", self.KEY, "a finite number of 0 or more", self.margin)

    @property
    def loss(self) -> float:
        """Return the largest loss against the baseline that passes."""
        return self.margin

    @property
    def shown(self) -> str:
        """Return the margin for people."""
        return f"{format_value(100 * self.margin)} %" if self.is_relative else format_value(self.margin)

    def __str__(self) -> str:
        return f"not worse than baseline by more than {self.shown}"


@dataclass(frozen=True, slots=True)
class Better(NotWorse):
    """Require that the candidate is better than the baseline by more than a margin: that it loses less than minus that.

    Parameters
    ----------
    margin, is_relative
        As of `NotWorse`, of a gain.

    Examples
    --------
    >>> str(Better(0.01)), Better(0.01).loss
    ('better than baseline by more than 0.01', -0.01)
    """

    KEY: ClassVar[str] = "betterThanBaselineBy"

    @property
    def loss(self) -> float:
        """Return the largest loss against the baseline that passes: a gain."""
        return -self.margin

    def __str__(self) -> str:
        return f"better than baseline by more than {self.shown}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricGate:
    """One metric and what it must satisfy.

    Parameters
    ----------
    metric : str
        Name of the metric as YAML writes it, such as ``roc_auc``; see `lockgate.gates.metrics.METRICS`.
    requirement : Requirement or NotWorse
        An absolute bar (at least, more than, at most, less than, between), or a margin against the baseline: not to
        be worse by more, or (`Better`) to be better by more.
        Equality cannot be decided with confidence, so ``mustBe`` and the ``Not`` forms are refused.
    slices : SliceScope, default=SliceScope.NONE
        Whether each slice of the model entry must satisfy it too.
    role : Role, default=Role.PRIMARY
        What it is for; failures over all rows are claimed within the family of its role.
    worst_mix : WorstMix or None, default=None
        Judge the metric, a mean over rows, under the worst mix of some groups, not of slices and not as a share of the
        baseline or between two ends; None to judge the rows as they are.
    task : Task, default=Task.BINARY_CLASSIFICATION
        Whose metric it is: that of the model entry.
    arguments : tuple of (str, object), default=()
        What the metric takes, such as the ``beta`` of an F-score, by name.
    severity, why, owner, runbook, tags, origin
        As in `lockgate.domain.finding.Finding`.
    definition : Metric
        The metric with its arguments; found, not given.

    Raises
    ------
    ParameterError
        If the task has no such metric, it does not take the arguments, the bounds are not numbers that it can have
        (0 to 1, any number from 0 on for ``log_loss``), or the requirement does not fit the metric.

    Examples
    --------
    >>> MetricGate(metric="roc_auc", requirement=Requirement.at_least(0.7)).definition.name
    'roc_auc'
    """

    metric: str
    requirement: Requirement | NotWorse
    slices: SliceScope = SliceScope.NONE
    role: Role = Role.PRIMARY
    worst_mix: WorstMix | None = None
    task: Task = Task.BINARY_CLASSIFICATION
    arguments: tuple[tuple[str, object], ...] = ()
    severity: Severity = Severity.BLOCKING
    why: str = ""
    owner: str = ""
    runbook: str = ""
    tags: tuple[str, ...] = ()
    origin: Position | None = None
    definition: Metric[Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = with_arguments(metric_named(self.metric, self.task), dict(self.arguments))
        object.__setattr__(self, "definition", found)  # once: it is read for every slice
        direction = found.direction
        self._require_mix()
        if isinstance(self.requirement, NotWorse):
            if COMPARES in self.definition.needs:
                must = f"an absolute bar, because `{self.metric}` compares with the baseline itself"
                raise ParameterError.of("metric gate", self.requirement.KEY, must, str(self.requirement))
            if direction is Direction.NEITHER:
                must = f"an absolute bar, because more of `{self.metric}` is neither better nor worse"
                raise ParameterError.of("metric gate", self.requirement.KEY, must, str(self.requirement))
            if self.requirement.is_relative:
                if self.definition.least < 0:
                    must = f"not a share, because `{self.metric}` can be negative"
                    raise ParameterError.of("metric gate", self.requirement.KEY, must, self.requirement.shown)
            else:
                self._require_reachable(self.requirement.KEY, [self.requirement.margin], 0.0)
            return
        operator = self.requirement.operator
        if operator in _UNDECIDABLE:
            must = "a bar that a confidence bound can clear, such as mustBeGreaterOrEqualTo or mustBeBetween"
            raise ParameterError.of("metric gate", operator.value, must, str(self.requirement))
        bars = [bound for bound in self.requirement.bounds if _is_number(bound)]
        if len(bars) < len(self.requirement.bounds):
            got = list(self.requirement.bounds)
            raise ParameterError.of("metric gate", operator.value, "finite numbers", got)
        self._require_reachable(operator.value, bars, self.definition.least)

    def _require_mix(self) -> None:
        """Refuse a worst mix of no mean, of slices, with two worst ends, or of which a share is asked."""
        if self.worst_mix is None:
            return
        self.worst_mix.require_mean(self.definition.name, self.task)
        is_whole = self.slices is SliceScope.NONE
        asked = self.requirement
        is_share = isinstance(asked, NotWorse) and asked.is_relative
        is_range = isinstance(asked, Requirement) and asked.operator is Operator.MUST_BE_BETWEEN
        if is_share or is_range or not is_whole:
            must = (
                "of all rows, with one bar or a margin in the unit of the metric: a worst mix has one worst end"
            )
            got = str(asked) if is_whole else f"slices: {self.slices.value}"
            raise ParameterError.of("metric gate", "worst_mix", must, got)

    def _require_reachable(self, name: str, numbers: Sequence[float], least: float) -> None:
        """Refuse what the metric can never be: 70 for 0.70 would be a gate that nothing opens or nothing shuts."""
        greatest = self.definition.greatest
        for one in numbers:
            if not least <= one <= greatest:
                span = f"{least:g} or more" if math.isinf(greatest) else f"in [{least:g}, {greatest:g}]"
                span = f"{greatest:g} or less" if math.isinf(least) else span
                raise ParameterError.of(f"gate on {self.metric}", name, f"{span}, as `{self.metric}` is", one)

    @property
    def is_cut(self) -> bool:
        """Tell whether it is asked of parts of the rows: of slices, or of the groups of a mix."""
        return self.slices is not SliceScope.NONE or self.worst_mix is not None

    @property
    def is_paired(self) -> bool:
        """Tell whether it reads only how two models differ row by row: what each is by itself does not matter."""
        asked = self.requirement
        return isinstance(asked, NotWorse) and not asked.is_relative and self.worst_mix is None

    @property
    def called(self) -> str:
        """Return the metric as it is named in findings: with its arguments, and the mix that it is judged in.

        Examples
        --------
        >>> MetricGate(metric="roc_auc", requirement=Requirement.at_least(0.7)).called
        'roc_auc'
        """
        name = name_with(self.metric, self.arguments)
        return name if self.worst_mix is None else f"{name} {self.worst_mix}"


def _is_number(bound: object) -> TypeGuard[int | float]:
    return isinstance(bound, int | float) and not isinstance(bound, bool) and math.isfinite(bound)
