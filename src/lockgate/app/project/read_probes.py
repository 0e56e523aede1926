"""Entries that ask a model, from their nodes."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from typing import TypeVar

from lockgate.app.project.probe_specs import BehaviourEntry, ImportanceEntry
from lockgate.app.project.robustness_spec import RobustnessEntry
from lockgate.app.project.training_spec import TrainingEntry
from lockgate.documents.binding import bind
from lockgate.documents.node import Mapping, Node, Sequence, problem_at
from lockgate.domain.errors import Problem, did_you_mean
from lockgate.probes.behaviour import Behaviour
from lockgate.probes.behaviours import BEHAVIOURS
from lockgate.probes.behaviours.invariance import Invariance
from lockgate.probes.perturbation import Fault, Perturbation
from lockgate.probes.perturbations import PERTURBATIONS
from lockgate.probes.perturbations.together import Together

__all__ = ["read_behaviour", "read_importance", "read_perturbation", "read_robustness", "read_training"]

T = TypeVar("T")


def read_robustness(body: Node, _: Mapping, problems: list[Problem]) -> RobustnessEntry | None:
    """Return a robustness entry, None if it has mistakes."""
    if not isinstance(body, Mapping):
        return bind(RobustnessEntry, body, problems)
    n_before = len(problems)
    listed, rest = body.split(frozenset({"perturbations"}))
    found = [read_perturbation(item, problems) for item in _items(listed, "perturbations", problems)]
    kept = tuple(one for one in found if one is not None)
    is_whole = len(problems) == n_before
    return bind(RobustnessEntry, rest, problems, given={"perturbations": kept}, is_whole=is_whole)


def read_behaviour(body: Node, _: Mapping, problems: list[Problem]) -> BehaviourEntry | None:
    """Return a behaviour entry, None if it has mistakes."""
    if not isinstance(body, Mapping):
        return bind(BehaviourEntry, body, problems)
    n_before = len(problems)
    listed, rest = body.split(frozenset({"tests"}))
    found = [_test(item, problems) for item in _items(listed, "tests", problems)]
    kept = tuple(one for one in found if one is not None)
    is_whole = len(problems) == n_before
    return bind(BehaviourEntry, rest, problems, given={"tests": kept}, is_whole=is_whole)


def read_importance(body: Node, _: Mapping, problems: list[Problem]) -> ImportanceEntry | None:
    """Return an importance entry, None if it has mistakes."""
    return bind(ImportanceEntry, body, problems)


def read_training(body: Node, _: Mapping, problems: list[Problem]) -> TrainingEntry | None:
    """Return a training entry, None if it has mistakes."""
    return bind(TrainingEntry, body, problems)


def _test(node: Node, problems: list[Problem]) -> Behaviour | None:
    chosen = _chosen(node, BEHAVIOURS, "behaviour test", problems)
    if chosen is None:
        return None
    kind, body = chosen
    when = body.get("when") if isinstance(body, Mapping) else None
    if kind is not Invariance or not isinstance(body, Mapping) or when is None:
        return bind(kind, body, problems)
    change = read_perturbation(when, problems, {"doses": (1.0,)})
    _, rest = body.split(frozenset({"when"}))
    return None if change is None else bind(Invariance, rest, problems, given={"when": change})


def read_perturbation(
    node: Node, problems: list[Problem], given: AnyMapping[str, object] | None = None
) -> Perturbation | None:
    """Return a perturbation, None if it has mistakes; `given` are values that need not be written."""
    chosen = _chosen(node, PERTURBATIONS, "perturbation", problems)
    if chosen is None:
        return None
    kind, body = chosen
    if kind is not Together:
        return bind(kind, body, problems, given=given or {})
    if not isinstance(body, Mapping):
        return bind(Together, body, problems)
    n_before = len(problems)
    listed, rest = body.split(frozenset({"faults"}))
    faults = tuple(_faults(listed, problems))
    columns = tuple(dict.fromkeys(column for fault in faults for column in fault.columns))
    every = {**(given or {}), "faults": faults, "columns": columns}
    return bind(Together, rest, problems, given=every, is_whole=len(problems) == n_before)


def _faults(listed: Mapping, problems: list[Problem]) -> list[Fault]:
    """Return faults; their doses are those of the whole."""
    faults = []
    for item in _items(listed, "faults", problems):
        found = read_perturbation(item, problems, {"doses": (1.0,)})
        if isinstance(found, Fault):
            faults.append(found)
        elif found is not None:
            names = ", ".join(name for name, kind in PERTURBATIONS.items() if issubclass(kind, Fault))
            text = f"`{found.name}` is no fault that a row has or has not"
            problems.append(problem_at(item, "LG314", text, f"faults are {names}"))
    return faults


def _chosen(
    node: Node, known: AnyMapping[str, type[T]], what: str, problems: list[Problem]
) -> tuple[type[T], Node] | None:
    """Return the class that the one key of a mapping names, and its body."""
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        got = f"{len(node.entries)} keys" if isinstance(node, Mapping) else node.shown
        text = f"a {what} must be a mapping with one key, got {got}"
        problems.append(problem_at(node, "LG311", text, f"one of {', '.join(known)}"))
        return None
    entry = node.entries[0]
    if entry.key not in known:
        text = f"no {what} is named `{entry.key}`"
        problems.append(problem_at(entry, "LG315", text, did_you_mean(entry.key, known)))
        return None
    return known[entry.key], entry.value


def _items(node: Mapping, key: str, problems: list[Problem]) -> tuple[Node, ...]:
    entry = node.entry(key)
    if entry is None:
        return ()
    if not isinstance(entry.value, Sequence):
        problems.append(problem_at(entry.value, "LG311", f"`{key}` must be a list, got {entry.value.shown}"))
        return ()
    return entry.value.items
