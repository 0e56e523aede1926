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
from lockgate.gates.metric import Direction, Metric, argument_names
from lockgate.gates.metrics import METRICS, METRICS_BY_WORD
from lockgate.gates.task import Task

__all__ = ["explain_topic"]


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
    """Return what a word means; in each task, where several know it."""
    parts = [f"metric `{name}`"]
    tasks: dict[type, list[Task]] = {}  # tasks that have the very same metric share its text
    for task, metric in by_task.items():
        tasks.setdefault(type(metric), []).append(task)
    for words in tasks.values():
        metric = by_task[words[0]]
        parts += [f"task: {', '.join(words)}"] if len(by_task) > 1 else []
        parts += [opening_text(type(metric)), f"In a model entry, under `gates`\n  {_gate(name, metric)}"]
    return "\n\n".join(parts)


def _gate(name: str, metric: Metric[Any]) -> str:
    takes_margin = metric.direction is not Direction.NEITHER
    bar = "notWorseThanBaselineBy: 0.01" if takes_margin else "mustBeBetween: [0.1, 0.3]"
    taken = ", ".join(f"`{argument}`" for argument in argument_names(metric))
    return f"- {{metric: {name}, {bar}}}" + (f"\nand under `arguments`: {taken}" if taken else "")


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
