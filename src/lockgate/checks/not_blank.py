"""Check: texts say something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.predicates import Matches
from lockgate.scan.row_check import RowCheck
from lockgate.scan.texts import BLANK

__all__ = ["NotBlank"]


@dataclass(frozen=True, slots=True)
class NotBlank(RowCheck):
    """Require that no text is empty, or holds nothing but blanks.

    Nulls are not judged: `completeness` does that. Only text columns can be asked, so NaN and infinity cannot occur.
    A column without any value is ``INCONCLUSIVE``.

    Parameters
    ----------
    column : str
        A text column.
    empty_only : bool, default=False
        Whether blanks alone are accepted.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: not_blank
        column: dest

    >>> NotBlank("dest").required, NotBlank("dest", empty_only=True).required
    ('not blank', 'not empty')
    """

    name: ClassVar[str] = "not_blank"

    column: str
    empty_only: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return "not empty" if self.empty_only else "not blank"

    def violation(self) -> Matches:
        return Matches(self.column, "^$" if self.empty_only else f"^{BLANK}*$")
