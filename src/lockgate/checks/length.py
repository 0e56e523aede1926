"""Check: how long texts are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.as_text import AsText
from lockgate.scan.predicates import LengthOutside
from lockgate.scan.row_check import RowCheck
from lockgate.scan.texts import BytesOutside

__all__ = ["Length", "Unit"]

Unit = Literal["characters", "bytes"]
"""What of a text is counted."""


@dataclass(frozen=True, slots=True)
class Length(RowCheck):
    """Require the number of characters, or of bytes, of each text.

    Characters are Unicode code points; bytes are those of UTF-8. Nulls are not judged; an empty text has length 0.
    Only text columns can be asked, unless `as_text` says otherwise. A column without any value is ``INCONCLUSIVE``.

    Parameters
    ----------
    column : str
        A text column.
    min, max : int, default=open
        Fewest and most of them, 0 or more.
    exact : int, default=open
        The only accepted number; set alone.
    unit : str, default="characters"
        ``characters`` or ``bytes``.
    as_text : bool, default=False
        Whether values of another type are judged by the text that the engine writes for them (``True`` and ``False``
        of booleans) instead of refused.
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
    unit: Unit = "characters"
    as_text: bool = False

    def __post_init__(self) -> None:
        if self.unit not in get_args(Unit):
            raise ParameterError.of(self.name, "unit", "`characters` or `bytes`", self.unit)
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
            return f"{self.exact:,} {self.unit}"
        if self.min is not None and self.max is not None:
            return f"{self.min:,} to {self.max:,} {self.unit}"
        return f"≥ {self.min:,} {self.unit}" if self.min is not None else f"≤ {self.max:,} {self.unit}"

    def violation(self) -> LengthOutside | BytesOutside | AsText:
        kind = LengthOutside if self.unit == "characters" else BytesOutside
        ends = (self.min, self.max) if self.exact is None else (self.exact, self.exact)
        violation = kind(self.column, *ends)
        return AsText(violation) if self.as_text else violation
