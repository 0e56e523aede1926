"""Check: no value of a column is another spelling of a known one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates import RowCount, ValueCounts, ValueCountsState
from lockgate.scan.check import Outcome
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["CategoryVariants", "folded"]

_SHOWN = 10
_TOO_MANY = "a column has more than 10,000 distinct values"


@dataclass(frozen=True, slots=True)
class CategoryVariants:
    """Require that a column has no new spelling of a value that another table, such as the training set, has.

    Two texts are spellings of one value if they are the same but for case, spaces, punctuation and forms of the same
    character: ``Deluxe``, ``DELUXE!!`` and ``de luxe`` are. A model takes a new spelling for a category of its own.
    Values that are new in earnest are the business of `new_categories`; values that are no texts are never spellings.
    Nulls are no value; a column without a value is ``INCONCLUSIVE``. Both columns may have 10,000 distinct values at
    most, else ``ERROR``.

    Parameters
    ----------
    column : str
        Column to examine.
    to_table : str
        The other table.
    to_column : str, default=same name
        The column there.
    tolerance : Tolerance, default=no row
        How many rows may have a new spelling.

    Examples
    --------
    .. code-block:: yaml

        check: category_variants
        column: manufacturer
        to_table: train

    >>> from lockgate.scan.aggregates import Count
    >>> test, train = ValueCountsState((("AIRBUS", 9), ("Airbus ", 1))), ValueCountsState((("AIRBUS", 99),))
    >>> outcome = CategoryVariants("manufacturer", "train").judge((test, train, Count(10)))
    >>> outcome.summary, outcome.seen
    ('1 of 10 rows (10 %) spell a value of `train` anew', "'Airbus ' for 'AIRBUS' (1)")
    """

    name: ClassVar[str] = "category_variants"

    column: str
    to_table: str
    to_column: str = ""
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"spelled as in {self.to_table}.{self.to_column or self.column}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        there = Elsewhere(self.to_table, ValueCounts(self.to_column or self.column))
        return (ValueCounts(self.column), there, RowCount())  # the count knows slices without any value

    def judge(self, states: Sequence[State]) -> Outcome:
        here, there = cast("tuple[ValueCountsState, ValueCountsState]", states[:2])
        if not (here.is_complete and there.is_complete):
            return Outcome.not_askable(
                _TOO_MANY, hint="look at fewer rows with `where`", required=self.required
            )
        known = [value for value, _ in there.counts if isinstance(value, str)]
        spelled: dict[str, str] = {}
        for value in known:  # most frequent first, so that the usual spelling is shown
            spelled.setdefault(folded(value), value)
        texts = [(value, n) for value, n in here.counts if isinstance(value, str)]
        new = [(value, n) for value, n in texts if folded(value) in spelled and value not in known]
        outcome = judge_rows(
            sum(n for _, n in here.counts),
            sum(n for _, n in new),
            required=self.required,
            tolerance=self.tolerance,
            failing=f"spell a value of `{self.to_table}` anew",
        )
        if not new:
            return outcome
        reason = Reason.VALUES_DIFFER if outcome.verdict is Verdict.FAIL else outcome.reason
        listed = ", ".join(f"{value!r} for {spelled[folded(value)]!r} ({n:,})" for value, n in new[:_SHOWN])
        more = f" and {len(new) - _SHOWN:,} more" if len(new) > _SHOWN else ""
        return replace(outcome, reason=reason, seen=listed + more)

    def offending(self) -> None:
        return None


def folded(text: str) -> str:
    """Return what all spellings of a text have in common; a text without letters and digits has one spelling.

    Examples
    --------
    >>> folded("De-Luxe!") == folded("deluxe"), folded("") == folded("!")
    (True, False)
    """
    letters = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
    return letters or f" {text!r}"
