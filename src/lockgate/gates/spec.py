"""What a project asks of a model: the metrics, their bars, and the slices they are judged on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lockgate.domain.errors import ParameterError
from lockgate.gates.classes.cells import ClassNeed
from lockgate.gates.discovery_spec import Against, Discovery, losses_of
from lockgate.gates.gap_gate import GapGate
from lockgate.gates.metric import COMPARES, COUNTS_ROWS, Metric
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.moments.levels import require_levels
from lockgate.gates.moments.middle_errors import require_rows_alone
from lockgate.gates.predicted import Predicted, columns_of, name_of
from lockgate.gates.slicing import MOST_CROSSED, Dimension, SliceSet
from lockgate.gates.task import Task
from lockgate.gates.task_columns import NO_COLUMNS, TaskColumns, require_columns
from lockgate.gates.worst_mix import WorstMix
from lockgate.scan.blocks import BlockSpec
from lockgate.stats.multiplicity import bonferroni_alpha

__all__ = ["ModelGateSpec"]

_THRESHOLD = 0.5


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
        Column with the candidate's prediction: a probability in [0, 1], the number itself, or of a ranking the
        score. Of a task whose predictions stand in several columns: these, by name, such as quantiles by level.
    baseline : str, dict of str to str or None, default=None
        Column with the baseline's prediction on the same rows; needed by gates against the baseline.
    gates : tuple of MetricGate
        What is asked; at least one, or one of `fairness`.
    fairness : tuple of GapGate, default=()
        How far apart groups may be.
    slices : tuple of SliceSet, default=()
        Slices and crossings of up to four dimensions that gates with ``slices: all`` are judged on.
    pinned : tuple of Dimension or None, default=None
        Slices from a registry, each picked by a condition, on which gates with ``slices: all`` or ``pinned`` are
        judged, as a family of their own; None where there is no registry.
    discover : Discovery or None, default=None
        A search for weak slices, of other columns than `label` and the predictions; beside `blocks` only those of an
        entity, whose rows then fall in the same half. None for no search.
    task : Task, default=Task.BINARY_CLASSIFICATION
        What the model predicts.
    threshold : float, default=0.5
        A row is predicted positive from this score on, in [0, 1]; for classifiers only.
    positive : str, int, bool or None, default=None
        The label value that counts as positive; for classifiers only.
    weight : str or None, default=None
        Column with how much each row counts, a number of 0 or more; of a ranking how much a query counts, the same in
        all its rows. Together with `blocks`, because how sure weighed rows are follows from how far blocks of them
        differ. What names the rows, queries or series will do as an entity.
    blocks : BlockSpec or None, default=None
        Which rows depend on each other: those of an entity, or of a stretch of time. Bounds then go by how far whole
        blocks differ. None where each row stands for itself.
    task_columns : TaskColumns, default=TaskColumns()
        Columns that only some tasks have, such as the query of a ranking.
    alpha : float, default=0.05
        One-sided error probability of each decision, of each family of slices as a whole, in (0, 0.5).
    power : float, default=0.8
        Probability with which the smallest detectable regression (`mde`) would be detected, in [0.5, 1).
    called : str, default=""
        What the candidate is called in findings; empty for its columns.
    among : int, default=1
        Of how many candidates whichever passes may be shipped, 1 or more; see `lockgate.gates.candidates`.
    rivals : tuple of str, default=()
        Columns with the predictions of the other candidates.

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
    fairness: tuple[GapGate, ...] = ()
    slices: tuple[SliceSet, ...] = ()
    pinned: tuple[Dimension, ...] | None = None
    discover: Discovery | None = None
    task: Task = Task.BINARY_CLASSIFICATION
    threshold: float = _THRESHOLD
    positive: str | int | bool | None = None
    weight: str | None = None
    blocks: BlockSpec | None = None
    task_columns: TaskColumns = NO_COLUMNS
    alpha: float = 0.05
    power: float = 0.8
    called: str = ""
    among: int = 1
    rivals: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # An entry without gates would prove nothing, and a gate over no slices would pass on nothing.
        self._require(bool(self.gates or self.fairness), "gates", "at least one gate", list(self.gates))
        self._require(0 <= self.threshold <= 1, "threshold", "a float in [0, 1]", self.threshold)
        self._require(0 < self.alpha < 0.5, "alpha", "a float in (0, 0.5)", self.alpha)  # noqa: PLR2004 - stated
        self._require(0.5 <= self.power < 1, "power", "a float in [0.5, 1)", self.power)  # noqa: PLR2004 - stated
        self._require(self.among >= 1, "among", "an int of 1 or more", self.among)
        # a candidate that is the label is perfect, and one that is its own baseline is never worse
        scores = [*columns_of(self.candidate), *columns_of(self.baseline)]
        taken = set(columns_of(self.label)) & set(scores)
        self._require(not taken, "label", "another column than the scores", self.label)
        for whose, given in (("candidate", self.candidate), ("baseline", self.baseline)):
            columns = columns_of(given)
            self._require(len(set(columns)) == len(columns), whose, "of different columns", list(columns))
        self._require(
            len(set(scores)) == len(scores), "baseline", "another column than `candidate`", self.baseline
        )
        named = {*columns_of(self.label), *scores} & set(self.task_columns.named)
        self._require(not named, "label", "another column than those that tell rows apart", sorted(named))
        has_blocks = self.weight is None or self.blocks is not None
        self._require(
            has_blocks, "blocks", "given where rows are weighed; a key of the rows will do as `entity`", None
        )
        counting = [one.name for one in self.definitions if COUNTS_ROWS in one.needs] if self.weight else []
        must = "not given where a metric counts rows; `lockgate explain` says of each why"
        self._require(not counting, "weight", must, ", ".join(counting))
        self._require_slices()
        self._require_task()
        self._require_search()
        compared = [gate.metric for gate in self.gates if isinstance(gate.requirement, NotWorse)]
        compared += [one.name for one in self.definitions if COMPARES in one.needs]
        for name in compared:
            must = f"a column, because `{name}` is compared with it"
            self._require(self.baseline is not None, "baseline", must, None)

    @property
    def predicted(self) -> frozenset[str]:
        """Return the columns of the label and of the predictions, those of other candidates too."""
        given = (self.label, self.candidate, self.baseline)
        return frozenset(self.rivals).union(*(columns_of(one) for one in given))

    @property
    def name(self) -> str:
        """Return what the candidate is called in findings."""
        return self.called or name_of(self.candidate)

    @property
    def pass_alpha(self) -> float:
        """Return the one-sided error probability of each ``PASS``: all candidates together have that of one."""
        return bonferroni_alpha(self.alpha, self.among)

    def _require_search(self) -> None:
        """Refuse a search that rows have no loss for, or whose tests would not hold."""
        if self.discover is None:
            return
        self.discover.loss(self.task)
        has_baseline = self.discover.against is not Against.BASELINE or self.baseline is not None
        self._require(has_baseline, "baseline", "a column, because `discover` compares with it", None)
        if self.blocks is not None:
            must = "an `entity` beside `discover`: stretches of time that follow each other make no two halves apart"
            self._require(bool(self.blocks.entity), "blocks", must, self.blocks.column)
            must = "not given beside `blocks`: the rows of an entity fall in the same half"
            self._require(not self.discover.identity, "identity", must, ", ".join(self.discover.identity))
        searched = {name for dimension in self.discover.columns for name in dimension.columns}
        known = sorted(self.predicted & {*searched, *self.discover.identity})
        must = "columns besides the label and the predictions, which the loss itself is made of"
        self._require(not known, "discover", must, ", ".join(known))

    def _require_slices(self) -> None:
        """Refuse slices that cannot be told apart, and gates that would be judged on none."""
        sizes = [len(slice_set) for slice_set in self.slices]
        must = f"one to {MOST_CROSSED} dimensions each"
        self._require(all(1 <= size <= MOST_CROSSED for size in sizes), "slices", must, sizes)
        names = [[one.called for one in slice_set] for slice_set in self.slices]
        twice = [" × ".join(name) for name in names if len(set(name)) < len(name)]
        self._require(not twice, "slices", "crossings of dimensions of different names", twice)
        known = [frozenset(one.called for one in members) for members in dict.fromkeys(self.slice_sets)]
        same = sorted({" × ".join(sorted(one)) for one in known if known.count(one) > 1})
        self._require(not same, "slices", "of different names: give a dimension a `name`", same)
        trees = sorted({one.called for members in self.slice_sets for one in members if one.tree is not None})
        must = f"dimensions without `tree`, because a row of {self.task.value} has no loss to separate"
        self._require(not trees or bool(losses_of(self.task)), "slices", must, trees)
        for gate in self.gates:
            has_slices = gate.slices is not SliceScope.ALL or bool(self.slice_sets) or self.pinned is not None
            self._require(has_slices, "slices", f"not empty, because `{gate.metric}` asks for all slices", [])
            has_pins = gate.slices is not SliceScope.PINNED or self.pinned is not None
            must = f"the file of pinned slices, because `{gate.metric}` asks for them"
            self._require(has_pins, "registry", must, "none")
        is_judged = self.pinned is None or any(gate.slices is not SliceScope.NONE for gate in self.gates)
        must = "judged by a gate with `slices: all` or `slices: pinned`"
        self._require(is_judged, "registry", must, "no such gate")

    @property
    def slice_sets(self) -> tuple[SliceSet, ...]:
        """Return what gates on slices are judged on: each horizon of a forecast, then named and pinned slices."""
        horizon = self.task_columns.horizon
        brought = () if horizon is None else ((Dimension(horizon),),)
        return (*brought, *self.slices, *((one,) for one in self.pinned or ()))

    def _require_task(self) -> None:
        """Refuse gates of another task, and what only a classifier has."""
        strangers = [gate.metric for gate in self.gates if gate.task is not self.task]
        strangers += [name for gap in self.fairness if gap.task is not self.task for name in gap.metrics]
        self._require(not strangers, "gates", f"gates whose `task` is {self.task.value}", strangers)
        require_columns(
            self.task, self.task_columns, label=self.label, candidate=self.candidate, baseline=self.baseline
        )
        for one in self.definitions:
            require_levels(one.name, one.needs, self.candidate)
            if self.blocks is not None:
                require_rows_alone(one.name, one.needs)
            if self.task is Task.MULTICLASS_CLASSIFICATION and isinstance(self.candidate, str):
                must = f"columns by name, one a class, because `{one.name}` needs probabilities"
                self._require(one.needs <= {COMPARES}, "candidate", must, self.candidate)
        if self.task in (Task.MULTICLASS_CLASSIFICATION, Task.MULTILABEL_CLASSIFICATION):
            self._require_classes()
        must = f"not given, because a {self.task.value} "
        if self.task not in (Task.BINARY_CLASSIFICATION, Task.MULTILABEL_CLASSIFICATION):
            self._require(self.threshold == _THRESHOLD, "threshold", f"{must}has no threshold", self.threshold)
        if self.task is not Task.BINARY_CLASSIFICATION:
            self._require(self.positive is None, "positive", f"{must}has no positive class", self.positive)

    def _require_classes(self) -> None:
        """Refuse a gate on a class, or label, that no column is named after."""
        if isinstance(self.candidate, str):
            return
        known = list(self.candidate)
        asked = [str(getattr(one, "of", None) or "") for one in self.definitions]
        strangers = [name for name in asked if name and name not in known]
        must = f"of what `candidate` names ({', '.join(f'`{name}`' for name in known)})"
        self._require(not strangers, "gates", must, strangers)
        if self.task is Task.MULTILABEL_CLASSIFICATION:
            paired = [one.name for one in self.definitions if ClassNeed.EACH in one.needs]
            must = "`against: rest`, because a row can have both of two labels"
            self._require(not paired, "gates", must, paired)

    @property
    def cut_sets(self) -> tuple[SliceSet, ...]:
        """Return the slice sets that must be counted: of gates on slices, groups that are compared, groups of mixes."""
        is_sliced = any(gate.slices is not SliceScope.NONE for gate in self.gates)
        gaps = (gap.cut_by for gap in self.fairness)
        return (*(self.slice_sets if is_sliced else ()), *gaps, *(mix.groups for mix in self.mixes))

    @property
    def mixes(self) -> tuple[WorstMix, ...]:
        """Return the mixes of groups that gates ask for."""
        return tuple(gate.worst_mix for gate in self.gates if gate.worst_mix is not None)

    @property
    def definitions(self) -> tuple[Metric[Any], ...]:
        """Return every metric that is asked for, on any rows."""
        return (
            *(gate.definition for gate in self.gates),
            *(one for gap in self.fairness for one in gap.definitions),
        )

    @property
    def sliced_definitions(self) -> tuple[Metric[Any], ...]:
        """Return the metrics that are asked for on parts of the rows."""
        return (
            self._cut_definitions if self.blocks is None else self.definitions
        )  # all rows are cut into blocks

    @property
    def _cut_definitions(self) -> tuple[Metric[Any], ...]:
        sliced = (gate.definition for gate in self.gates if gate.is_cut)
        return (*sliced, *(one for gap in self.fairness for one in gap.definitions))

    @property
    def is_paired(self) -> bool:
        """Tell whether rows are cut and all that is read of any part of them is how two models differ row by row."""
        return bool(self.slice_sets) and not self.fairness and all(gate.is_paired for gate in self.gates)

    def members(self, slice_set: SliceSet) -> tuple[int, ...]:
        """Return a slice set as the plan of its cells names it: by the positions of its cuts."""
        dimensions = self.dimensions
        return tuple(sorted(dimensions.index(one) for one in slice_set))

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Return what rows are cut by, each once, in the order of the cuts of a plan."""
        return tuple(dict.fromkeys(one for slice_set in self.cut_sets for one in slice_set))

    @staticmethod
    def _require(holds: bool, name: str, must: str, got: object) -> None:  # noqa: FBT001 - reads as a sentence
        if not holds:
            raise ParameterError.of("model gate", name, must, got)
