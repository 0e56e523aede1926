"""Entries that ask a model: what they say in lockgate.yaml, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.gates.metric import Direction
from lockgate.gates.spec import MetricGate, NotWorse
from lockgate.gates.task import Task
from lockgate.probes.behaviour import Behaviour
from lockgate.probes.perturbation import Perturbation

__all__ = ["BehaviourEntry", "DoseGate", "ProbedTable", "RobustnessEntry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbedTable:
    """A model, and the rows that it is asked about.

    Parameters
    ----------
    model : str
        Name of a model under ``models``, or the path of its file.
    data : str
        Name of a table under ``data``.
    rows : int, default=10000
        Rows that are drawn from it, 1 or more; all where it has no more.
    """

    model: str
    data: str
    rows: int = 10_000

    def __post_init__(self) -> None:
        if self.rows < 1:
            raise ParameterError.of("model", "rows", "an int of 1 or more", self.rows)


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
    """

    metric: str
    max_loss: float | None = None
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
        return MetricGate(metric=self.metric, requirement=asked, task=task)

    def is_floor(self, task: Task) -> bool:
        """Tell whether the gate closes when the number falls."""
        if self.requirement is None:
            return self.of_task(task).definition.direction is Direction.HIGHER
        return self.requirement.operator in (
            Operator.MUST_BE_GREATER_THAN,
            Operator.MUST_BE_GREATER_OR_EQUAL_TO,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessEntry(ProbedTable):
    """Change the rows on purpose, more and more, and see what a metric loses.

    Parameters
    ----------
    label : str
        Column with the truth.
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

    label: str
    gates: tuple[DoseGate, ...]
    perturbations: tuple[Perturbation, ...]
    task: Task = Task.BINARY_CLASSIFICATION
    threshold: float = 0.5
    positive: str | int | bool | None = None
    alpha: float = 0.05

    def __post_init__(self) -> None:
        ProbedTable.__post_init__(self)
        for name in ("gates", "perturbations"):
            if not getattr(self, name):
                raise ParameterError.of("robustness", name, "at least one", [])
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - stated
            raise ParameterError.of("robustness", "alpha", "a float in (0, 0.5)", self.alpha)
        for gate in self.gates:
            gate.of_task(self.task)

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"robustness of {self.model}"

    def reads(self) -> Iterator[str]:
        """Yield the columns that it needs beside the features of the model."""
        yield self.label
        for perturbation in self.perturbations:
            yield from perturbation.reads


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourEntry(ProbedTable):
    """Test properties that a model's answers must have.

    Parameters
    ----------
    tests : tuple of Behaviour
        What must hold, at least one.
    label : str, default=none
        Column with the truth, which a model that does not know its features must not be given.
    alpha : float, default=0.05
        One-sided error probability of each decision, in (0, 0.5).
    """

    tests: tuple[Behaviour, ...]
    label: str = ""
    rows: int = 2_000
    alpha: float = 0.05

    def __post_init__(self) -> None:
        ProbedTable.__post_init__(self)
        if not self.tests:
            raise ParameterError.of("behaviour", "tests", "at least one", [])
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - stated
            raise ParameterError.of("behaviour", "alpha", "a float in (0, 0.5)", self.alpha)

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"behaviour of {self.model}"

    def reads(self) -> Iterator[str]:
        """Yield the columns that it needs beside the features of the model."""
        for test in self.tests:
            yield from (*test.reads, *test.slices)
