"""Check: the columns of a row differ from each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from lockgate.scan.relation_check import RelationCheck, check_skip_nulls, several_columns
from lockgate.scan.relations import AllDiffer

__all__ = ["UniqueWithinRecord"]


@dataclass(frozen=True, slots=True)
class UniqueWithinRecord(RelationCheck):
    """Require that no two of some columns hold the same value in a row, such as origin and destination.

    NaN equals itself, as do infinities. In a row that is judged two nulls are alike, so they violate; a null and a
    value differ. A table without a row to judge is ``INCONCLUSIVE``. The columns must be of one kind: all numeric,
    all dates or timestamps, or all of one logical type, else ``ERROR``, unless `kinds_may_differ`.

    Parameters
    ----------
    columns : tuple of str
        Two or more columns.
    skip_nulls : str, default="any"
        Rows that are passed over: with a null in ``any`` of the columns, in ``all`` of them, or ``never``.
    kinds_may_differ : bool, default=False
        Whether columns of different kinds are compared too: their values differ, but truth values are the numbers 0
        and 1. Timestamps with a zone and those without are of different kinds then.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: unique_within_record
        columns: [origin, dest]

    >>> from lockgate.scan.aggregates.count import Count
    >>> UniqueWithinRecord(("origin", "dest")).judge((Count(1_000), Count(0))).required
    'origin, dest differ'
    """

    name: ClassVar[str] = "unique_within_record"

    columns: tuple[str, ...] = field()  # the field, not the property that it replaces
    kinds_may_differ: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        several_columns(self.name, self.columns)
        check_skip_nulls(self.name, self.skip_nulls)

    def relation(self) -> AllDiffer:
        return AllDiffer(self.columns, self.kinds_may_differ)
