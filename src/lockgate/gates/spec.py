"""What a project asks of a model: the metrics, their bars, and the slices they are judged on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from lockgate.domain.errors import ParameterError
from lockgate.domain.position import Position
from lockgate.domain.requirement import Operator, Requirement, format_value
from lockgate.domain.verdict import Severity
from lockgate.gates.metric import Direction, Metric, with_arguments
from lockgate.gates.metrics import metric_named
from lockgate.gates.predicted import Predicted, columns_of, one_column
from lockgate.gates.slicing import SliceSet, slice_set_name
from lockgate.gates.task import Task
from lockgate.scan.blocks import BlockSpec

__all__ = ["MetricGate", "ModelGateSpec", "NotWorse", "SliceScope"]

_THRESHOLD = 0.5

_UNDECIDABLE = (Operator.MUST_BE, Operator.MUST_NOT_BE, Operator.MUST_NOT_BE_BETWEEN)


class SliceScope(StrEnum):
    """Which rows a gate judges besides all of them together."""

    NONE = "none"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class NotWorse:
    """Require that the candidate is not worse than the baseline by more than a margin.

    Parameters
    ----------
    margin : float
        The largest loss that is accepted, finite, 0 or more, in the unit of the metric.

    Raises
    ------
    ParameterError
        If `margin` is negative or not finite.

    Examples
    --------
    >>> str(NotWorse(0.005))
    'not worse than baseline by more than 0.005'
    """

    margin: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.margin) and self.margin >= 0):
            raise ParameterError.of(
                "notWorseThanBaselineBy", "margin", "a finite number of 0 or more", self.margin
            )

    def __str__(self) -> str:
        return f"not worse than baseline by more than {format_value(self.margin)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricGate:
    """One metric and what it must satisfy.

    Parameters
    ----------
    metric : str
        Name of the metric as YAML writes it, such as ``roc_auc``; see `lockgate.gates.metrics.METRICS`.
    requirement : Requirement or NotWorse
        An absolute bar (at least, more than, at most, less than, between), or a margin against the baseline.
        Equality cannot be decided with confidence, so ``mustBe`` and the ``Not`` forms are refused.
    slices : SliceScope, default=SliceScope.NONE
        Whether each slice of the model entry must satisfy it too.
    task : Task, default=Task.BINARY_CLASSIFICATION
        Whose metric it is: that of the model entry.
    arguments : tuple of (str, object), default=()
        What the metric takes, such as the ``beta`` of an F-score, by name.
    severity, why, owner, runbook, tags, origin
        As in `lockgate.domain.finding.Finding`.

    Raises
    ------
    ParameterError
        If the metric is not known, the bounds are not numbers that it can have (0 to 1, any number from 0 on for
        ``log_loss``), or the requirement does not fit the metric.

    Examples
    --------
    >>> MetricGate(metric="roc_auc", requirement=Requirement.at_least(0.7)).definition.name
    'roc_auc'
    """

    metric: str
    requirement: Requirement | NotWorse
    slices: SliceScope = SliceScope.NONE
    task: Task = Task.BINARY_CLASSIFICATION
    arguments: tuple[tuple[str, object], ...] = ()
    severity: Severity = Severity.BLOCKING
    why: str = ""
    owner: str = ""
    runbook: str = ""
    tags: tuple[str, ...] = ()
    origin: Position | None = None

    def __post_init__(self) -> None:
        direction = self.definition.direction
        if isinstance(self.requirement, NotWorse):
            if direction is Direction.NEITHER:
                must = f"an absolute bar, because more of `{self.metric}` is neither better nor worse"
                raise ParameterError.of("metric gate", "requirement", must, str(self.requirement))
            self._require_reachable("margin", [self.requirement.margin], 0.0)
            return
        if self.requirement.operator in _UNDECIDABLE:
            must = "a bar that a confidence bound can clear, such as mustBeGreaterOrEqualTo or mustBeBetween"
            raise ParameterError.of("metric gate", "requirement", must, self.requirement.operator.value)
        bars = [bound for bound in self.requirement.bounds if _is_number(bound)]
        if len(bars) < len(self.requirement.bounds):
            raise ParameterError.of(
                "metric gate", "requirement", "finite numbers", list(self.requirement.bounds)
            )
        self._require_reachable(self.requirement.operator.value, bars, self.definition.least)

    def _require_reachable(self, name: str, numbers: Sequence[float], least: float) -> None:
        """Refuse what the metric can never be: 70 for 0.70 would be a gate that nothing opens or nothing shuts."""
        greatest = self.definition.greatest
        for one in numbers:
            if not least <= one <= greatest:
                span = f"{least:g} or more" if math.isinf(greatest) else f"in [{least:g}, {greatest:g}]"
                span = f"{greatest:g} or less" if math.isinf(least) else span
                raise ParameterError.of(f"gate on {self.metric}", name, f"{span}, as `{self.metric}` is", one)

    @property
    def definition(self) -> Metric[Any]:
        """Return the metric.

        Raises
        ------
        ParameterError
            If the task has no metric of that name, or it does not take the arguments.
        """
        return with_arguments(metric_named(self.metric, self.task), dict(self.arguments))

    @property
    def called(self) -> str:
        """Return the metric as it is named in findings: with its arguments.

        Examples
        --------
        >>> MetricGate(metric="roc_auc", requirement=Requirement.at_least(0.7)).called
        'roc_auc'
        """
        given = ", ".join(f"{name}={format_value(value)}" for name, value in self.arguments)
        return f"{self.metric}({given})" if given else self.metric


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelGateSpec:
    """What is asked of one model on one table of predictions.

    Parameters
    ----------
    table : str
        Name of the table as the project calls it.
    label : str or dict of str to str
        Column with the truth. Of a classifier: boolean, 0 and 1, or two values of which `positive` names one.
        Of a regression: a number.
    candidate : str or dict of str to str
        Column with the candidate's prediction: a probability in [0, 1], or the number itself. Of a task whose
        predictions stand in several columns: these, by name.
    baseline : str, dict of str to str or None, default=None
        Column with the baseline's prediction on the same rows; needed by gates against the baseline.
    gates : tuple of MetricGate
        What is asked, at least one.
    slices : tuple of SliceSet, default=()
        Slices and pairs of slices that gates with ``slices: all`` are judged on.
    task : Task, default=Task.BINARY_CLASSIFICATION
        What the model predicts.
    threshold : float, default=0.5
        A row is predicted positive from this score on, in [0, 1]; for classifiers only.
    positive : str, int, bool or None, default=None
        The label value that counts as positive; for classifiers only.
    weight : str or None, default=None
        Column with how much each row counts, a number of 0 or more; together with `blocks`, because how sure weighed
        rows are follows from how far blocks of them differ. A key of the rows will do as an entity.
    blocks : BlockSpec or None, default=None
        Which rows depend on each other: those of an entity, or of a stretch of time. Bounds then go by how far whole
        blocks differ. None where each row stands for itself.
    alpha : float, default=0.05
        One-sided error probability of each decision, of each family of slices as a whole, in (0, 0.5).
    power : float, default=0.8
        Probability with which the smallest detectable regression (`mde`) would be detected, in [0.5, 1).

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above, a gate needs a baseline and there is none, or a gate
        asks for slices and there are none.
    """

    table: str
    label: Predicted
    candidate: Predicted
    baseline: Predicted | None = None
    gates: tuple[MetricGate, ...]
    slices: tuple[SliceSet, ...] = ()
    task: Task = Task.BINARY_CLASSIFICATION
    threshold: float = _THRESHOLD
    positive: str | int | bool | None = None
    weight: str | None = None
    blocks: BlockSpec | None = None
    alpha: float = 0.05
    power: float = 0.8

    def __post_init__(self) -> None:
        # An entry without gates would prove nothing, and a gate over no slices would pass on nothing.
        self._require(bool(self.gates), "gates", "at least one gate", list(self.gates))
        self._require(0 <= self.threshold <= 1, "threshold", "a float in [0, 1]", self.threshold)
        self._require(0 < self.alpha < 0.5, "alpha", "a float in (0, 0.5)", self.alpha)  # noqa: PLR2004 - stated
        self._require(0.5 <= self.power < 1, "power", "a float in [0.5, 1)", self.power)  # noqa: PLR2004 - stated
        # a candidate that is the label is perfect, and one that is its own baseline is never worse
        scores = [*columns_of(self.candidate), *columns_of(self.baseline)]
        taken = set(columns_of(self.label)) & set(scores)
        self._require(not taken, "label", "another column than the scores", self.label)
        self._require(
            len(set(scores)) == len(scores), "baseline", "another column than `candidate`", self.baseline
        )
        sizes = [len(slice_set) for slice_set in self.slices]
        self._require(all(size in (1, 2) for size in sizes), "slices", "columns or pairs of columns", sizes)
        twice = [slice_set_name(slice_set) for slice_set in self.slices if len(set(slice_set)) < len(slice_set)]
        self._require(not twice, "slices", "pairs of two different columns", twice)
        has_blocks = self.weight is None or self.blocks is not None
        self._require(
            has_blocks, "blocks", "given where rows are weighed; a key of the rows will do as `entity`", None
        )
        self._require_task()
        for gate in self.gates:
            has_bar = not isinstance(gate.requirement, NotWorse) or self.baseline is not None
            self._require(has_bar, "baseline", f"a column, because `{gate.metric}` is compared with it", None)
            has_slices = gate.slices is SliceScope.NONE or bool(self.slices)
            self._require(has_slices, "slices", f"not empty, because `{gate.metric}` asks for all slices", [])

    def _require_task(self) -> None:
        """Refuse gates of another task, and what only a classifier has."""
        strangers = [gate.metric for gate in self.gates if gate.task is not self.task]
        self._require(not strangers, "gates", f"gates whose `task` is {self.task.value}", strangers)
        for role in ("label", "candidate", "baseline"):
            if (given := getattr(self, role)) is not None:
                one_column(given, role)
        if self.task is not Task.BINARY_CLASSIFICATION:
            must = f"not given, because a {self.task.value} has no classes"
            self._require(self.threshold == _THRESHOLD, "threshold", must, self.threshold)
            self._require(self.positive is None, "positive", must, self.positive)

    @staticmethod
    def _require(holds: bool, name: str, must: str, got: object) -> None:  # noqa: FBT001 - reads as a sentence
        if not holds:
            raise ParameterError.of("model gate", name, must, got)


def _is_number(bound: object) -> TypeGuard[int | float]:
    return isinstance(bound, int | float) and not isinstance(bound, bool) and math.isfinite(bound)
