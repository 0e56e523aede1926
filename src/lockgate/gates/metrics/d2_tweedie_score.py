"""Metric: the share of the label's deviance that the model explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.deviance import require_power, share_of_deviance
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.terms import Term

__all__ = ["D2TweedieScore"]


@dataclass(frozen=True, slots=True)
class D2TweedieScore:
    """One minus the mean deviance by that of the labels from their mean: R² for counts and amounts.

    Undefined as `mean_tweedie_deviance` is, and where all labels are alike. By the delta method; bounds on the
    logarithm of the share that is left unexplained.

    Parameters
    ----------
    power : float
        0 (squared error), or 1 or more: 1 for Poisson, 2 for gamma.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    Examples
    --------
    .. code-block:: yaml

        metric: d2_tweedie_score
        arguments: {power: 1}
        mustBeGreaterOrEqualTo: 0.3

    >>> D2TweedieScore(power=1).direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "d2_tweedie_score"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = float("-inf")
    greatest: ClassVar[float] = 1.0
    power: float | None = None

    def __post_init__(self) -> None:
        require_power("d2_tweedie_score", self.power)

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> MomentFormula:
        return share_of_deviance(self.power or 0)
