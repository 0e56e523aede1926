"""A model entry, from its node."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lockgate.app.project.spec import EntryNotes, ModelEntry
from lockgate.documents.binding import bind, bind_requirement
from lockgate.documents.fields import OPERATOR_KEYS
from lockgate.documents.node import Mapping, Node, Scalar, Sequence, problem_at
from lockgate.domain.errors import LockgateError, Problem, did_you_mean
from lockgate.domain.requirement import Requirement
from lockgate.gates.metric import argument_names
from lockgate.gates.metrics import METRICS_BY_TASK, metric_named
from lockgate.gates.predicted import Predicted
from lockgate.gates.slicing import Dimension, SliceSet
from lockgate.gates.spec import MetricGate, ModelGateSpec, NotWorse, SliceScope
from lockgate.gates.task import Task
from lockgate.scan.blocks import BlockSpec

__all__ = ["GateFile", "ModelFile", "read_model"]

_NOT_WORSE = "notWorseThanBaselineBy"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """The keys under ``model``.

    Parameters
    ----------
    data : str
        Name of the table of predictions under ``data``.
    label : str or dict of str to str
        Column with the truth; columns by name where the task has several.
    candidate : str or dict of str to str
        Column with the candidate's prediction: a classifier's probability in [0, 1], or a number; columns by name
        where the task has several.
    baseline : str or dict of str to str, default=none
        Column with the baseline's prediction on the same rows.
    task : Task, default="binary_classification"
        What the model predicts.
    threshold : float, default=0.5
        From which score on a row is predicted positive; of a classifier.
    positive : str, int or bool, default=true or 1
        The label that counts as positive; of a classifier.
    weight : str, default=each row counts once
        Column with how much each row counts; together with `blocks`.
    blocks : BlockSpec, default=each row by itself
        Which rows depend on each other: `entity: customer_id`, or `column: time` with a `unit`.
    alpha : float, default=0.05
        One-sided error probability of each decision.
    power : float, default=0.8
        Probability with which the smallest detectable regression would be seen.
    """

    data: str
    label: Predicted
    candidate: Predicted
    baseline: Predicted | None = None
    task: Task = Task.BINARY_CLASSIFICATION
    threshold: float = 0.5
    positive: str | int | bool | None = None
    weight: str | None = None
    blocks: BlockSpec | None = None
    alpha: float = 0.05
    power: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFile(EntryNotes):
    """The keys of one gate, beside its operator.

    Parameters
    ----------
    metric : str
        Name of the metric.
    arguments : dict of str to object, default=none
        What the metric takes; its page says what.
    slices : SliceScope, default="none"
        ``all`` judges each slice of the entry too.
    """

    metric: str
    arguments: dict[str, object] = field(default_factory=dict)
    slices: SliceScope = SliceScope.NONE


def read_model(body: Node, node: Mapping, problems: list[Problem]) -> ModelEntry | None:
    """Return a model entry, None if it has mistakes."""
    if not isinstance(body, Mapping):
        problems.append(problem_at(body, "LG311", f"`model` must be a mapping, got {body.shown}"))
        return None
    n_before = len(problems)
    head = bind(ModelFile, body, problems, foreign=frozenset({"slices"}))
    slices = _read_slices(body.get("slices"), problems)
    gates = _read_gates(node, Task.BINARY_CLASSIFICATION if head is None else head.task, problems)
    if head is None or len(problems) > n_before:
        return None
    try:
        spec = ModelGateSpec(
            table=head.data,
            label=head.label,
            candidate=head.candidate,
            baseline=head.baseline,
            gates=gates,
            slices=slices,
            task=head.task,
            threshold=head.threshold,
            positive=head.positive,
            weight=head.weight,
            blocks=head.blocks,
            alpha=head.alpha,
            power=head.power,
        )
    except LockgateError as error:
        problems.append(problem_at(body, "LG314", error.text, error.hint))
        return None
    return ModelEntry(spec=spec)


def _read_slices(node: Node | None, problems: list[Problem]) -> tuple[SliceSet, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        problems.append(problem_at(node, "LG311", f"`slices` must be a list, got {node.shown}"))
        return ()
    return tuple(_read_slice(item, problems) for item in node.items)


def _read_slice(node: Node, problems: list[Problem]) -> SliceSet:
    parts = node.items if isinstance(node, Sequence) else (node,)
    found = [
        Dimension(part.value)
        if isinstance(part, Scalar) and isinstance(part.value, str) and part.value
        else bind(Dimension, part, problems)
        for part in parts
    ]
    return tuple(dimension for dimension in found if dimension is not None)


def _read_gates(node: Mapping, task: Task, problems: list[Problem]) -> tuple[MetricGate, ...]:
    entry = node.entry("gates")
    if entry is None or not isinstance(entry.value, Sequence) or not entry.value.items:
        text = "a model entry needs `gates`, a list with at least one gate"
        hint = "such as `- {metric: roc_auc, mustBeGreaterOrEqualTo: 0.7}`"
        problems.append(problem_at(entry or node, "LG313", text, hint))
        return ()
    gates = [_read_gate(item, task, problems) for item in entry.value.items]
    return tuple(gate for gate in gates if gate is not None)


def _read_gate(node: Node, task: Task, problems: list[Problem]) -> MetricGate | None:
    if not isinstance(node, Mapping):
        problems.append(problem_at(node, "LG311", f"a gate must be a mapping, got {node.shown}"))
        return None
    n_before = len(problems)
    for entry in node.entries:  # operators are spelled wrong more often than anything else
        if entry.key.startswith(("must", "not")) and entry.key not in OPERATOR_KEYS | {_NOT_WORSE}:
            hint = did_you_mean(entry.key, OPERATOR_KEYS | {_NOT_WORSE})
            problems.append(problem_at(entry, "LG312", f"unknown key `{entry.key}`", hint))
    foreign = OPERATOR_KEYS | {_NOT_WORSE} | {key for key in node.keys if key.startswith(("must", "not"))}
    head = bind(GateFile, node, problems, foreign=frozenset(foreign))
    arguments: tuple[tuple[str, object], ...] = ()
    requirement = _read_requirement(node, problems)
    if head is not None:
        arguments = _read_arguments(head.metric, task, node, problems)
    if head is None or requirement is None or len(problems) > n_before:
        return None
    notes = {name: getattr(head, name) for name in ("severity", "why", "owner", "runbook", "tags")}
    try:
        gate = MetricGate(
            metric=head.metric,
            requirement=requirement,
            slices=head.slices,
            task=task,
            arguments=arguments,
            origin=node.position,
        )
    except LockgateError as error:
        problems.append(problem_at(node, "LG314", error.text, error.hint))
        return None
    return replace(gate, **notes)


def _read_arguments(
    name: str, task: Task, node: Mapping, problems: list[Problem]
) -> tuple[tuple[str, object], ...]:
    """Return what a gate sets of its metric, checked by the metric's own class."""
    if not _is_metric(name, task, node, problems):
        return ()
    given = node.get("arguments")
    if not isinstance(given, Mapping):
        return ()
    metric = metric_named(name, task)
    names = argument_names(metric)
    for entry in given.entries:
        if entry.key not in names:
            hint = did_you_mean(entry.key, names) if names else f"`{name}` takes no arguments"
            problems.append(problem_at(entry, "LG312", f"unknown argument `{entry.key}`", hint))
            return ()
    built = bind(type(metric), given, problems)
    return () if built is None else tuple((key, getattr(built, key)) for key in given.keys)


def _is_metric(name: str, task: Task, node: Mapping, problems: list[Problem]) -> bool:
    """Refuse a name that no metric of the task has; one of another task's metrics is named as such."""
    names = {
        one: [name for metric in metrics for name in (metric.name, *metric.aliases)]
        for one, metrics in METRICS_BY_TASK.items()
    }
    if name in names[task]:
        return True
    owner = next((other.value for other, known in names.items() if name in known), None)
    text = f"no metric is named `{name}`" if owner is None else f"`{name}` is a metric of {owner}"
    hint = did_you_mean(name, names[task]) if owner is None else f"the entry's `task` is {task.value}"
    problems.append(problem_at(node.get("metric") or node, "LG315", text, hint))
    return False


def _read_requirement(node: Mapping, problems: list[Problem]) -> Requirement | NotWorse | None:
    margin = node.entry(_NOT_WORSE)
    n_before = len(problems)
    requirement = bind_requirement(node, problems)
    if margin is None:
        if requirement is None and len(problems) == n_before:
            hint = f"such as `mustBeGreaterOrEqualTo: 0.7` or `{_NOT_WORSE}: 0.01`"
            problems.append(problem_at(node, "LG313", "an operator is missing", hint))
        return requirement
    if requirement is not None:
        problems.append(
            problem_at(margin, "LG314", f"`{_NOT_WORSE}` stands beside another operator", "write two gates")
        )
        return None
    value = margin.value.value if isinstance(margin.value, Scalar) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        problems.append(
            problem_at(margin.value, "LG311", f"`{_NOT_WORSE}` must be a number, got {margin.value.shown}")
        )
        return None
    try:
        return NotWorse(float(value))
    except LockgateError as error:
        problems.append(problem_at(margin.value, "LG314", error.text, error.hint))
        return None
