"""Check: a column has a type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates import SchemaState, TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.schema import LogicalType, Schema

__all__ = ["LogicalTypeCheck"]


@dataclass(frozen=True, slots=True)
class LogicalTypeCheck:
    """Require the logical type of a column, in the words of the Open Data Contract Standard.

    An integer column is a ``number`` too, but not the other way round: a column of whole numbers that is stored
    as floating point is no ``integer``. Reads no row: null, NaN and infinity do not matter, and a table without
    rows passes. A missing column is ``ERROR``. `where` and `group_by` have no meaning here.

    Parameters
    ----------
    column : str
        Column to examine.
    type : str
        One of ``integer``, ``number``, ``boolean``, ``string``, ``date``, ``timestamp``, ``time``, ``array``,
        ``object``.

    Examples
    --------
    .. code-block:: yaml

        check: logical_type
        column: time_hour
        type: timestamp

    >>> from lockgate.scan.schema import Column
    >>> table = SchemaState((Column("time_hour", LogicalType.STRING, "VARCHAR"),))
    >>> LogicalTypeCheck("time_hour", LogicalType.TIMESTAMP).judge((table,)).summary
    'the type is string (VARCHAR)'
    """

    name: ClassVar[str] = "logical_type"

    column: str
    type: LogicalType

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (TableSchema(),)

    def judge(self, states: Sequence[State]) -> Outcome:
        (state,) = cast("tuple[SchemaState]", states)
        column = Schema("", state.columns).column(self.column)
        is_number = self.type is LogicalType.NUMBER and column.is_numeric
        passes = is_number or column.logical is self.type
        return Outcome(
            verdict=Verdict.PASS if passes else Verdict.FAIL,
            reason=Reason.HOLDS if passes else Reason.TYPE_DIFFERS,
            summary=f"the type is {column.logical.value} ({column.physical})",
            observed=column.logical.value,
            required=f"type {self.type.value}",
        )

    def offending(self) -> None:
        return None
