"""Check: no value of a column is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Scalar
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates import RowCount, ValueCounts, ValueCountsState
from lockgate.scan.check import Outcome
from lockgate.scan.pairing import Pairing, RowsBeside
from lockgate.scan.row_check import judge_rows
from lockgate.scan.tolerance import Tolerance

__all__ = ["NewCategories"]

_SHOWN = 10
_TOO_MANY = "a column has more than 10,000 distinct values"


@dataclass(frozen=True, slots=True)
class NewCategories:
    """Require that each value of a column also occurs in another table, such as the training set.

    For labels and categories: a model has learned nothing about a new one. Nulls are no value; a column without a
    value is ``INCONCLUSIVE``. NaN equals itself. Both columns may have 10,000 distinct values at most, else ``ERROR``:
    use `referential_integrity` for more.

    Parameters
    ----------
    column : str
        Column to examine.
    to_table : str
        The other table.
    to_column : str, default=same name
        The column there.
    tolerance : Tolerance, default=no row
        How many rows may have a new value.

    Examples
    --------
    .. code-block:: yaml

        check: new_categories
        column: carrier
        to_table: train

    >>> from lockgate.scan.aggregates import Count
    >>> test, train = ValueCountsState((("UA", 9), ("ZZ", 1))), ValueCountsState((("UA", 99),))
    >>> outcome = NewCategories("carrier", "train").judge((test, train, Count(10)))
    >>> outcome.summary, outcome.seen
    ('1 of 10 rows (10 %) have a value that is not in `train`; 1 new value', 'new: ZZ (1)')
    """

    name: ClassVar[str] = "new_categories"

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
        return f"a value of {self.to_table}.{self.to_column or self.column}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        there = Elsewhere(self.to_table, ValueCounts(self.to_column or self.column))
        return (ValueCounts(self.column), there, RowCount())  # the count knows slices without any value

    def judge(self, states: Sequence[State]) -> Outcome:
        here, there = cast("tuple[ValueCountsState, ValueCountsState]", states[:2])
        if not (here.is_complete and there.is_complete):
            return Outcome.not_askable(_TOO_MANY, hint="use `referential_integrity`", required=self.required)
        known = {_identity(value) for value, _ in there.counts}
        new = [(value, n) for value, n in here.counts if _identity(value) not in known]
        outcome = judge_rows(
            sum(n for _, n in here.counts),
            sum(n for _, n in new),
            required=self.required,
            tolerance=self.tolerance,
            failing=f"have a value that is not in `{self.to_table}`",
        )
        if not new:
            return outcome
        reason = Reason.VALUES_DIFFER if outcome.verdict is Verdict.FAIL else outcome.reason
        noun = "new value" if len(new) == 1 else "new values"
        listed = ", ".join(f"{value} ({n:,})" for value, n in new[:_SHOWN])
        more = f" and {len(new) - _SHOWN:,} more" if len(new) > _SHOWN else ""
        return replace(
            outcome,
            reason=reason,
            summary=f"{outcome.summary}; {len(new):,} {noun}",
            seen=f"new: {listed}{more}",
        )

    def offending(self) -> RowsBeside:
        return RowsBeside(Pairing((self.column,), self.to_table, (self.to_column or self.column,)))


def _identity(value: Scalar) -> Scalar:
    return "nan" if value != value else value  # noqa: PLR0124 - only NaN differs from itself
