"""Metric: gain discounted by rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.cells import Model
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.formula import MomentFormula, Scale
from lockgate.gates.moments.ranking import Gain, mean_of_queries, require_depth, require_word
from lockgate.gates.moments.terms import Kind, Term

__all__ = ["DcgScore"]


@dataclass(frozen=True, slots=True)
class DcgScore:
    """The discounted cumulative gain, in the mean over queries.

    The gain of the document at rank i counts by 1 / log2(i + 1), and is not set against the best order: queries with
    more relevant documents count more. Documents with equal scores count as in the mean over all their orders. Bounds
    by Student's t over queries; paired by the differences of each query.

    Parameters
    ----------
    k : int, default=0
        Documents that are looked at, from the top; 0 for all.
    gain : Gain, default="linear"
        What a document is worth: its relevance, or 2 to the power of its relevance minus 1 (``exponential``).

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

        metric: dcg_score
        arguments: {k: 10}
        notWorseThanBaselineBy: 0.05

    >>> DcgScore(k=10).direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "dcg_score"
    aliases: ClassVar[tuple[str, ...]] = ("dcg",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = float("inf")
    k: int = 0
    gain: Gain = Gain.LINEAR

    def __post_init__(self) -> None:
        require_depth("dcg_score", self.k, least=0)
        require_word("dcg_score", "gain", self.gain, Gain)

    @property
    def needs(self) -> frozenset[Term]:
        return frozenset(self._formula.terms)

    def estimate(self, cells: MomentSlice, model: Model) -> Measurement:
        return self._formula.estimate(cells, model)

    def difference(self, cells: MomentSlice) -> Measurement:
        return self._formula.difference(cells)

    @property
    def _formula(self) -> MomentFormula:
        return mean_of_queries(Kind.DCG, self.k, self.gain, scale=Scale.REAL)
