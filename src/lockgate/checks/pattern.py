"""Check: texts match a regular expression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.as_text import AsText
from lockgate.scan.pattern_list import check_one_of, patterns_words, violation_of
from lockgate.scan.predicates import Matches, Predicate
from lockgate.scan.row_check import RowCheck

__all__ = ["Pattern"]


@dataclass(frozen=True, slots=True)
class Pattern(RowCheck):
    r"""Require that a regular expression is found in each text.

    Nulls are not judged, empty texts are. Only text columns can be asked, unless `as_text` says otherwise. A column
    without any value is ``INCONCLUSIVE``. The expression is searched anywhere in the text: write ``^`` and ``$`` to
    match the whole. It is read by the engine, in RE2's grammar for DuckDB: no look-around and no
    back-reference; an expression that the engine refuses is ``ERROR``.

    Parameters
    ----------
    column : str
        A text column.
    regex : str, default=none
        The regular expression, not empty. Set this, `any_of` or `all_of`.
    any_of : tuple of str, default=none
        Expressions of which one must be found.
    all_of : tuple of str, default=none
        Expressions that must all be found.
    forbidden : bool, default=False
        Whether that must not be so instead: none of `any_of` may be found, not all of `all_of`.
    as_text : bool, default=False
        Whether values of another type are judged by the text that the engine writes for them (``True`` and ``False``
        of booleans) instead of refused.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: pattern
        column: tailnum
        regex: "^N[0-9A-Z]{3,5}$"

    >>> from lockgate.scan.aggregates.count import Count
    >>> Pattern("tailnum", "^N").judge((Count(1_000), Count(3))).required
    'matches ^N'
    """

    name: ClassVar[str] = "pattern"

    column: str
    regex: str = ""
    forbidden: bool = False
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    as_text: bool = False

    def __post_init__(self) -> None:
        check_one_of(self.name, regex=self.regex, any_of=self.any_of, all_of=self.all_of)
        self.violation()  # refuses what no engine reads

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        verb = "does not match" if self.forbidden else "matches"
        return f"{verb} {patterns_words(self.regex, self.any_of, self.all_of)}"

    def violation(self) -> Predicate:
        parts = tuple(
            Matches(self.column, regex, is_negated=not self.forbidden)
            for regex in (self.regex, *self.any_of, *self.all_of)
            if regex
        )
        violation = violation_of(parts, is_all=bool(self.all_of), is_forbidden=self.forbidden)
        return AsText(violation) if self.as_text else violation
