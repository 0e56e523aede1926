"""Check: an expression of the user's own is true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate
from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import Fails, IsKnown
from lockgate.scan.row_check import RowCheck

__all__ = ["RowPredicate"]


@dataclass(frozen=True, slots=True)
class RowPredicate(RowCheck):
    """Require that a boolean SQL expression is not false for any row.

    Rows for which it is unknown, mostly because of a null, are not judged: write ``x is not null and ...`` where a
    null must violate. NaN compares as SQL engines do: equal to itself and greater than every number; use
    ``isnan(x)``. A table without a row for which it is known is ``INCONCLUSIVE``. The expression is parsed, and
    only comparisons, arithmetic and listed functions over the table's columns are accepted.

    Parameters
    ----------
    expression : Expression
        The expression, in DuckDB's dialect, over at least one column.
    tolerance : Tolerance, default=no row
        For how many rows it may be false.

    Examples
    --------
    .. code-block:: yaml

        check: row_predicate
        expression: arr_delay - dep_delay between -120 and 240

    >>> from lockgate.scan.aggregates.count import Count
    >>> check = RowPredicate(Expression("air_time < 60 * hour or dest = 'HNL'"))
    >>> check.columns, check.judge((Count(1_000), Count(1))).verdict.name
    (('air_time', 'dest', 'hour'), 'FAIL')
    """

    name: ClassVar[str] = "row_predicate"

    expression: Expression

    def __post_init__(self) -> None:
        if not self.expression.columns:
            raise ParameterError.of(self.name, "expression", "about at least one column", self.expression.text)

    @property
    def columns(self) -> tuple[str, ...]:
        return self.expression.columns

    @property
    def required(self) -> str:
        return self.expression.text

    def population(self) -> Aggregate:
        return CountIf(IsKnown(self.expression))

    def violation(self) -> Fails:
        return Fails(self.expression)
