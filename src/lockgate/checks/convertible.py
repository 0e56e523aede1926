"""Check: values can be read as another type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.aggregate import Aggregate
from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.conversions import IsFilledRaw, NotConvertible, castable_type
from lockgate.scan.row_check import RowCheck

__all__ = ["Convertible"]


@dataclass(frozen=True, slots=True)
class Convertible(RowCheck):
    """Require that each value can be read as another type, such as texts as dates.

    It counts the values that do not convert. Nulls are not judged. What converts is what the engine converts: blanks
    around a number do not matter, ``1e3`` is a number, 1.5 is rounded to a whole number. NaN and infinities convert to
    floating point only. A column without any value is ``INCONCLUSIVE``. A column that the project reads as another
    type (``types`` beside ``source``) is asked about the values as they were in the source.

    Parameters
    ----------
    column : str
        Column to examine.
    type : str
        The type, such as ``integer``, ``decimal(10, 2)``, ``double``, ``date``, ``timestamp``, ``boolean``, ``uuid``.
    tolerance : Tolerance, default=no row
        How many values may not convert.

    Examples
    --------
    .. code-block:: yaml

        check: convertible
        column: signed_on
        type: date

    >>> Convertible("signed_on", "date").required
    'can be read as date'
    """

    name: ClassVar[str] = "convertible"

    column: str
    type: str

    def __post_init__(self) -> None:
        castable_type(self.type)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return f"can be read as {self.type}"

    def population(self) -> Aggregate:
        return CountIf(IsFilledRaw(self.column))

    def violation(self) -> NotConvertible:
        return NotConvertible(self.column, self.type)
