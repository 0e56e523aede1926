"""A resource entry, from its node."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lockgate.app.project.spec import EntryNotes, ResourceEntry
from lockgate.documents.binding import bind, bind_requirement
from lockgate.documents.fields import OPERATOR_KEYS
from lockgate.documents.node import Mapping, Node, Sequence, plain_value, problem_at
from lockgate.domain.errors import LockgateError, Problem, did_you_mean
from lockgate.domain.requirement import Requirement
from lockgate.gates.resources.measures import MEASURES, measure_named
from lockgate.gates.resources.spec import CostMargin, ResourceGate, ResourceSpec

__all__ = ["ResourceGateFile", "read_resources"]

_NOT_WORSE = "notWorseThanBaselineBy"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceGateFile(EntryNotes):
    """The keys of one gate, beside its operator.

    Parameters
    ----------
    metric : str
        Name of the measure.
    batch : int, default=the first of `batches`, of rates the greatest
        Rows of a call.
    """

    metric: str
    batch: int | None = None


def read_resources(body: Node, node: Mapping, problems: list[Problem]) -> ResourceEntry | None:
    """Return the entry, None if it has mistakes."""
    n_before = len(problems)
    spec = bind(ResourceSpec, body, problems)
    gates = _read_gates(node, problems)
    if spec is None or len(problems) > n_before:
        return None
    try:
        spec.require_fitting(gates)
    except LockgateError as error:
        problems.append(problem_at(body, "LG314", error.text, error.hint))
        return None
    return ResourceEntry(spec=spec, gates=gates)


def _read_gates(node: Mapping, problems: list[Problem]) -> tuple[ResourceGate, ...]:
    entry = node.entry("gates")
    if entry is None or not isinstance(entry.value, Sequence) or not entry.value.items:
        text = "a resources entry needs `gates`, a list with at least one gate"
        hint = "such as `- {metric: latency_p99_ms, mustBeLessThan: 20}`"
        problems.append(problem_at(entry or node, "LG313", text, hint))
        return ()
    gates = [_read_gate(item, problems) for item in entry.value.items]
    return tuple(gate for gate in gates if gate is not None)


def _read_gate(node: Node, problems: list[Problem]) -> ResourceGate | None:
    if not isinstance(node, Mapping):
        problems.append(problem_at(node, "LG311", f"a gate must be a mapping, got {node.shown}"))
        return None
    n_before = len(problems)
    head = bind(ResourceGateFile, node, problems, foreign=frozenset(OPERATOR_KEYS | {_NOT_WORSE}))
    requirement = _read_requirement(node, problems)
    if head is not None and measure_named(head.metric) is None:
        hint = did_you_mean(head.metric, [measure.name for measure in MEASURES])
        text = f"no measure is named `{head.metric}`"
        problems.append(problem_at(node.get("metric") or node, "LG315", text, hint))
    if head is None or requirement is None or len(problems) > n_before:
        return None
    try:
        gate = ResourceGate(metric=head.metric, requirement=requirement, batch=head.batch, origin=node.position)
    except LockgateError as error:
        problems.append(problem_at(node, "LG314", error.text, error.hint))
        return None
    notes = {name: getattr(head, name) for name in ("severity", "why", "owner", "runbook", "tags")}
    return replace(gate, **notes)


def _read_requirement(node: Mapping, problems: list[Problem]) -> Requirement | CostMargin | None:
    margin = node.entry(_NOT_WORSE)
    n_before = len(problems)
    requirement = bind_requirement(node, problems)
    if margin is None:
        if requirement is None and len(problems) == n_before:
            hint = f"such as `mustBeLessThan: 20` or `{_NOT_WORSE}: 10 %`"
            problems.append(problem_at(node, "LG313", "an operator is missing", hint))
        return requirement
    if requirement is not None:
        text = f"`{_NOT_WORSE}` stands beside another operator"
        problems.append(problem_at(margin, "LG314", text, "write two gates"))
        return None
    try:
        return CostMargin.parsed(plain_value(margin.value))
    except LockgateError as error:
        problems.append(problem_at(margin.value, "LG311", error.text, error.hint))
        return None
