"""Check: the columns of a row hold one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from lockgate.scan.relation_check import RelationCheck, check_skip_nulls, several_columns
from lockgate.scan.relations import AllEqual

__all__ = ["ColumnsEqual"]


@dataclass(frozen=True, slots=True)
class ColumnsEqual(RelationCheck):
    """Require that some columns hold the same value in each row.

    NaN equals nothing, so such a row violates; infinities are compared like numbers. In a row that is judged a null
    equals nothing, not even another null, unless `nulls_equal`. A table without a row to judge is ``INCONCLUSIVE``.
    The columns must be of one kind: all numeric, all dates or timestamps, or all of one logical type, else ``ERROR``,
    unless `kinds_may_differ`.

    Parameters
    ----------
    columns : tuple of str
        Two or more columns.
    skip_nulls : str, default="any"
        Rows that are passed over: with a null in ``any`` of the columns, in ``all`` of them, or ``never``.
    nulls_equal : bool, default=False
        Whether a null equals another null.
    kinds_may_differ : bool, default=False
        Whether columns of different kinds are compared too: their values are unequal, but for truth values, which are
        the numbers 0 and 1. Timestamps with a zone and those without are of different kinds then.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: columns_equal
        columns: [billed, paid]
        skip_nulls: all

    >>> from lockgate.scan.aggregates.count import Count
    >>> ColumnsEqual(("billed", "paid")).judge((Count(1_000), Count(4))).required
    'billed = paid'
    """

    name: ClassVar[str] = "columns_equal"

    columns: tuple[str, ...] = field()  # the field, not the property that it replaces
    nulls_equal: bool = field(default=False, kw_only=True)
    kinds_may_differ: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        several_columns(self.name, self.columns)
        check_skip_nulls(self.name, self.skip_nulls)

    def relation(self) -> AllEqual:
        return AllEqual(self.columns, self.nulls_equal, self.kinds_may_differ)
