"""Check: texts are more than signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.predicates import Matches
from lockgate.scan.row_check import RowCheck

__all__ = ["SpecialCharacters"]


@dataclass(frozen=True, slots=True)
class SpecialCharacters(RowCheck):
    """Require that each text that is not empty holds a letter or a digit: ``?``, ``---`` and ``#!`` violate.

    Letters and digits of every script count. An empty text holds; `not_blank` asks for more. Nulls are not judged.
    Only text columns can be asked, so NaN and infinity cannot occur. A column without any value is ``INCONCLUSIVE``.

    Parameters
    ----------
    column : str
        A text column.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: special_characters
        column: dest

    >>> SpecialCharacters("dest").required
    'a letter or a digit'
    """

    name: ClassVar[str] = "special_characters"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return "a letter or a digit"

    def violation(self) -> Matches:
        return Matches(self.column, r"^[^\p{L}\p{N}]+$")
