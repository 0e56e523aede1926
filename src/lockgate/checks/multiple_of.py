"""Check: numbers are multiples of a step."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.scan.numbers import NotMultiple
from lockgate.scan.row_check import RowCheck

__all__ = ["MultipleOf"]


@dataclass(frozen=True, slots=True)
class MultipleOf(RowCheck):
    """Require that each number is a multiple of a step, such as 0.05 or 100.

    Exact for whole numbers and decimals; for floating point the quotient may be off by rounding, one part in 10^9.
    Nulls are not judged. NaN and infinities are no multiples, so they violate. A column without any value is
    ``INCONCLUSIVE``. Only numeric columns can be asked.

    Parameters
    ----------
    column : str
        A numeric column.
    step : float
        The step, more than 0.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: multiple_of
        column: price
        step: 0.05

    >>> MultipleOf("distance", 1).required
    'a multiple of 1'
    """

    name: ClassVar[str] = "multiple_of"

    column: str
    step: float

    def __post_init__(self) -> None:
        if not (self.step > 0 and math.isfinite(self.step)):
            raise ParameterError.of(self.name, "step", "a number of more than 0", self.step)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return f"a multiple of {format_value(self.step)}"

    def violation(self) -> NotMultiple:
        return NotMultiple(self.column, self.step)
