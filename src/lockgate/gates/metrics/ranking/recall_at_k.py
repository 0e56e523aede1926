"""Metric: how many of the relevant documents are among the first k."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula
from lockgate.gates.moments.ranking import WithoutRelevant, mean_of_queries, require_depth, require_word
from lockgate.gates.moments.terms import Kind, Term

__all__ = ["RecallAtK"]


@dataclass(frozen=True, slots=True)
class RecallAtK:
    """The share of the relevant documents that are among the first k, in the mean over queries.

    Documents with equal scores count as in the mean over all their orders. Bounds by Student's t over queries, on the
    log-odds scale; paired by the differences of each query.

    Parameters
    ----------
    k : int
        Documents that are looked at, from the top, 1 or more.
    without_relevant : WithoutRelevant, default="refuse"
        Without relevant documents no order is right or wrong. Such queries make the metric undefined, with their
        number; ``zero`` counts 0 for each of them, as trec_eval does: that can only lower the mean.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    References
    ----------
    F. McSherry, M. Najork, Computing information retrieval performance measures efficiently in the presence of tied
    scores, ECIR 2008.

    Examples
    --------
    .. code-block:: yaml

        metric: recall_at_k
        arguments: {k: 10}
        mustBeGreaterOrEqualTo: 0.4

    >>> RecallAtK(k=10).direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "recall_at_k"
    aliases: ClassVar[tuple[str, ...]] = ()
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    k: int | None = None
    without_relevant: WithoutRelevant = WithoutRelevant.REFUSE

    def __post_init__(self) -> None:
        require_depth("recall_at_k", self.k, least=1)
        require_word("recall_at_k", "without_relevant", self.without_relevant, WithoutRelevant)

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> MomentFormula:
        return mean_of_queries(Kind.RECALL, self.k or 0, self.without_relevant)
