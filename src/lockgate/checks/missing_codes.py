"""Check: a column holds no code that stands for a missing value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.predicates import OneOf
from lockgate.scan.row_check import RowCheck
from lockgate.scan.value_list import Listed, check_listed, show_listed

__all__ = ["MissingCodes"]


@dataclass(frozen=True, slots=True)
class MissingCodes(RowCheck):
    """Require that no value is a code for "missing", such as ``N/A`` or ``-99``.

    Nulls are not judged: `completeness` does that. Codes that the column cannot hold are passed over, so that one
    list serves all columns; a number stands for its text in a text column. NaN may be a code (``.nan``) and equals
    itself, and so may infinities. A column without any value is ``INCONCLUSIVE``.

    Parameters
    ----------
    column : str
        Column to examine.
    codes : tuple of values
        The codes, at least one; texts are compared letter by letter.
    tolerance : Tolerance, default=no row
        How many rows may hold a code.

    Examples
    --------
    .. code-block:: yaml

        check: missing_codes
        column: tailnum
        codes: ["N/A", "", -99]

    >>> from lockgate.scan.aggregates.count import Count
    >>> MissingCodes("tailnum", ("N/A", -99)).judge((Count(1_000), Count(4))).summary
    '4 of 1,000 rows (0.4 %) do not satisfy it'
    """

    name: ClassVar[str] = "missing_codes"

    column: str
    codes: tuple[Listed, ...]

    def __post_init__(self) -> None:
        check_listed(self.name, "codes", self.codes)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return f"none of the codes {show_listed(self.codes)}"

    def violation(self) -> OneOf:
        return OneOf(self.column, self.codes, skips_other_types=True)
