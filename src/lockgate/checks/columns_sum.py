"""Check: the sum of the columns of a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.scan.relation_check import RelationCheck, check_skip_nulls, several_columns
from lockgate.scan.relations import SumIs

__all__ = ["ColumnsSum"]


@dataclass(frozen=True, slots=True)
class ColumnsSum(RelationCheck):
    """Require a sum of some columns in each row, such as shares that make 1.

    NaN makes no sum, so such a row violates; infinities are added like numbers. In a row that is judged a null makes
    no sum either, so it violates. A table without a row to judge is ``INCONCLUSIVE``. Only numeric columns can be
    asked, and truth values, which are 0 and 1. Sums of floating-point numbers carry rounding: write
    ``mustBeBetween`` for them.

    Parameters
    ----------
    requirement : Requirement
        What the sum must satisfy; its bounds are numbers.
    columns : tuple of str
        Two or more columns.
    skip_nulls : str, default="any"
        Rows that are passed over: with a null in ``any`` of the columns, in ``all`` of them, or ``never``.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: columns_sum
        columns: [p_early, p_on_time, p_late]
        mustBeBetween: [0.999, 1.001]

    >>> ColumnsSum(Requirement.between(0.999, 1.001), ("p_early", "p_late")).required
    'p_early + p_late 0.999 to 1.001'
    """

    name: ClassVar[str] = "columns_sum"

    requirement: Requirement
    columns: tuple[str, ...] = field()  # the field, not the property that it replaces

    def __post_init__(self) -> None:
        several_columns(self.name, self.columns)
        check_skip_nulls(self.name, self.skip_nulls)
        for bound in self.requirement.bounds:
            if isinstance(bound, bool) or not isinstance(bound, int | float):
                raise ParameterError.of(self.name, self.requirement.operator.value, "a number", bound)

    def relation(self) -> SumIs:
        return SumIs(self.columns, self.requirement)
