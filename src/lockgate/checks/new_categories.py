"""Check: no value of a column is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.finding import Scalar
from lockgate.scan.foreign_values import Counted, ForeignValuesCheck
from lockgate.scan.pairing import Pairing, RowsBeside

__all__ = ["NewCategories"]


@dataclass(frozen=True, slots=True)
class NewCategories(ForeignValuesCheck):
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

    >>> from lockgate.scan.aggregates.count import Count
    >>> from lockgate.scan.aggregates.keyed_counts import ValueCountsState
    >>> test, train = ValueCountsState((("UA", 9), ("ZZ", 1))), ValueCountsState((("UA", 99),))
    >>> outcome = NewCategories("carrier", "train").judge((test, train, Count(10)))
    >>> outcome.summary, outcome.seen
    ('1 of 10 rows (10 %) have a value that is not in `train`; 1 new value', 'new: ZZ (1)')
    """

    name: ClassVar[str] = "new_categories"
    too_many_hint: ClassVar[str] = "use `referential_integrity`"
    failing: ClassVar[str] = "have a value that is not in {}"
    seen_as: ClassVar[str] = "new: {}"

    @property
    def required(self) -> str:
        return f"a value of {self.to_table}.{self.column_there}"

    def new(self, here: Counted, there: Counted) -> list[tuple[str, int]]:
        known = {_identity(value) for value, _ in there}
        return [(str(value), n) for value, n in here if _identity(value) not in known]

    def noted(self, values: int) -> str:
        return f"; {values:,} new {'value' if values == 1 else 'values'}"

    def offending(self) -> RowsBeside:
        return RowsBeside(Pairing((self.column,), self.to_table, (self.column_there,)))


def _identity(value: Scalar) -> Scalar:
    return "nan" if value != value else value  # noqa: PLR0124 - only NaN differs from itself
