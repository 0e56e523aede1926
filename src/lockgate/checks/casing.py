"""Check: texts are written in one case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.row_check import RowCheck
from lockgate.scan.texts import Case, CaseDiffers

__all__ = ["Casing"]


@dataclass(frozen=True, slots=True)
class Casing(RowCheck):
    """Require that all letters of each text are lower case, or upper case.

    What is no letter, or has no case, does not matter; an empty text holds. Nulls are not judged. Only text columns
    can be asked, so NaN and infinity cannot occur. A column without any value is ``INCONCLUSIVE``. Whether one value
    is written in several ways asks `text_variants`.

    Parameters
    ----------
    column : str
        A text column.
    case : str
        ``lower`` or ``upper``.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: casing
        column: carrier
        case: upper

    >>> Casing("carrier", "upper").required
    'upper case'
    """

    name: ClassVar[str] = "casing"

    column: str
    case: Case

    def __post_init__(self) -> None:
        if self.case not in get_args(Case):
            raise ParameterError.of(self.name, "case", "`lower` or `upper`", self.case)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return f"{self.case} case"

    def violation(self) -> CaseDiffers:
        return CaseDiffers(self.column, self.case)
