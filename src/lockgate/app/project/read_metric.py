"""The metric of a gate and its arguments, from their nodes."""

from __future__ import annotations

from lockgate.documents.binding import bind
from lockgate.documents.node import Mapping, Node, problem_at
from lockgate.domain.errors import Problem, did_you_mean
from lockgate.gates.metric import argument_names
from lockgate.gates.metrics import METRICS_BY_WORD, metric_named
from lockgate.gates.task import Task

__all__ = ["is_metric", "read_arguments"]


def read_arguments(
    name: str, task: Task, node: Mapping, problems: list[Problem]
) -> tuple[tuple[str, object], ...]:
    """Return what a gate sets of its metric, checked by the metric's own class."""
    if not is_metric(name, task, node.get("metric") or node, problems):
        return ()
    given = node.get("arguments")
    if not isinstance(given, Mapping) or not given.entries:
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


def is_metric(name: str, task: Task, place: Node, problems: list[Problem]) -> bool:
    """Tell whether the task has a metric of a name; if not that is a mistake, which names the task that has it."""
    owners = METRICS_BY_WORD.get(name, {})
    if task in owners:
        return True
    if owners:
        text = f"`{name}` is a metric of {', '.join(owners)}"
        hint = f"the entry's `task` is {task.value}"
    else:
        known = [word for word, tasks in METRICS_BY_WORD.items() if task in tasks]
        text, hint = f"no metric is named `{name}`", did_you_mean(name, known)
    problems.append(problem_at(place, "LG315", text, hint))
    return False
