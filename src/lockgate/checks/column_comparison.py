"""Check: two columns stand in a relation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal, get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate
from lockgate.scan.comparisons import ColumnsDisagree
from lockgate.scan.relation_check import check_skip_nulls
from lockgate.scan.relations import Compare, RelationFails, SkipNulls, judged_rows
from lockgate.scan.row_check import RowCheck

__all__ = ["ColumnComparison", "Comparison"]

Comparison = Literal["<", "<=", "=", "!=", ">", ">="]
"""How the left column must compare with the right one."""


@dataclass(frozen=True, slots=True)
class ColumnComparison(RowCheck):
    """Require that one column compares with another in each row, such as ``dep_time <= arr_time``.

    Rows where either is null are not judged, unless `skip_nulls` says so: a null that is judged violates. NaN stands
    in no relation, not even ``!=``, so such a row violates; infinities are compared like numbers. A table without a
    row to judge is ``INCONCLUSIVE``. Both columns must be numeric, both dates or timestamps, or both of the same
    logical type, else ``ERROR``.

    Parameters
    ----------
    left, right : str
        The columns; not the same.
    operator : str
        One of ``<``, ``<=``, ``=``, ``!=``, ``>``, ``>=``.
    skip_nulls : str, default="any"
        Rows that are passed over: with a null in ``any`` of the two, in ``all`` of them, or ``never``.
    zones_may_differ : bool, default=True
        Whether instants with a zone can be compared with dates and those without one, which are in UTC; where not,
        ``ERROR``.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: column_comparison
        left: sched_dep_time
        operator: "!="
        right: sched_arr_time

    >>> from lockgate.scan.aggregates.count import Count
    >>> ColumnComparison("lower", "<=", "upper").judge((Count(1_000), Count(0))).required
    'lower <= upper'
    """

    name: ClassVar[str] = "column_comparison"

    left: str
    operator: Comparison
    right: str
    skip_nulls: SkipNulls = field(default="any", kw_only=True)
    zones_may_differ: bool = field(default=True, kw_only=True)

    def __post_init__(self) -> None:
        check_skip_nulls(self.name, self.skip_nulls)
        if self.operator not in get_args(Comparison):
            must = "one of `<`, `<=`, `=`, `!=`, `>`, `>=`"
            raise ParameterError.of(self.name, "operator", must, self.operator)
        if self.left == self.right:
            raise ParameterError.of(self.name, "right", "another column than `left`", self.right)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.left, self.right)

    @property
    def required(self) -> str:
        return f"{self.left} {self.operator} {self.right}"

    def population(self) -> Aggregate:
        return judged_rows(self.columns, self.skip_nulls)

    def violation(self) -> ColumnsDisagree | RelationFails:
        compared = (self.left, self.operator, self.right, self.zones_may_differ)
        if self.skip_nulls != "any":
            return RelationFails(Compare(*compared), self.skip_nulls)
        return ColumnsDisagree(*compared)
