"""Metric: agreement of label and predicted class beyond chance, with more weight on what is further off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice, Floats
from lockgate.gates.classes.formula import ClassLine, class_shares, measured, measured_difference
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["CohenKappa", "Weights"]


class Weights(StrEnum):
    """How much worse it is to be further off."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


@dataclass(frozen=True, slots=True)
class CohenKappa:
    """Agreement beyond what chance would give: 1 minus the disagreement seen by that expected of unrelated classes.

    With weights classes need an order: that of `order`, or of their numbers if all are whole numbers. Undefined where
    all rows have one class and a model predicts only that. By the delta method.

    Parameters
    ----------
    weights : Weights, default="none"
        How much a wrong class weighs by the places that it is off: ``none`` all the same, ``linear``, ``quadratic``.
    order : tuple of str, default=()
        The classes in their order, each once; all that occur.

    Raises
    ------
    ParameterError
        If `order` has a class twice.

    References
    ----------
    J. Cohen, Psychological Bulletin 70 (1968), doi:10.1037/h0026256.

    Examples
    --------
    .. code-block:: yaml

        metric: cohen_kappa
        arguments: {weights: linear, order: [low, mid, high]}
        mustBeGreaterOrEqualTo: 0.6

    >>> CohenKappa(weights=Weights.QUADRATIC).direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "cohen_kappa"
    aliases: ClassVar[tuple[str, ...]] = ("cohen_kappa_score", "kappa")
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = -1.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[ClassNeed]] = frozenset()
    weights: Weights = Weights.NONE
    order: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(set(self.order)) < len(self.order):
            raise ParameterError.of("metric cohen_kappa", "order", "each class once", list(self.order))

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        return measured(cells, self._line(cells, model), least=self.least)

    def difference(self, cells: ClassSlice) -> Measurement:
        return measured_difference(cells, *(self._line(cells, model) for model in Model), least=self.least)

    def _line(self, cells: ClassSlice, model: Model) -> ClassLine:
        nothing = self._missing_order(cells)
        if nothing or not cells.n:
            return ClassLine.undefined(cells, nothing or "no rows")
        _, label, chosen = class_shares(cells, model)
        cost = self._costs(cells)
        from_label, from_chosen = cost.T @ label, cost @ chosen  # expected cost of a prediction, and of a label
        expected = float(label @ from_chosen)
        if expected <= 0:
            return ClassLine.undefined(cells, "all rows have one class and the model predicts only that")
        each = cost[cells.label, cells.predicted(model)]
        seen = float(each @ cells.joint.n) / cells.n
        chance = from_chosen[cells.label] + from_label[cells.predicted(model)] - 2 * expected
        influence = (seen * chance / expected - (each - seen)) / expected
        unseen = np.abs(
            (seen * (from_chosen[:, None] + from_label - 2 * expected) / expected - (cost - seen)) / expected
        )
        occurs = label > 0
        return ClassLine(1 - seen / expected, influence, float(unseen[occurs].max()), cells.n)

    def _missing_order(self, cells: ClassSlice) -> str:
        if self.weights is Weights.NONE:
            return ""
        if not self.order:
            is_number = all(name.removeprefix("-").isdecimal() for name in cells.names)
            return "" if is_number else "classes that are no whole numbers need an `order`"
        missing = [name for name in cells.names if name not in self.order]
        return f"class `{missing[0]}` is not in `order`" if missing else ""

    def _costs(self, cells: ClassSlice) -> Floats:
        if self.weights is Weights.NONE:
            found: Floats = 1.0 - np.eye(len(cells.names))
            return found
        order = self.order or tuple(sorted(cells.names, key=int))
        place = np.array([order.index(name) for name in cells.names], dtype=np.float64)
        gap: Floats = np.abs(place[:, None] - place) / max(1, len(order) - 1)
        return gap if self.weights is Weights.LINEAR else gap * gap
