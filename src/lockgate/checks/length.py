"""Check: how long texts are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.scan.predicates import LengthOutside
from lockgate.scan.row_check import RowCheck

__all__ = ["Length"]


@dataclass(frozen=True, slots=True)
class Length(RowCheck):
    """Require the number of characters of each text.

    Counts Unicode code points, not bytes. Nulls are not judged; an empty text has length 0. Only text columns can
    be asked, so NaN and infinity cannot occur. A column without any value is ``INCONCLUSIVE``.

    Parameters
    ----------
    column : str
        A text column.
    min, max : int, default=open
        Fewest and most characters, 0 or more.
    exact : int, default=open
        The only accepted number of characters; set alone.
    tolerance : Tolerance, default=no row
        How many rows may be shorter or longer.

    Examples
    --------
    .. code-block:: yaml

        check: length
        column: origin
        exact: 3

    >>> Length("origin", exact=3).required, Length("tailnum", min=5, max=6).required
    ('3 characters', '5 to 6 characters')
    """

    name: ClassVar[str] = "length"

    column: str
    min: int | None = None
    max: int | None = None
    exact: int | None = None

    def __post_init__(self) -> None:
        if self.exact is not None and (self.min is not None or self.max is not None):
            raise ParameterError.of(self.name, "exact", "set without `min` and `max`", self.exact)
        if self.exact is None and self.min is None and self.max is None:
            raise ParameterError.of(self.name, "min", "set, or else `max` or `exact`", None)
        for parameter in ("min", "max", "exact"):
            value = getattr(self, parameter)
            if value is not None and value < 0:
                raise ParameterError.of(self.name, parameter, "an int of 0 or more", value)
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ParameterError.of(self.name, "min", f"at most `max` ({self.max})", self.min)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        if self.exact is not None:
            return f"{self.exact:,} characters"
        if self.min is not None and self.max is not None:
            return f"{self.min:,} to {self.max:,} characters"
        return f"≥ {self.min:,} characters" if self.min is not None else f"≤ {self.max:,} characters"

    def violation(self) -> LengthOutside:
        if self.exact is not None:
            return LengthOutside(self.column, self.exact, self.exact)
        return LengthOutside(self.column, self.min, self.max)
