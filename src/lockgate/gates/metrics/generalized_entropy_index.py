"""Metric: how unequally a model's errors treat people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.amounts import require_amounts
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion_formula import ConfusionFormula, Matrix
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["GeneralizedEntropyIndex"]

_THEIL = 1.0
_MOST = 100


@dataclass(frozen=True, slots=True)
class GeneralizedEntropyIndex:
    r"""The inequality of benefits, where a false positive gets 2, a right prediction 1 and a false negative 0.

    With the benefits :math:`b` and their mean :math:`\mu`, the mean of :math:`(b / \mu)^\alpha - 1` divided by
    :math:`\alpha (\alpha - 1)`; for :math:`\alpha = 1`, Theil's index, the mean of :math:`(b / \mu) \ln (b / \mu)`. 0
    where all get the same. Undefined where all rows are false negatives; no bounds where it is 0. By the delta method
    on its logarithm.

    Parameters
    ----------
    alpha : float, default=2
        How much more the large benefits count, above 0 and at most 100; 1 is Theil's index, 2 half the square of the
        coefficient of variation.

    Raises
    ------
    ParameterError
        If `alpha` is not a number above 0 and at most 100: where a row gets nothing there is no number for others.

    References
    ----------
    T. Speicher et al., A Unified Approach to Quantifying Algorithmic Unfairness, KDD 2018, doi:10.1145/3219819.3220046.

    Examples
    --------
    .. code-block:: yaml

        metric: generalized_entropy_index
        arguments: {alpha: 1}
        mustBeLessOrEqualTo: 0.1

    >>> GeneralizedEntropyIndex().direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "generalized_entropy_index"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")
    needs: ClassVar[frozenset[Need]] = frozenset()
    alpha: float = 2.0

    def __post_init__(self) -> None:
        require_amounts(self.name, {"alpha": self.alpha})
        if not 0 < self.alpha <= _MOST:
            raise ParameterError.of(f"metric {self.name}", "alpha", "a number above 0, at most 100", self.alpha)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> ConfusionFormula:
        return ConfusionFormula(self._of_matrix, self.least, self.greatest, "every row is a false negative")

    def _of_matrix(self, m: Matrix) -> np.complex128:
        mean = 1 + m.fp - m.fn
        one, two = (m.tp + m.tn), 2 * m.fp
        if self.alpha == _THEIL:
            return np.complex128((two * np.log(2.0) - (one + two) * np.log(mean)) / mean)
        power = (one + m.fp * 2**self.alpha) / mean**self.alpha
        return np.complex128((power - 1) / (self.alpha * (self.alpha - 1)))
