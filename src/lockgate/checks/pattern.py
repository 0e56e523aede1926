"""Check: texts match a regular expression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.scan.predicates import Matches
from lockgate.scan.row_check import RowCheck

__all__ = ["Pattern"]


@dataclass(frozen=True, slots=True)
class Pattern(RowCheck):
    r"""Require that a regular expression is found in each text.

    Nulls are not judged, empty texts are. Only text columns can be asked, so NaN and infinity cannot occur. A
    column without any value is ``INCONCLUSIVE``. The expression is searched anywhere in the text: write ``^`` and
    ``$`` to match the whole. It is read by the engine, in RE2's grammar for DuckDB: no look-around and no
    back-reference; an expression that the engine refuses is ``ERROR``.

    Parameters
    ----------
    column : str
        A text column.
    regex : str
        The regular expression, not empty.
    forbidden : bool, default=False
        Whether it must not be found instead.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: pattern
        column: tailnum
        regex: "^N[0-9A-Z]{3,5}$"

    >>> from lockgate.scan.aggregates import Count
    >>> Pattern("tailnum", "^N").judge((Count(1_000), Count(3))).required
    'matches ^N'
    """

    name: ClassVar[str] = "pattern"

    column: str
    regex: str
    forbidden: bool = False

    def __post_init__(self) -> None:
        if not self.regex:
            raise ParameterError.of(self.name, "regex", "a regular expression, not empty", self.regex)
        self.violation()  # refuses what no engine reads

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return f"{'does not match' if self.forbidden else 'matches'} {self.regex}"

    def violation(self) -> Matches:
        return Matches(self.column, self.regex, is_negated=not self.forbidden)
