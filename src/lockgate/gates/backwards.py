"""Bars that a model passes by being worse."""

from __future__ import annotations

from typing import cast

from lockgate.domain.requirement import Operator, Requirement
from lockgate.gates.metric import Direction
from lockgate.gates.metric_gate import MetricGate

__all__ = ["is_backwards", "told_backwards"]

_FLOORS = {
    Operator.MUST_BE_GREATER_THAN: Operator.MUST_BE_LESS_THAN,
    Operator.MUST_BE_GREATER_OR_EQUAL_TO: Operator.MUST_BE_LESS_OR_EQUAL_TO,
}
_OTHER = {**_FLOORS, **{ceiling: floor for floor, ceiling in _FLOORS.items()}}


def is_backwards(gate: MetricGate) -> bool:
    """Tell whether a gate has one bar, and that on the side where the metric is worse.

    Examples
    --------
    >>> is_backwards(MetricGate(metric="accuracy", requirement=Requirement.at_most(0.8)))
    True
    >>> is_backwards(MetricGate(metric="log_loss", requirement=Requirement.at_most(0.8)))
    False
    """
    asked, direction = gate.requirement, gate.definition.direction
    if not isinstance(asked, Requirement) or asked.operator not in _OTHER:
        return False
    is_floor = asked.operator in _FLOORS
    return direction is (Direction.LOWER if is_floor else Direction.HIGHER)


def told_backwards(gate: MetricGate) -> tuple[str, str]:
    """Return what is wrong with such a gate, and what to do.

    Examples
    --------
    >>> told_backwards(MetricGate(metric="accuracy", requirement=Requirement.at_most(0.8)))[0]
    '`accuracy` is better the higher it is, and a model passes `mustBeLessOrEqualTo` by being worse'
    """
    operator = cast("Requirement", gate.requirement).operator
    way = "higher" if gate.definition.direction is Direction.HIGHER else "lower"
    text = f"`{gate.metric}` is better the {way} it is, and a model passes `{operator.value}` by being worse"
    return text, f"write `{_OTHER[operator].value}`, or say in `why` what a number that is too good would mean"
