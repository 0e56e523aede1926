"""What a code, a check, a metric or a stage means."""

from __future__ import annotations

import textwrap
from typing import Any

from lockgate.checks import CHECKS
from lockgate.documents.docstring_text import opening_text, parameter_text, yaml_example
from lockgate.documents.docstrings import summary
from lockgate.domain.codes import CODES
from lockgate.domain.errors import ParameterError, closest
from lockgate.gates.cells import Need
from lockgate.gates.metric import Direction, Metric
from lockgate.gates.metrics import METRICS

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
    metrics = {name: metric for metric in METRICS for name in (metric.name, *metric.aliases)}
    if topic in metrics:
        return _metric(topic, metrics[topic])
    near = closest(topic, [*CODES, *CHECKS, *metrics])
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


def _metric(name: str, metric: Metric[Any]) -> str:
    takes_margin = metric.direction is not Direction.NEITHER and Need.PAIR not in metric.needs
    bar = "notWorseThanBaselineBy: 0.01" if takes_margin else "mustBeBetween: [0.1, 0.3]"
    gate = f"- {{metric: {name}, {bar}}}"
    return f"metric `{name}`\n\n{opening_text(type(metric))}\n\nIn a model entry, under `gates`\n  {gate}"


def _all() -> str:
    lines = ["codes"]
    lines += [f"  {code.code}  {code.title}" for code in CODES.values()]
    lines += ["", "checks"]
    lines += [f"  {name:28}{summary(kind)}" for name, kind in sorted(CHECKS.items())]
    lines += ["", "metrics"]
    lines += [f"  {metric.name:27} {summary(type(metric))}" for metric in METRICS]
    return "\n".join(lines)
