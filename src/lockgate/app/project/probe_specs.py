"""Entries that ask a model: what they say in lockgate.yaml, as values."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.gates.metric import Direction
from lockgate.gates.metric_gate import MetricGate, NotWorse
from lockgate.gates.task import Task
from lockgate.probes.behaviour import Behaviour
from lockgate.probes.losses import RowLoss
from lockgate.probes.perturbation import Perturbation
from lockgate.probes.shapley import FEWEST

__all__ = [
    "BehaviourEntry",
    "DoseGate",
    "ImportanceEntry",
    "Method",
    "ProbedTable",
    "RobustnessEntry",
    "TrainingEntry",
]


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
    arguments : dict of str to object, default=none
        What the metric takes, by name.
    """

    metric: str
    max_loss: float | None = None
    arguments: dict[str, object] = field(default_factory=dict)
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
            metric=self.metric, requirement=asked, task=task, arguments=tuple(self.arguments.items())
        )

    def is_floor(self, task: Task) -> bool:
        """Tell whether the gate closes when the number falls."""
        if self.requirement is None:
            return self.of_task(task).definition.direction is Direction.HIGHER
        return self.requirement.operator in (
            Operator.MUST_BE_GREATER_THAN,
            Operator.MUST_BE_GREATER_OR_EQUAL_TO,
        )


_PROBED = (Task.BINARY_CLASSIFICATION, Task.MULTICLASS_CLASSIFICATION, Task.REGRESSION)


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
        What the model predicts: of two classes, of several, or a number.
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
        if self.task not in _PROBED:
            must = f"one of {', '.join(_PROBED)}: a model gives answers to these as they are counted"
            raise ParameterError.of("robustness", "task", must, self.task.value)
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


class Method(StrEnum):
    """How importance is measured."""

    PERMUTATION = "permutation"
    SHAP = "shap"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportanceEntry(ProbedTable):
    """Measure what a model relies on, and whether it is what the baseline relied on.

    Only what is named is judged; the importances are shown in any case.

    Parameters
    ----------
    label : str
        Column with the truth.
    method : Method, default="permutation"
        What importance is: what the loss gains, or the mean size of Shapley values, in the unit of the answer, which
        need the extra `shap`.
    loss : RowLoss, default="log_loss"
        What importance is measured in; of ``permutation``.
    positive : str, int or bool, default=true or 1
        The label that counts as positive; of a loss of classes.
    threshold : float, default=0.5
        From which score on a row is predicted positive; of ``zero_one_loss``.
    repeats : int, default=5
        Permutations of each feature, or orders in which features are added, 1 or more.
    explained : int, default=500
        Rows whose answers are shared out, 10 or more; of ``shap``.
    background : int, default=50
        Rows from which the values of absent features come, 10 or more; of ``shap``.
    groups : dict of str to tuple of str, default=none
        Features that are taken together too, by the name of the group.
    baseline : str, default=none
        The model in service: its name under ``models`` or the path of its file.
    refits : tuple of str, default=none
        Models that were trained as the baseline was, with other seeds or on other samples: how much they
        differ is noise.
    top : int, default=5
        How many features are the top, for `most_churn`.
    most_idle : int, default=not judged
        How many features may change no answer at all.
    most_duplicated : int, default=not judged
        How many features may say the same as another.
    largest_share : float, default=not judged
        The largest share of all importance that one feature may have, in [0, 1).
    most_churn : float, default=not judged
        The share of the baseline's top features that may be missing from the candidate's, in [0, 1), or what refits
        differ if that is more.
    most_sign_flips : int, default=not judged
        How many features may help one model and hurt the other; of ``shap``, may move answers up as they grow in one
        model and down in the other.
    most_change : float, default=not judged
        How far the importance of a feature may differ from the baseline's, in the unit of the loss or the answer.
    alpha : float, default=0.05
        One-sided error probability of each decision, in (0, 0.5).
    """

    label: str
    method: Method = Method.PERMUTATION
    loss: RowLoss = RowLoss.LOG_LOSS
    positive: str | int | bool | None = None
    threshold: float = 0.5
    repeats: int = 5
    explained: int = 500
    background: int = 50
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    baseline: str = ""
    refits: tuple[str, ...] = ()
    top: int = 5
    most_idle: int | None = None
    most_duplicated: int | None = None
    largest_share: float | None = None
    most_churn: float | None = None
    most_sign_flips: int | None = None
    most_change: float | None = None
    alpha: float = 0.05

    def __post_init__(self) -> None:
        ProbedTable.__post_init__(self)
        self._require_bars()
        for name, least in (("top", 1), ("repeats", 1), ("explained", FEWEST), ("background", FEWEST)):
            if getattr(self, name) < least:
                raise ParameterError.of("importance", name, f"an int of {least} or more", getattr(self, name))
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - stated
            raise ParameterError.of("importance", "alpha", "a float in (0, 0.5)", self.alpha)

    def _require_bars(self) -> None:
        if not any(getattr(self, name) is not None for name in (*_ALONE, *_COMPARED)):
            must = f"given, or another of {', '.join((*_ALONE[1:], *_COMPARED))}"
            raise ParameterError.of("importance", _ALONE[0], must, None)
        for name in (*_ALONE, *_COMPARED):
            bar = getattr(self, name)
            if bar is not None and not 0 <= bar < (1 if name in _SHARES else math.inf):
                must = "a share in [0, 1)" if name in _SHARES else "a finite number of 0 or more"
                raise ParameterError.of("importance", name, must, bar)
        for name in _COMPARED:
            if getattr(self, name) is not None and not self.baseline:
                raise ParameterError.of(
                    "importance", "baseline", f"a model, because of `{name}`", self.baseline
                )

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"importance of {self.model}"

    @property
    def unit(self) -> str:
        """Return what importance is measured in, for people."""
        return self.loss.value if self.method is Method.PERMUTATION else "the answer"

    def reads(self) -> Iterator[str]:
        """Yield the columns that it needs beside the features of the model."""
        yield self.label
        for columns in self.groups.values():
            yield from columns


_ALONE = ("most_idle", "most_duplicated", "largest_share")
_COMPARED = ("most_churn", "most_sign_flips", "most_change")
_SHARES = ("largest_share", "most_churn")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingEntry:
    """Compare a model on the rows it was trained on with the rows it was not, and with itself under other seeds.

    Parameters
    ----------
    train, test : str
        Names of tables of predictions under ``data``, which have no rows in common.
    label : str
        Column with the truth, in both.
    candidate : str
        Column with the prediction, in both.
    metric : str
        Name of a metric of the task, which is better one way.
    arguments : dict of str to object, default=none
        What the metric takes, by name.
    most_gap : float, default=not judged
        How much better the metric may be on `train`, 0 or more.
    seeds : tuple of str, default=none
        Columns of `test` with predictions of the same training under other seeds, each once.
    most_seed_deviation : float, default=not judged
        The largest standard deviation of the metric between seeds, the candidate's own among them.
    task : Task, default="binary_classification"
        What the model predicts.
    threshold : float, default=0.5
        From which score on a row is predicted positive; of a classifier.
    positive : str, int or bool, default=true or 1
        The label that counts as positive; of a classifier.
    alpha : float, default=0.05
        One-sided error probability of each decision, in (0, 0.5).
    """

    train: str
    test: str
    label: str
    candidate: str
    metric: str
    arguments: dict[str, object] = field(default_factory=dict)
    most_gap: float | None = None
    seeds: tuple[str, ...] = ()
    most_seed_deviation: float | None = None
    task: Task = Task.BINARY_CLASSIFICATION
    threshold: float = 0.5
    positive: str | int | bool | None = None
    alpha: float = 0.05

    def __post_init__(self) -> None:
        bars = {"most_gap": self.most_gap, "most_seed_deviation": self.most_seed_deviation}
        if all(bar is None for bar in bars.values()):
            raise ParameterError.of("training", "most_gap", "given, or else `most_seed_deviation`", None)
        for name, bar in bars.items():
            if bar is not None and not 0 <= bar < math.inf:
                raise ParameterError.of("training", name, "a finite number of 0 or more", bar)
        if self.most_seed_deviation is not None and not self.seeds:
            raise ParameterError.of("training", "seeds", "at least one column", [])
        if len({self.candidate, *self.seeds}) <= len(self.seeds):
            must = f"columns beside {self.candidate!r}, each once: the same predictions do not differ"
            raise ParameterError.of("training", "seeds", must, list(self.seeds))
        if self.train == self.test:
            raise ParameterError.of("training", "test", "another table than `train`", self.test)
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - stated
            raise ParameterError.of("training", "alpha", "a float in (0, 0.5)", self.alpha)
        self.gate()

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"training of {self.candidate}"

    def gate(self) -> MetricGate:
        """Return the metric as a gate of the task.

        Raises
        ------
        ParameterError
            If the task has no such metric, or more of it is neither better nor worse.
        """
        return self._gate(NotWorse(0.0))

    def absolute(self) -> MetricGate:
        """Return the metric as a gate that any value passes, for counting what it needs."""
        floor = self.gate().definition.least
        return self._gate(Requirement.at_least(max(floor, -1e300)))

    def _gate(self, requirement: Requirement | NotWorse) -> MetricGate:
        return MetricGate(
            metric=self.metric,
            requirement=requirement,
            task=self.task,
            arguments=tuple(self.arguments.items()),
        )
