"""What a code, a check, a metric or a stage means."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from lockgate.checks import CHECKS
from lockgate.documents.docstring_text import opening_text, parameter_text, yaml_example
from lockgate.documents.docstrings import summary
from lockgate.domain.codes import CODES
from lockgate.domain.errors import ParameterError, closest
from lockgate.gates.metric import COMPARES, Direction, Metric, argument_names
from lockgate.gates.metrics import METRICS, METRICS_BY_WORD
from lockgate.gates.task import Task

__all__ = ["explain_topic"]

_LINE = 78  # of a screen that is 80 wide


def explain_topic(topic: str) -> str:
    """Return the explanation of a code, check or metric; of an empty topic, the list of all.

    Raises
    ------
    ParameterError
        If nothing has that name.

    Examples
    --------
    >>> print(explain_topic("LG409"))
    LG409  the data is stale
    <BLANKLINE>
    The newest instant in the table is older than the contract allows.
    Next: Find out why the delivery is late.
    """
    if not topic:
        return _all()
    code = CODES.get(topic.upper())
    if code is not None:
        return f"{code.code}  {code.title}\n\n{code.meaning}\nNext: {code.next_step}"
    if topic in CHECKS:
        return _check(topic)
    if topic in METRICS_BY_WORD:
        return _metric(topic, METRICS_BY_WORD[topic])
    near = closest(topic, [*CODES, *CHECKS, *METRICS_BY_WORD])
    hint = f"did you mean `{near}`?" if near else "`lockgate explain` lists every code, check and metric"
    raise ParameterError("LG101", "explain", f"nothing is named `{topic}`", hint)


def _check(name: str) -> str:
    kind = CHECKS[name]
    rule = "- type: custom\n  engine: lockgate\n  implementation:\n"
    rule += textwrap.indent(yaml_example(kind) or f"check: {name}", "    ")
    parts = [
        f"check `{name}`",
        opening_text(kind),
        f"Keys\n{parameter_text(kind)}" if parameter_text(kind) else "",
        f"In a contract, under `quality`\n{textwrap.indent(rule, '  ')}",
    ]
    return "\n\n".join(part for part in parts if part)


def _metric(name: str, by_task: Mapping[Task, Metric[Any]]) -> str:
    """Return what a word means; apart for each task, where they differ."""
    tasks: dict[Metric[Any], list[str]] = {}
    for task, metric in by_task.items():
        tasks.setdefault(metric, []).append(task.value)
    parts = [f"metric `{name}`"]
    for metric, named in tasks.items():
        parts += [f"task: {', '.join(named)}"] if len(tasks) > 1 else []
        arguments = parameter_text(type(metric)) if argument_names(metric) else ""
        parts += [opening_text(type(metric)), *([f"Arguments\n{arguments}"] if arguments else [])]
        parts.append(f"In a model entry, under `gates`\n  {_gate(name, metric)}")
    return "\n\n".join(parts)


def _gate(name: str, metric: Metric[Any]) -> str:
    bar = (
        "mustBeBetween: [0.1, 0.3]" if metric.direction is Direction.NEITHER else "notWorseThanBaselineBy: 0.01"
    )
    if COMPARES in metric.needs:
        bar = f"mustBe{'Greater' if metric.direction is Direction.HIGHER else 'Less'}OrEqualTo: 0.05"
    line = f"- {{metric: {name}, {bar}}}"
    return line if len(line) <= _LINE else f"- metric: {name}\n    {bar}"


def _all() -> str:
    lines = ["codes"]
    lines += [f"  {code.code}  {code.title}" for code in CODES.values()]
    lines += ["", "checks"]
    lines += [f"  {name:28}{summary(kind)}" for name, kind in sorted(CHECKS.items())]
    lines += ["", "metrics"]
    first = {metric.name: metric for metric in reversed(METRICS)}  # of several tasks, the first's
    lines += [
        f"  {name:27} {summary(type(first[name]))}" for name in dict.fromkeys(one.name for one in METRICS)
    ]
    return "\n".join(lines)
