"""A model entry, from its node."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lockgate.app.project.read_fairness import read_fairness
from lockgate.app.project.read_metric import read_arguments
from lockgate.app.project.read_slices import read_slice
from lockgate.app.project.read_worst_mix import read_worst_mix
from lockgate.app.project.spec import EntryNotes, ModelEntry
from lockgate.documents.binding import bind, bind_requirement, written_under
from lockgate.documents.fields import OPERATOR_KEYS
from lockgate.documents.node import Mapping, Node, Scalar, Sequence, problem_at
from lockgate.domain.errors import LockgateError, Problem, did_you_mean
from lockgate.domain.requirement import Requirement
from lockgate.gates.backwards import is_backwards, told_backwards
from lockgate.gates.candidates import specs_of
from lockgate.gates.discovery_spec import Discovery
from lockgate.gates.metric_gate import Better, MetricGate, NotWorse, SliceScope
from lockgate.gates.predicted import Predicted
from lockgate.gates.role import Role
from lockgate.gates.slicing import SliceSet
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_columns import TaskColumns
from lockgate.scan.blocks import BlockSpec

__all__ = ["GateFile", "ModelFile", "read_model"]

_SHARE = re.compile(r"(-?\d+(?:\.\d+)?) ?%")

_AGAINST = {kind.KEY: kind for kind in (NotWorse, Better)}


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
        where the task has several. This or `candidates`.
    candidates : dict of str to str or dict of str to str
        Several candidates of which whichever passes may be shipped: the column, or columns, of each by a name.
    baseline : str or dict of str to str, default=none
        Column with the baseline's prediction on the same rows.
    task : Task, default="binary_classification"
        What the model predicts.
    threshold : float, default=0.5
        From which score on a row is predicted positive; of a classifier.
    positive : str, int or bool, default=true or 1
        The label that counts as positive; of a classifier.
    weight : str, default=each row counts once
        Column with how much each row counts, of a ranking each query; together with `blocks`.
    blocks : BlockSpec, default=each row by itself
        Which rows depend on each other: `entity: customer_id`, or `column: time` with a `unit`.
    query : str, default=none
        Column that says what documents were ranked for; of a ranking.
    series : str, default=none
        Column that says which series a row belongs to; of a forecast.
    time : str, default=none
        Column with the time that is forecast; of a forecast.
    horizon : str, default=none
        Column that says how far ahead a row was forecast, each value a slice; of a forecast.
    alpha : float, default=0.05
        One-sided error probability of each decision.
    power : float, default=0.8
        Probability with which the smallest detectable regression would be seen.
    registry : str, default=none
        Path of the file of pinned slices, relative to lockgate.yaml.
    discover : Discovery, default=no search
        A search for slices on which the model is worse.
    """

    data: str
    label: Predicted
    candidate: Predicted | None = None
    candidates: dict[str, Predicted] = field(default_factory=dict)
    baseline: Predicted | None = None
    task: Task = Task.BINARY_CLASSIFICATION
    threshold: float = 0.5
    positive: str | int | bool | None = None
    weight: str | None = None
    blocks: BlockSpec | None = None
    query: str | None = None
    series: str | None = None
    time: str | None = None
    horizon: str | None = None
    alpha: float = 0.05
    power: float = 0.8
    registry: str = ""
    discover: Discovery | None = None


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
        ``all`` judges each slice of the entry and each pinned slice too, ``pinned`` only these.
    role : Role, default="primary"
        ``primary`` is what the model is for, ``guardrail`` what must not break; each role is a family of gates.
    """

    metric: str
    arguments: dict[str, object] = field(default_factory=dict)
    slices: SliceScope = SliceScope.NONE
    role: Role = Role.PRIMARY


def read_model(body: Node, node: Mapping, problems: list[Problem]) -> ModelEntry | None:
    """Return a model entry, None if it has mistakes."""
    if not isinstance(body, Mapping):
        problems.append(problem_at(body, "LG311", f"`model` must be a mapping, got {body.shown}"))
        return None
    n_before = len(problems)
    head = bind(ModelFile, body, problems, foreign=frozenset({"slices"}))
    slices = _read_slices(body.get("slices"), problems)
    task = _task_of(body)
    if task is None:  # which metrics there are is not known
        return None
    gates = _read_gates(node, task, problems)
    fairness = read_fairness(node.get("fairness"), task, problems)
    if head is None or len(problems) > n_before:
        return None
    if (head.candidate is None) == (not head.candidates):
        text = "a model entry needs either `candidate` or `candidates`"
        hint = "such as `candidates: {small: p_small, large: p_large}`"
        problems.append(problem_at(body.get("candidates") or body, "LG313", text, hint))
        return None
    try:
        spec = ModelGateSpec(
            table=head.data,
            label=head.label,
            candidate=head.candidate or next(iter(head.candidates.values())),
            baseline=head.baseline,
            gates=gates,
            fairness=fairness,
            slices=slices,
            pinned=() if head.registry else None,
            discover=head.discover,
            task=head.task,
            threshold=head.threshold,
            positive=head.positive,
            weight=head.weight,
            blocks=head.blocks,
            task_columns=TaskColumns(
                query=head.query, series=head.series, time=head.time, horizon=head.horizon
            ),
            alpha=head.alpha,
            power=head.power,
        )
        specs = specs_of(spec, head.candidates) if head.candidates else (spec,)
    except LockgateError as error:
        named = written_under(error, body) or written_under(error, node)
        problems.append(problem_at(named.value if named else body, "LG314", error.text, error.hint))
        return None
    return ModelEntry(spec=specs[0], registry=head.registry, others=specs[1:])


def _task_of(body: Mapping) -> Task | None:
    """Return the task that an entry names, whatever else is wrong with it; None if it names none that there is."""
    node = body.get("task")
    if node is None:
        return Task.BINARY_CLASSIFICATION
    return next((task for task in Task if isinstance(node, Scalar) and node.value == task), None)


def _read_slices(node: Node | None, problems: list[Problem]) -> tuple[SliceSet, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        problems.append(problem_at(node, "LG311", f"`slices` must be a list, got {node.shown}"))
        return ()
    return tuple(read_slice(item, problems) for item in node.items)


def _read_gates(node: Mapping, task: Task, problems: list[Problem]) -> tuple[MetricGate, ...]:
    entry = node.entry("gates")
    if entry is None and node.entry("fairness") is not None:
        return ()
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
        if entry.key.startswith(("must", "not", "better")) and entry.key not in OPERATOR_KEYS | _AGAINST.keys():
            hint = did_you_mean(entry.key, OPERATOR_KEYS | _AGAINST.keys())
            problems.append(problem_at(entry, "LG312", f"unknown key `{entry.key}`", hint))
    foreign = (
        OPERATOR_KEYS
        | _AGAINST.keys()
        | {key for key in node.keys if key.startswith(("must", "not", "better"))}
        | {"worst_mix"}
    )
    head = bind(GateFile, node, problems, foreign=frozenset(foreign))
    arguments: tuple[tuple[str, object], ...] = ()
    requirement = _read_requirement(node, problems)
    worst_mix = read_worst_mix(node.get("worst_mix"), problems)
    if head is not None:
        arguments = read_arguments(head.metric, task, node, problems)
    if head is None or requirement is None or len(problems) > n_before:
        return None
    notes = {name: getattr(head, name) for name in ("severity", "why", "owner", "runbook", "tags")}
    try:
        gate = MetricGate(
            metric=head.metric,
            requirement=requirement,
            slices=head.slices,
            role=head.role,
            worst_mix=worst_mix,
            task=task,
            arguments=arguments,
            origin=node.position,
        )
    except LockgateError as error:
        named = written_under(error, node)
        problems.append(problem_at(named.value if named else node, "LG314", error.text, error.hint))
        return None
    return replace(gate, **notes) if head.why or _has_its_side(gate, node, problems) else None


def _has_its_side(gate: MetricGate, node: Mapping, problems: list[Problem]) -> bool:
    """Tell whether a model passes a gate by being good; a bar on the other side is a mistake."""
    if not is_backwards(gate):
        return True
    text, hint = told_backwards(gate)
    problems.append(problem_at(_operator(node), "LG314", text, hint))
    return False


def _operator(node: Mapping) -> Node:
    """Return what stands under the operator of a gate."""
    return next((entry.value for entry in node.entries if entry.key in OPERATOR_KEYS), node)


def _read_requirement(node: Mapping, problems: list[Problem]) -> Requirement | NotWorse | None:
    margins = [entry for entry in node.entries if entry.key in _AGAINST]
    n_before = len(problems)
    requirement = bind_requirement(node, problems, is_of_numbers=True)
    if not margins:
        if requirement is None and len(problems) == n_before:
            hint = f"such as `mustBeGreaterOrEqualTo: 0.7` or `{NotWorse.KEY}: 0.01`"
            problems.append(problem_at(node, "LG313", "an operator is missing", hint))
        return requirement
    margin = margins[0]
    if requirement is not None or len(margins) > 1:
        text = f"`{margin.key}` stands beside another operator"
        problems.append(problem_at(margin, "LG314", text, "write two gates"))
        return None
    value = _margin(margin.value)
    if value is None:
        text = f"`{margin.key}` must be a number or a share such as `2%`, got {margin.value.shown}"
        problems.append(problem_at(margin.value, "LG311", text))
        return None
    try:
        return _AGAINST[margin.key](value[0], is_relative=value[1])
    except LockgateError as error:
        problems.append(problem_at(margin.value, "LG314", error.text, error.hint))
        return None


def _margin(node: Node) -> tuple[float, bool] | None:
    """Return a margin, and whether it is a share of the baseline's value; None if it is neither."""
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value), False
    share = _SHARE.fullmatch(value) if isinstance(value, str) else None
    return None if share is None else (round(float(share[1]) / 100, 12), True)
