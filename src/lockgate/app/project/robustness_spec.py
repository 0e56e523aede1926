"""Robustness entries: what they say in lockgate.yaml, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lockgate.app.project.probe_specs import TaskTable
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.gates.backwards import is_backwards, told_backwards
from lockgate.gates.metric import Direction
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.moments.terms import scales_of
from lockgate.gates.predicted import Predicted, columns_of
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_columns import require_taken
from lockgate.probes.perturbation import Perturbation

__all__ = ["DoseGate", "RobustnessEntry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseGate:
    """A metric, and what it must be after a perturbation.

    Parameters
    ----------
    metric : str
        Name of a metric of the task.
    max_loss : float, default=none
        How much worse it may be than on the rows as they are, in its unit; this or an operator such as
        ``mustBeGreaterOrEqualTo``.
    requirement : Requirement, default=none
        A bar that it must clear by itself.
    arguments : dict of str to object, default=none
        What the metric takes, by name.
    slices : SliceScope, default="none"
        ``all`` judges each horizon of a forecast too.
    """

    metric: str
    max_loss: float | None = None
    arguments: dict[str, object] = field(default_factory=dict)
    slices: SliceScope = SliceScope.NONE
    requirement: Requirement | None = None

    def __post_init__(self) -> None:
        if (self.max_loss is None) is (self.requirement is None):
            must = "given, or else an operator such as mustBeGreaterOrEqualTo; one of the two"
            raise ParameterError.of("gate", "max_loss", must, self.max_loss)
        if self.requirement is not None and self.requirement.operator is Operator.MUST_BE_BETWEEN:
            must = "a bar on one side, so that there is one dose at which the gate closes"
            raise ParameterError.of("gate", "requirement", must, str(self.requirement))

    def of_task(self, task: Task) -> MetricGate:
        """Return it as a gate of a task.

        Raises
        ------
        ParameterError
            If the task has no such metric, or the metric cannot be held against that.
        """
        asked = self.requirement if self.requirement is not None else NotWorse(self.max_loss or 0.0)
        return MetricGate(
            metric=self.metric,
            requirement=asked,
            slices=self.slices,
            task=task,
            arguments=tuple(self.arguments.items()),
        )

    def is_floor(self, task: Task) -> bool:
        """Tell whether the gate closes when the number falls."""
        if self.requirement is None:
            return self.of_task(task).definition.direction is Direction.HIGHER
        return self.requirement.operator in (
            Operator.MUST_BE_GREATER_THAN,
            Operator.MUST_BE_GREATER_OR_EQUAL_TO,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessEntry(TaskTable):
    """Change the rows on purpose, more and more, and see what a metric loses.

    Parameters
    ----------
    label : str or dict of str to str
        Column with the truth; of labels, of which a row can have several, a column for each by its name.
    gates : tuple of DoseGate
        What must hold up to the doses that are asked, at least one.
    perturbations : tuple of Perturbation
        How the rows are changed, at least one.
    task : Task, default="binary_classification"
        What the model predicts.
    threshold : float, default=0.5
        From which score on a row is predicted positive; of a classifier.
    positive : str, int or bool, default=true or 1
        The label that counts as positive; of a classifier.
    alpha : float, default=0.05
        One-sided error probability of each decision, in (0, 0.5).
    """

    label: Predicted
    gates: tuple[DoseGate, ...]
    perturbations: tuple[Perturbation, ...]
    task: Task = Task.BINARY_CLASSIFICATION
    threshold: float = 0.5
    positive: str | int | bool | None = None
    alpha: float = 0.05

    def __post_init__(self) -> None:
        TaskTable.__post_init__(self)
        for name in ("gates", "perturbations"):
            if not getattr(self, name):
                raise ParameterError.of("robustness", name, "at least one", [])
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - stated
            raise ParameterError.of("robustness", "alpha", "a float in (0, 0.5)", self.alpha)
        self._require_task()

    def _require_task(self) -> None:
        """Refuse what the task has not, before a model is loaded."""
        require_taken(self.task, self.task_columns)
        if isinstance(self.label, str) is (self.task is Task.MULTILABEL_CLASSIFICATION):
            must = "a column for each label, by its name" if isinstance(self.label, str) else "one column"
            raise ParameterError.of(
                "robustness", "label", f"{must}, because of `task: {self.task}`", self.label
            )
        for gate in self.gates:
            asked = gate.of_task(self.task)
            if is_backwards(asked):
                text, hint = told_backwards(asked)
                raise ParameterError("LG101", "gate", text, hint.partition(",")[0])
            is_known = gate.slices is SliceScope.NONE or (gate.slices is SliceScope.ALL and self.horizon)
            if not is_known:
                must = "`none`, or `all` for each horizon of a forecast that has a `horizon`"
                raise ParameterError.of("gate", "slices", must, gate.slices.value)

    def spec(self, candidate: Predicted, baseline: Predicted) -> ModelGateSpec:
        """Return what is asked of answers to changed rows, beside those to the rows as they are.

        Raises
        ------
        ParameterError
            If the task does not take such predictions.
        """
        return ModelGateSpec(
            table=self.data,
            label=self.label,
            candidate=candidate,
            baseline=baseline,
            gates=tuple(gate.of_task(self.task) for gate in self.gates),
            task=self.task,
            task_columns=self.task_columns,
            threshold=self.threshold,
            positive=self.positive,
            alpha=self.alpha,
        )

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"robustness of {self.model}"

    @property
    def judged_by(self) -> tuple[str, ...]:
        """Return the columns that metrics need beside the answers."""
        needs = [need for gate in self.gates for need in gate.of_task(self.task).definition.needs]
        return (*columns_of(self.label), *self.task_columns.named, *scales_of(needs))

    def reads(self) -> Iterator[str]:
        """Yield the columns that it needs beside the features of the model."""
        yield from self.judged_by
        for perturbation in self.perturbations:
            yield from perturbation.reads
