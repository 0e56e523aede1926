"""Metric: gain discounted by rank, by that of the best order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.ranking import Gain, WithoutRelevant, mean_of_queries, require_depth, require_word
from lockgate.gates.moments.terms import Kind, Term

__all__ = ["NdcgScore"]


@dataclass(frozen=True, slots=True)
class NdcgScore:
    """The discounted cumulative gain by that of the best order, in the mean over queries.

    The gain of the document at rank i counts by 1 / log2(i + 1). Documents with equal scores count as in the mean over
    all their orders. Bounds by Student's t over queries, on the log-odds scale; paired by the differences of each
    query.

    Parameters
    ----------
    k : int, default=0
        Documents that are looked at, from the top; 0 for all.
    gain : Gain, default="linear"
        What a document is worth: its relevance, or 2 to the power of its relevance minus 1 (``exponential``).
    without_relevant : WithoutRelevant, default="refuse"
        Without relevant documents no order is right or wrong. Such queries make the metric undefined, with their
        number; ``zero`` counts 0 for each of them, as trec_eval does: that can only lower the mean.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    References
    ----------
    K. Järvelin, J. Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20 (2002).
    F. McSherry, M. Najork, Computing information retrieval performance measures efficiently in the presence of tied
    scores, ECIR 2008.

    Examples
    --------
    .. code-block:: yaml

        metric: ndcg_score
        arguments: {k: 10, gain: exponential}
        mustBeGreaterOrEqualTo: 0.4

    >>> NdcgScore(k=10).direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "ndcg_score"
    aliases: ClassVar[tuple[str, ...]] = ("ndcg",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    k: int = 0
    gain: Gain = Gain.LINEAR
    without_relevant: WithoutRelevant = WithoutRelevant.REFUSE

    def __post_init__(self) -> None:
        require_depth("ndcg_score", self.k, least=0)
        require_word("ndcg_score", "gain", self.gain, Gain)
        require_word("ndcg_score", "without_relevant", self.without_relevant, WithoutRelevant)

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> MomentFormula:
        return mean_of_queries(Kind.NDCG, self.k, self.gain, self.without_relevant)
