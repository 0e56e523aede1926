"""Training entries: what they say in lockgate.yaml, as values."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.predicted import Predicted, columns_of, name_of
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_columns import TaskColumns

__all__ = ["TrainingEntry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingEntry:
    """Compare a model on the rows it was trained on with the rows it was not, and with itself under other seeds.

    Parameters
    ----------
    train, test : str
        Names of tables of predictions under ``data``, which have no rows in common.
    label : str or dict of str to str
        Column with the truth, in both; columns by name where the task has several.
    candidate : str or dict of str to str
        Column with the prediction, in both; columns by name where the task has several.
    metric : str
        Name of a metric of the task, which is better one way.
    arguments : dict of str to object, default=none
        What the metric takes, by name.
    most_gap : float, default=not judged
        How much better the metric may be on `train`, 0 or more.
    seeds : tuple of str or dict of str to str, default=none
        Columns of `test` with predictions of the same training under other seeds, each once, as `candidate` has them.
    most_seed_deviation : float, default=not judged
        The largest standard deviation of the metric between seeds, the candidate's own among them.
    task : Task, default="binary_classification"
        What the model predicts.
    threshold : float, default=0.5
        From which score on a row is predicted positive; of a classifier.
    positive : str, int or bool, default=true or 1
        The label that counts as positive; of a classifier.
    query : str, default=none
        Column that says what documents were ranked for; of a ranking.
    series : str, default=none
        Column that says which series a row belongs to; of a forecast.
    time : str, default=none
        Column with the time that is forecast; of a forecast.
    horizon : str, default=none
        Column that says how far ahead a row was forecast; of a forecast.
    slices : SliceScope, default="none"
        ``all`` judges `most_gap` on each horizon of a forecast too.
    alpha : float, default=0.05
        One-sided error probability of each decision, in (0, 0.5).
    """

    train: str
    test: str
    label: Predicted
    candidate: Predicted
    metric: str
    arguments: dict[str, object] = field(default_factory=dict)
    most_gap: float | None = None
    seeds: tuple[Predicted, ...] = ()
    most_seed_deviation: float | None = None
    task: Task = Task.BINARY_CLASSIFICATION
    threshold: float = 0.5
    positive: str | int | bool | None = None
    query: str | None = None
    series: str | None = None
    time: str | None = None
    horizon: str | None = None
    slices: SliceScope = SliceScope.NONE
    alpha: float = 0.05

    def __post_init__(self) -> None:
        self._require_bars()
        named = [name for one in (self.candidate, *self.seeds) for name in columns_of(one)]
        if len(set(named)) < len(named):
            must = f"columns beside {self.candidate!r}, each once: the same predictions do not differ"
            raise ParameterError.of("training", "seeds", must, list(self.seeds))
        if self.train == self.test:
            raise ParameterError.of("training", "test", "another table than `train`", self.test)
        if not 0 < self.alpha < 0.5:  # noqa: PLR2004 - stated
            raise ParameterError.of("training", "alpha", "a float in (0, 0.5)", self.alpha)
        if self.slices is SliceScope.PINNED or (self.slices is SliceScope.ALL and not self.horizon):
            must = "`none`, or `all` for each horizon of a forecast that has a `horizon`"
            raise ParameterError.of("training", "slices", must, self.slices.value)
        for one in (self.candidate, *self.seeds):
            self.spec(self.test, one)

    def _require_bars(self) -> None:
        bars = {"most_gap": self.most_gap, "most_seed_deviation": self.most_seed_deviation}
        if all(bar is None for bar in bars.values()):
            raise ParameterError.of("training", "most_gap", "given, or else `most_seed_deviation`", None)
        for name, bar in bars.items():
            if bar is not None and not 0 <= bar < math.inf:
                raise ParameterError.of("training", name, "a finite number of 0 or more", bar)
        if self.most_seed_deviation is not None and not self.seeds:
            raise ParameterError.of("training", "seeds", "at least one column", [])

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"training of {name_of(self.candidate)}"

    def gate(self) -> MetricGate:
        """Return the metric as a gate of the task.

        Raises
        ------
        ParameterError
            If the task has no such metric, or more of it is neither better nor worse.
        """
        return self._gate(NotWorse(0.0))

    def spec(self, table: str, predicted: Predicted) -> ModelGateSpec:
        """Return what is counted of some predictions: the metric, as a gate that any value passes.

        Raises
        ------
        ParameterError
            If the task does not take such predictions.
        """
        floor = self.gate().definition.least
        return ModelGateSpec(
            table=table,
            label=self.label,
            candidate=predicted,
            gates=(self._gate(Requirement.at_least(max(floor, -1e300))),),
            task=self.task,
            task_columns=TaskColumns(
                query=self.query, series=self.series, time=self.time, horizon=self.horizon
            ),
            threshold=self.threshold,
            positive=self.positive,
            alpha=self.alpha,
        )

    def _gate(self, requirement: Requirement | NotWorse) -> MetricGate:
        return MetricGate(
            metric=self.metric,
            requirement=requirement,
            slices=self.slices,
            task=self.task,
            arguments=tuple(self.arguments.items()),
        )
