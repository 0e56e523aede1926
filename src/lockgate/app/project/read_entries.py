"""One entry of a stage, from its node."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace

from lockgate.app.project.read_resources import read_resources
from lockgate.app.project.spec import (
    CommandEntry,
    ContractEntry,
    DriftEntry,
    Entry,
    EntryNotes,
    HistoryEntry,
    ModelEntry,
    PytestEntry,
    ScoreEntry,
    SignatureEntry,
    Work,
)
from lockgate.app.project.windows import parse_window
from lockgate.documents.binding import bind, bind_requirement
from lockgate.documents.fields import OPERATOR_KEYS
from lockgate.documents.node import Mapping, Node, Scalar, Sequence, plain_value, problem_at
from lockgate.domain.errors import LockgateError, Problem, did_you_mean
from lockgate.domain.requirement import Requirement
from lockgate.drift.spec import DriftSpec
from lockgate.gates.metrics import METRICS_BY_TASK
from lockgate.gates.signature.spec import SignatureSpec
from lockgate.gates.slicing import Dimension, SliceSet
from lockgate.gates.spec import MetricGate, ModelGateSpec, NotWorse, SliceScope
from lockgate.gates.task import Task
from lockgate.history.spec import HistorySpec
from lockgate.scan.partition_range import PartitionRange

__all__ = ["KINDS", "GateFile", "ModelFile", "read_entry"]


_NOTES = frozenset({"name", "severity", "why", "owner", "runbook", "tags"})
_BESIDE = {"model": ("gates",), "resources": ("gates",), "contract": ("window",), "drift": ("window",)}
"""Further keys of an entry, by its kind."""

_NOT_WORSE = "notWorseThanBaselineBy"
_PLAIN_WORD = re.compile(r"[A-Za-z./_-][\w./=+-]*")  # what YAML reads as a text without quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """The keys under ``model``.

    Parameters
    ----------
    data : str
        Name of the table of predictions under ``data``.
    label : str
        Column with the truth.
    candidate : str
        Column with the candidate's prediction: a classifier's probability in [0, 1], or a number.
    baseline : str, default=none
        Column with the baseline's prediction on the same rows.
    task : Task, default="binary_classification"
        What the model predicts.
    threshold : float, default=0.5
        From which score on a row is predicted positive; of a classifier.
    positive : str, int or bool, default=true or 1
        The label that counts as positive; of a classifier.
    alpha : float, default=0.05
        One-sided error probability of each decision.
    power : float, default=0.8
        Probability with which the smallest detectable regression would be seen.
    """

    data: str
    label: str
    candidate: str
    baseline: str | None = None
    task: Task = Task.BINARY_CLASSIFICATION
    threshold: float = 0.5
    positive: str | int | bool | None = None
    alpha: float = 0.05
    power: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFile(EntryNotes):
    """The keys of one gate, beside its operator.

    Parameters
    ----------
    metric : str
        Name of the metric.
    slices : SliceScope, default="none"
        ``all`` judges each slice of the entry too.
    """

    metric: str
    slices: SliceScope = SliceScope.NONE


def read_entry(node: Node, problems: list[Problem]) -> Entry | None:
    """Return an entry, None if it has mistakes."""
    if not isinstance(node, Mapping):
        text = f"an entry must be a mapping, got {node.shown}"
        problems.append(problem_at(node, "LG311", text, f"begin it with one of {', '.join(KINDS)}"))
        return None
    named = [entry for entry in node.entries if entry.key in KINDS]
    if len(named) != 1:
        _refuse_kind(node, [entry.key for entry in named], problems)
        return None
    kind, body = named[0].key, named[0].value
    n_before = len(problems)
    foreign = frozenset({kind, *_BESIDE.get(kind, ())})
    notes = bind(EntryNotes, node, problems, foreign=foreign)
    work = _read_work(kind, body, node, problems)
    if notes is None or work is None or len(problems) > n_before:
        return None
    return Entry(kind=kind, work=work, notes=notes, origin=node.position)


def _refuse_kind(node: Mapping, named: list[str], problems: list[Problem]) -> None:
    if named:
        text = f"an entry does one thing, got {' and '.join(f'`{key}`' for key in named)}"
        problems.append(problem_at(node, "LG314", text, "write an entry for each"))
        return
    unknown = next((entry for entry in node.entries if entry.key not in _NOTES), None)
    hint = did_you_mean(unknown.key, KINDS) if unknown else f"begin it with one of {', '.join(KINDS)}"
    text = f"unknown kind of entry `{unknown.key}`" if unknown else "the entry does nothing"
    problems.append(problem_at(unknown or node, "LG312", text, hint))


def _read_work(kind: str, body: Node, node: Mapping, problems: list[Problem]) -> Work | None:
    return _READERS[kind](body, node, problems)


def _read_drift(body: Node, node: Mapping, problems: list[Problem]) -> DriftEntry | None:
    spec = bind(DriftSpec, body, problems)
    window = _read_window(node.get("window"), problems)
    if spec is None:
        return None
    try:
        return DriftEntry(spec=spec, window=window)
    except LockgateError as error:
        problems.append(problem_at(node.get("window") or body, "LG314", error.text, error.hint))
        return None


def _read_history(body: Node, _: Mapping, problems: list[Problem]) -> HistoryEntry | None:
    spec = bind(HistorySpec, body, problems)
    return None if spec is None else HistoryEntry(spec=spec)


def _read_pytest(body: Node, _: Mapping, problems: list[Problem]) -> PytestEntry | None:
    return bind(PytestEntry, body, problems)


def _read_score(body: Node, _: Mapping, problems: list[Problem]) -> ScoreEntry | None:
    return bind(ScoreEntry, body, problems)


def _read_signature(body: Node, _: Mapping, problems: list[Problem]) -> SignatureEntry | None:
    spec = bind(SignatureSpec, body, problems)
    return None if spec is None else SignatureEntry(spec=spec)


def _read_contract(body: Node, node: Mapping, problems: list[Problem]) -> ContractEntry | None:
    window = _read_window(node.get("window"), problems)
    if isinstance(body, Scalar) and isinstance(body.value, str):
        return ContractEntry(table=body.value, window=window)
    problems.append(problem_at(body, "LG311", f"`contract` must be the name of a table, got {body.shown}"))
    return None


def _read_window(node: Node | None, problems: list[Problem]) -> PartitionRange | None:
    if node is None:
        return None
    try:
        return parse_window(str(plain_value(node)))
    except LockgateError as error:
        problems.append(problem_at(node, "LG314", error.text, error.hint))
        return None


def _read_command(body: Node, _: Mapping, problems: list[Problem]) -> CommandEntry | None:
    """Read a command; a line, as a shell would take it, is shown as the list that it must be."""
    if isinstance(body, Scalar) and isinstance(body.value, str):
        text = f"`command` must be a mapping with the key `run`, got {body.shown}"
        problems.append(problem_at(body, "LG311", text, f"write `command: {{run: {_words(body.value)}}}`"))
        return None
    run = body.get("run") if isinstance(body, Mapping) else None
    if isinstance(run, Scalar) and isinstance(run.value, str):
        text = f"`run` must be a list, the program and its arguments, got {run.shown}"
        problems.append(
            problem_at(run, "LG311", text, f"write a list, which no shell reads: {_words(run.value)}")
        )
        return None
    return bind(CommandEntry, body, problems)


def _words(line: str) -> str:
    """Return a command line as a list that YAML reads."""
    try:
        words = shlex.split(line)
    except ValueError:  # a quote that is not closed
        words = line.split()
    plain = (word if _PLAIN_WORD.fullmatch(word) else json.dumps(word, ensure_ascii=False) for word in words)
    return f"[{', '.join(plain)}]"


def _read_model(body: Node, node: Mapping, problems: list[Problem]) -> ModelEntry | None:
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
    requirement = _read_requirement(node, problems)
    if head is not None:
        _refuse_metric(head.metric, task, node, problems)
    if head is None or requirement is None or len(problems) > n_before:
        return None
    notes = {name: getattr(head, name) for name in ("severity", "why", "owner", "runbook", "tags")}
    try:
        gate = MetricGate(
            metric=head.metric, requirement=requirement, slices=head.slices, task=task, origin=node.position
        )
    except LockgateError as error:
        problems.append(problem_at(node, "LG314", error.text, error.hint))
        return None
    return replace(gate, **notes)


def _refuse_metric(name: str, task: Task, node: Mapping, problems: list[Problem]) -> None:
    """Refuse a name that no metric of the task has; one of another task's metrics is named as such."""
    names = {
        one: [name for metric in metrics for name in (metric.name, *metric.aliases)]
        for one, metrics in METRICS_BY_TASK.items()
    }
    if name in names[task]:
        return
    owner = next((other.value for other, known in names.items() if name in known), None)
    text = f"no metric is named `{name}`" if owner is None else f"`{name}` is a metric of {owner}"
    hint = did_you_mean(name, names[task]) if owner is None else f"the entry's `task` is {task.value}"
    problems.append(problem_at(node.get("metric") or node, "LG315", text, hint))


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


_READERS: dict[str, Callable[[Node, Mapping, list[Problem]], Work | None]] = {
    "contract": _read_contract,
    "drift": _read_drift,
    "history": _read_history,
    "model": _read_model,
    "pytest": _read_pytest,
    "command": _read_command,
    "score": _read_score,
    "resources": read_resources,
    "signature": _read_signature,
}

KINDS = tuple(_READERS)
"""What an entry can be; its first key says which."""
