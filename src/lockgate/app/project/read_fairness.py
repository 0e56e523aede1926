"""Gates on gaps between groups, from their node."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lockgate.app.project.read_metric import is_metric, read_arguments
from lockgate.app.project.read_slices import read_slice
from lockgate.app.project.spec import EntryNotes
from lockgate.documents.binding import bind, bind_requirement, written_under
from lockgate.documents.fields import OPERATOR_KEYS
from lockgate.documents.node import Mapping, Node, Scalar, Sequence, problem_at
from lockgate.domain.errors import LockgateError, Problem, did_you_mean
from lockgate.gates.gap_gate import COMPOSITES, Compare, GapGate
from lockgate.gates.slicing import SliceSet
from lockgate.gates.task import Task

__all__ = ["GapFile", "read_fairness"]

_FOREIGN = frozenset({"metric", "groups", "within", "reference"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFile(EntryNotes):
    """The keys of one gate on a gap, beside its operator and what its own readers know.

    Parameters
    ----------
    compare : Compare, default="difference"
        Whether the metric of one group is subtracted from, or divided by, that of another.
    arguments : dict of str to object, default=none
        What the metric takes; its page says what.
    """

    compare: Compare = Compare.DIFFERENCE
    arguments: dict[str, object] = field(default_factory=dict)


def read_fairness(node: Node | None, task: Task, problems: list[Problem]) -> tuple[GapGate, ...]:
    """Return the gates under ``fairness``; those with mistakes are left out and told."""
    if node is None:
        return ()
    if not isinstance(node, Sequence) or not node.items:
        text = f"`fairness` must be a list with at least one gate, got {node.shown}"
        hint = "such as `- {metric: selection_rate, groups: sex, compare: ratio, mustBeGreaterOrEqualTo: 0.8}`"
        problems.append(problem_at(node, "LG311", text, hint))
        return ()
    gates = [_read_gap(item, task, problems) for item in node.items]
    return tuple(gate for gate in gates if gate is not None)


def _read_gap(node: Node, task: Task, problems: list[Problem]) -> GapGate | None:
    if not isinstance(node, Mapping):
        problems.append(problem_at(node, "LG311", f"a gate must be a mapping, got {node.shown}"))
        return None
    n_before = len(problems)
    head = bind(GapFile, node, problems, foreign=_FOREIGN | OPERATOR_KEYS)
    requirement = bind_requirement(node, problems, is_of_numbers=True)
    if requirement is None and len(problems) == n_before:
        hint = "such as `mustBeLessOrEqualTo: 0.05` of a difference or `mustBeGreaterOrEqualTo: 0.8` of a ratio"
        problems.append(problem_at(node, "LG313", "an operator is missing", hint))
    names = _metrics(node, task, problems)
    groups, within = (_cut(node, key, problems) for key in ("groups", "within"))
    if not groups:
        problems.append(
            problem_at(node, "LG313", "key `groups` is missing", "name a column, such as `groups: sex`")
        )
    reference = _reference(node.get("reference"), groups, problems)
    if head is not None and head.arguments and len(names) > 1:
        text = f"`arguments` stands with several metrics: {', '.join(names)}"
        problems.append(problem_at(node.get("arguments") or node, "LG314", text, "write a gate for each"))
    arguments = read_arguments(names[0], task, node, problems) if len(names) == 1 else ()
    if head is None or requirement is None or len(problems) > n_before:
        return None
    asked: dict[str, Any] = {"metrics": names, "groups": groups, "within": within, "requirement": requirement}
    notes = {name: getattr(head, name) for name in ("severity", "why", "owner", "runbook", "tags")}
    try:
        return GapGate(
            **asked,
            **notes,
            compare=head.compare,
            reference=reference,
            arguments=arguments,
            task=task,
            origin=node.position,
        )
    except LockgateError as error:
        named = written_under(error, node)
        problems.append(problem_at(named.value if named else node, "LG314", error.text, error.hint))
        return None


def _metrics(node: Mapping, task: Task, problems: list[Problem]) -> tuple[str, ...]:
    """Return the metrics of a gate: one, several, or those that a composite's name stands for."""
    given = node.get("metric")
    if given is None:
        hint = "such as `selection_rate`, or a list of them"
        problems.append(problem_at(node, "LG313", "key `metric` is missing", hint))
        return ()
    found: list[str] = []
    for item in given.items if isinstance(given, Sequence) else (given,):
        if not isinstance(item, Scalar) or not isinstance(item.value, str):
            problems.append(problem_at(item, "LG311", f"`metric` must be a name or a list, got {item.shown}"))
        elif item.value in COMPOSITES and task is Task.BINARY_CLASSIFICATION:
            found += COMPOSITES[item.value]
        elif is_metric(item.value, task, item, problems):
            found.append(item.value)
    return tuple(dict.fromkeys(found))


def _cut(node: Mapping, key: str, problems: list[Problem]) -> SliceSet:
    given = node.get(key)
    return () if given is None else read_slice(given, problems)


def _reference(node: Node | None, groups: SliceSet, problems: list[Problem]) -> tuple[str, ...]:
    """Return the reference group: one value, or for crossed columns a value by column."""
    if node is None:
        return ()
    columns = [dimension.called for dimension in groups]
    if isinstance(node, Scalar) and len(columns) <= 1:
        return (_text(node),)
    values = {entry.key: entry.value for entry in node.entries} if isinstance(node, Mapping) else {}
    strange = (key for key in values if key not in columns)
    problems += [
        problem_at(node, "LG312", f"`{key}` is no column of `groups`", did_you_mean(key, columns))
        for key in strange
    ]
    scalars = [values.get(column) for column in columns]
    if not all(isinstance(one, Scalar) for one in scalars):
        text = f"`reference` must have a value for each of {', '.join(columns)}, got {node.shown}"
        problems.append(problem_at(node, "LG311", text))
    return tuple(_text(one) for one in scalars if isinstance(one, Scalar))


def _text(node: Scalar) -> str:
    """Return a value as slices name it."""
    return str(node.value).lower() if isinstance(node.value, bool) else str(node.value)
