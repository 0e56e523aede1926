"""Check: numbers have few enough decimal places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.scan.numbers import MoreDecimals
from lockgate.scan.row_check import RowCheck

__all__ = ["DecimalPlaces"]

MOST_PLACES = 15


@dataclass(frozen=True, slots=True)
class DecimalPlaces(RowCheck):
    """Require that no number has more than some decimal places, such as 2 for money.

    A floating-point number has as many as its shortest decimal form. Nulls are not judged. NaN violates; infinities
    have no decimal place, so they hold. A column without any value is ``INCONCLUSIVE``. Only numeric columns can be
    asked.

    Parameters
    ----------
    column : str
        A numeric column.
    max : int
        Most decimal places, 0 to 15.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: decimal_places
        column: price
        max: 2

    >>> DecimalPlaces("price", 2).required
    'at most 2 decimal places'
    """

    name: ClassVar[str] = "decimal_places"

    column: str
    max: int

    def __post_init__(self) -> None:
        if not 0 <= self.max <= MOST_PLACES:
            raise ParameterError.of(self.name, "max", f"an int in [0, {MOST_PLACES}]", self.max)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return f"at most {self.max} decimal place{'' if self.max == 1 else 's'}"

    def violation(self) -> MoreDecimals:
        return MoreDecimals(self.column, self.max)
