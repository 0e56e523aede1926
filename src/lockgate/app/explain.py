"""What a code, a check, a metric or a stage means."""

from __future__ import annotations

import inspect

from lockgate.checks import CHECKS
from lockgate.domain.codes import CODES
from lockgate.domain.errors import ParameterError, did_you_mean
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
        return f"check `{topic}`\n\n{inspect.getdoc(CHECKS[topic])}"
    metrics = {name: metric for metric in METRICS for name in (metric.name, *metric.aliases)}
    if topic in metrics:
        return f"metric `{topic}`\n\n{inspect.getdoc(type(metrics[topic]))}"
    known = [*CODES, *CHECKS, *metrics]
    raise ParameterError("LG101", "explain", f"nothing is named `{topic}`", did_you_mean(topic, known))


def _all() -> str:
    lines = ["codes"]
    lines += [f"  {code.code}  {code.title}" for code in CODES.values()]
    lines += ["", "checks"]
    lines += [f"  {name:24}{_first_line(kind)}" for name, kind in sorted(CHECKS.items())]
    lines += ["", "metrics"]
    lines += [f"  {metric.name:28}{_first_line(type(metric))}" for metric in METRICS]
    return "\n".join(lines)


def _first_line(kind: type) -> str:
    return (inspect.getdoc(kind) or "").splitlines()[0]
