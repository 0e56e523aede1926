"""What a project expects of a model's inputs and outputs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from lockgate.domain.errors import ParameterError

__all__ = ["OutputKind", "SignatureSpec"]

_TWO = 2


class OutputKind(StrEnum):
    """What a model gives for a row."""

    PROBABILITY = "probability"
    PROBABILITIES = "probabilities"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureSpec:
    """Hold what a model takes and gives against the table, its contract and what is said here.

    Parameters
    ----------
    data : str
        Name of the table under ``data`` whose rows are predicted.
    model : str
        A model under ``models``, or the path of a model file.
    output : OutputKind, default="probability"
        What a row gets: a probability, a probability a class, or a number.
    classes : tuple of str, int or bool, default=whatever they are
        Classes that the model must have, in the order of its probabilities.
    minimum, maximum : float, default=none; 0 and 1 of probabilities
        Bounds of a number, which belong to the range.
    tolerance : float, default=0.000001
        How far from 1 the probabilities of a row may sum, and from their range numbers may lie.
    rows : int, default=10000
        Rows of the table that are predicted.
    """

    data: str
    model: str
    output: OutputKind = OutputKind.PROBABILITY
    classes: tuple[str | int | bool, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    tolerance: float = 1e-6
    rows: int = 10_000

    def __post_init__(self) -> None:
        if self.classes and (self.output is not OutputKind.PROBABILITIES or len(self.classes) <= _TWO):
            must = "three or more, and given with `output: probabilities` only"
            raise ParameterError.of("signature", "classes", must, list(self.classes))
        is_bounded = self.minimum is not None or self.maximum is not None
        if is_bounded and self.output is not OutputKind.NUMBER:
            raise ParameterError.of(
                "signature", "minimum", "given of numbers only: probabilities are in [0, 1]", None
            )
        low, high = self.bounds
        if not low <= high:
            raise ParameterError.of("signature", "maximum", f"{low:g} or more", self.maximum)
        if not 0 <= self.tolerance < 1:
            raise ParameterError.of("signature", "tolerance", "a float in [0, 1)", self.tolerance)
        if self.rows < 1:
            raise ParameterError.of("signature", "rows", "an int of 1 or more", self.rows)

    @property
    def bounds(self) -> tuple[float, float]:
        """Return the range of what the model gives.

        Examples
        --------
        >>> SignatureSpec(data="trips", model="late").bounds
        (0.0, 1.0)
        """
        if self.output is not OutputKind.NUMBER:
            return 0.0, 1.0
        return (
            -math.inf if self.minimum is None else self.minimum,
            math.inf if self.maximum is None else self.maximum,
        )
