"""What outcomes cost or are worth: arguments, and the mean over the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Floats, Model, SliceCells
from lockgate.gates.confusion import flagged
from lockgate.gates.measurement import MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.stats.linearised import Linearised, linearised_difference, linearised_estimate

__all__ = ["Amounts", "per_action", "require_amounts", "require_costs", "require_profit"]

_MOST = 1e15


def require_amounts(metric: str, amounts: Mapping[str, float | None]) -> None:
    """Refuse an amount that is given and not a number that can be summed and squared.

    Raises
    ------
    ParameterError
        If so.
    """
    for name, amount in amounts.items():
        if amount is not None and not (_is_number(amount) and abs(amount) <= _MOST):  # NaN neither
            raise ParameterError.of(f"metric {metric}", name, "a finite number, at most 1e15 in size", amount)


def require_costs(metric: str, costs: Mapping[str, float | None]) -> None:
    """Refuse a cost that is given and not a finite number of 0 or more, and costs that are all 0.

    Raises
    ------
    ParameterError
        If so.
    """
    require_amounts(metric, costs)
    for name, cost in costs.items():
        if cost is not None and cost < 0:
            raise ParameterError.of(f"metric {metric}", name, "0 or more", cost)
    if all(cost == 0 for cost in costs.values()):
        raise ParameterError.of(f"metric {metric}", next(iter(costs)), "above 0, unless another cost is", 0)


def require_profit(metric: str, gain: float | None, cost: float | None) -> None:
    """Refuse a gain or cost that is given and not finite, and those that earn the same whatever a row is.

    Raises
    ------
    ParameterError
        If so.
    """
    require_amounts(metric, {"gain": gain, "cost": cost})
    if gain is not None and cost is not None and gain + cost == 0:
        raise ParameterError.of(f"metric {metric}", "cost", "other than minus the gain", cost)


def per_action(gain: float | None, cost: float | None, actions: float) -> tuple[float, float]:
    """Return scale and shift that make a profit of a precision.

    Examples
    --------
    >>> scale, shift = per_action(40, 5, 100)
    >>> scale * 0.5 + shift
    1750.0
    """
    earned, lost = float(gain or 0), float(cost or 0)
    return actions * (earned + lost), -actions * lost


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a row of each kind adds to a mean.

    Examples
    --------
    >>> Amounts(tp=-40.0, fp=5.0, fn=0.0, tn=0.0).fp
    5.0
    """

    tp: float
    fp: float
    fn: float
    tn: float

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        """Return the mean of one model's decisions."""
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        line = self._line(cells, model)
        estimate = linearised_estimate(line.value, line.influence, cells.joint.n)
        return MeanMeasurement(estimate, "t", span=self._span)

    def difference(self, cells: SliceCells) -> Measurement:
        """Return candidate minus baseline, on the same rows."""
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        old, new = (self._line(cells, model) for model in Model)
        return MeanMeasurement(linearised_difference(new, old, cells.joint.n), "paired, t", span=self._span)

    @property
    def _span(self) -> float:
        found = (self.tp, self.fp, self.fn, self.tn)
        return max(found) - min(found)

    def _line(self, cells: SliceCells, model: Model) -> Linearised:
        flag, label = flagged(cells, model) == 1, cells.joint.positive == 1
        choices = [flag & label, flag & ~label, ~flag & label]
        amounts: Floats = np.select(choices, [self.tp, self.fp, self.fn], self.tn)
        value = float(amounts @ cells.joint.n) / cells.n
        return Linearised(value, amounts - value, cells.n)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
