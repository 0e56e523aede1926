"""Metric: the area under the first part of the ROC curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.cut import require_fraction, too_few_beyond
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.partial_area import partial_area

__all__ = ["PartialRocAuc"]


@dataclass(frozen=True, slots=True)
class PartialRocAuc:
    """The area under the ROC curve up to a false-positive rate, standardised so that chance is 0.5 and perfection 1.

    With the area A up to the rate f: (1 + (A − f²/2) / (f − f²/2)) / 2, as scikit-learn's `roc_auc_score` with
    `max_fpr`. Undefined where a class has no rows. The bounds include what the order of scores within a bucket could
    change.

    No bounds where fewer than 20 negatives make up that rate: so few do not tell where the part ends.

    Parameters
    ----------
    max_fpr : float
        The false-positive rate, above 0, at most 1.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    D. K. McClish, Medical Decision Making 9 (1989), doi:10.1177/0272989X8900900307.

    Examples
    --------
    >>> PartialRocAuc().direction
    <Direction.HIGHER: 'higher'>

    In a gate::

        - {metric: partial_roc_auc, arguments: {max_fpr: 0.1}, mustBeGreaterOrEqualTo: 0.7}
    """

    name: ClassVar[str] = "partial_roc_auc"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset({Need.RANKS, Need.SCORES})
    max_fpr: float | None = None

    def __post_init__(self) -> None:
        require_fraction(self.name, "max_fpr", self.max_fpr)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return self._metric().estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return self._metric().difference(cells)

    def _metric(self) -> RankedMetric:
        return RankedMetric(self._of)

    def _of(self, rows: Histogram) -> Ranked:
        most = float(self.max_fpr or 1)
        area, of_positives, of_negatives, box = partial_area(rows.positives, rows.negatives, most)
        chance = most**2 / 2
        scale = 0.5 / (most - chance)
        slack = scale * float(box[~rows.is_tied].sum())
        support = int(min(rows.positives.sum(), rows.negatives.sum()))
        influence = Influence(scale * of_positives, scale * of_negatives)
        value = 0.5 + scale * (area - chance)
        thin = too_few_beyond("false-positive rate", most, most, float(rows.negatives.sum()), "negatives")
        if most < 1:
            # one more row that pulls most: few rows lie in the first part of the curve
            pulls = np.concatenate((influence.of_positives, influence.of_negatives))
            spread = float(np.abs(pulls).max()) / float(rows.rows.sum())
            return Ranked(value, influence, support, slack, spread=spread, thin=thin)
        return Ranked(value, influence, support, slack)
