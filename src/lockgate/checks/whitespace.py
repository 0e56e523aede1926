"""Check: texts hold no blanks that nobody sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.predicates import Matches
from lockgate.scan.row_check import RowCheck
from lockgate.scan.texts import BLANK, ODD_BLANK

__all__ = ["Whitespace"]


@dataclass(frozen=True, slots=True)
class Whitespace(RowCheck):
    """Require that texts neither begin nor end with a blank, hold no two in a row, and no other blank than a space.

    Other blanks are tabs, line breaks, no-break spaces and the like, of ASCII or not. An empty text holds; `not_blank`
    asks for more. Nulls are not judged. Only text columns can be asked, so NaN and infinity cannot occur. A column
    without any value is ``INCONCLUSIVE``.

    Parameters
    ----------
    column : str
        A text column.
    edges_only : bool, default=False
        Whether only the beginning and the end are judged.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: whitespace
        column: city

    >>> Whitespace("city", edges_only=True).required
    'no blank at either end'
    """

    name: ClassVar[str] = "whitespace"

    column: str
    edges_only: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return "no blank at either end" + ("" if self.edges_only else ", two in a row, or other than a space")

    def violation(self) -> Matches:
        inside = "" if self.edges_only else f"|{BLANK}{{2}}|{ODD_BLANK}"
        return Matches(self.column, f"^{BLANK}|{BLANK}$" + inside)
