"""Check: where one thing is true, another is too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate
from lockgate.scan.aggregates.count import CountIf
from lockgate.scan.combinations import AllOf
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import Fails, Holds, IsKnown
from lockgate.scan.row_check import RowCheck

__all__ = ["Implication"]


@dataclass(frozen=True, slots=True)
class Implication(RowCheck):
    """Require that rows for which one expression is true also satisfy another: if cancelled, no departure.

    Judged are rows for which `given` is true and `then` is true or false; unknown, mostly because of a null, is not
    judged, as in `row_predicate`: write ``x is not null and ...`` where a null must violate. NaN compares as SQL
    engines do. A table without a row to judge is ``INCONCLUSIVE``: a condition that never occurs proves nothing.

    Parameters
    ----------
    given : Expression
        The condition, in DuckDB's dialect.
    then : Expression
        What must hold where it is true, over at least one column.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: implication
        given: dep_time is null
        then: arr_time is null

    >>> Implication(Expression("status = 'paid'"), Expression("amount > 0")).required
    "if status = 'paid' then amount > 0"
    """

    name: ClassVar[str] = "implication"

    given: Expression
    then: Expression

    def __post_init__(self) -> None:
        for parameter in ("given", "then"):
            expression = getattr(self, parameter)
            if not expression.columns:
                raise ParameterError.of(self.name, parameter, "about at least one column", expression.text)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.given.columns, *self.then.columns)))

    @property
    def required(self) -> str:
        return f"if {self.given.text} then {self.then.text}"

    def population(self) -> Aggregate:
        return CountIf(AllOf((Holds(self.given), IsKnown(self.then))))

    def violation(self) -> AllOf:
        return AllOf((Holds(self.given), Fails(self.then)))
