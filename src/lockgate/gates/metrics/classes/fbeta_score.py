"""Metric: precision and recall of classes in one number, with recall `beta` times as important."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.gates.classes.averaged import Averaged, ClassRatio
from lockgate.gates.classes.cells import ClassNeed
from lockgate.gates.metric import Direction

__all__ = ["FBetaScore"]


@dataclass(frozen=True, slots=True)
class FBetaScore(Averaged):
    """The weighted harmonic mean of precision and recall, by class or averaged.

    (1 + beta²) hits / (beta² rows of the class + rows predicted so). Undefined where a class that counts has no rows
    and is never predicted. By the delta method.

    Parameters
    ----------
    average : Average, default="macro"
        How classes count: ``macro`` all the same, ``weighted`` by their rows, ``micro`` all rows together, ``samples``
        each row with its own labels.
    of : str, default=""
        The one class or label that is asked about; empty for all.
    beta : float
        How many times as important recall is as precision, above 0; 1 is `f1`.

    Raises
    ------
    ParameterError
        If `beta` is not a finite number above 0, or a class is named beside an average.

    Examples
    --------
    .. code-block:: yaml

        metric: fbeta_score
        arguments: {beta: 2, of: cat}
        mustBeGreaterOrEqualTo: 0.6

    >>> FBetaScore(beta=2.0).direction
    <Direction.HIGHER: 'higher'>
    """

    name: ClassVar[str] = "fbeta_score"
    aliases: ClassVar[tuple[str, ...]] = ("fbeta",)
    direction: ClassVar[Direction] = Direction.HIGHER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[ClassNeed]] = frozenset()
    beta: float | None = None

    def __post_init__(self) -> None:
        Averaged.__post_init__(self)
        if self.beta is not None and not 0 < self.beta < float("inf"):
            raise ParameterError.of("metric fbeta_score", "beta", "a finite number above 0", self.beta)

    @property
    def ratio(self) -> ClassRatio:
        """Return the share for this `beta`."""
        square = float(self.beta or 1) ** 2
        return ClassRatio(
            lambda hit, label, chosen: (1 + square) * hit / (square * label + chosen),
            lambda hit, label, chosen: label + chosen - hit,
            "no row has or is predicted `{}`",
        )
