"""Check: texts are like a pattern of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.pattern_list import check_one_of, patterns_words, violation_of
from lockgate.scan.predicates import Predicate
from lockgate.scan.row_check import RowCheck
from lockgate.scan.texts import Like

__all__ = ["LikeCheck"]


@dataclass(frozen=True, slots=True)
class LikeCheck(RowCheck):
    """Require that each text is like a pattern of SQL: ``%`` stands for any letters, ``_`` for one.

    The whole text must be like it, letter case included. Nulls are not judged, empty texts are. Only text columns can
    be asked, so NaN and infinity cannot occur. A column without any value is ``INCONCLUSIVE``.

    Parameters
    ----------
    column : str
        A text column.
    pattern : str, default=none
        The pattern, not empty. Set this, `any_of` or `all_of`.
    any_of : tuple of str, default=none
        Patterns of which one must fit; an empty one fits the empty text.
    all_of : tuple of str, default=none
        Patterns that must all fit.
    forbidden : bool, default=False
        Whether that must not be so instead: no pattern of `any_of` may fit, not all of `all_of`.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: like
        column: tailnum
        any_of: ["N%", "D-____"]

    >>> LikeCheck("tailnum", "N%").required, LikeCheck("tailnum", any_of=("N%", "D-%"), forbidden=True).required
    ('like N%', 'not like any of N%, D-%')
    """

    name: ClassVar[str] = "like"

    column: str
    pattern: str = ""
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    forbidden: bool = False

    def __post_init__(self) -> None:
        check_one_of(
            self.name, pattern=self.pattern, any_of=self.any_of, all_of=self.all_of, may_list_empty=True
        )
        self.violation()  # refuses what no engine reads

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        verb = "not like" if self.forbidden else "like"
        return f"{verb} {patterns_words(self.pattern, self.any_of, self.all_of)}"

    def violation(self) -> Predicate:
        parts = tuple(
            Like(self.column, pattern, is_negated=not self.forbidden)
            for pattern in self.any_of or self.all_of or (self.pattern,)
        )
        return violation_of(parts, is_all=bool(self.all_of), is_forbidden=self.forbidden)
