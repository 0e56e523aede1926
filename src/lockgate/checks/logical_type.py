"""Check: a column has a type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.native_types import native_type
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = ["LogicalTypeCheck"]


@dataclass(frozen=True, slots=True)
class LogicalTypeCheck:
    """Require the logical type of a column, in the words of the Open Data Contract Standard.

    An integer column is a ``number`` too, but not the other way round: a column of whole numbers that is stored
    as floating point is no ``integer``. Reads no row: null, NaN and infinity do not matter, and a table without
    rows passes. A missing column is ``ERROR``. `where` and `group_by` have no meaning here. Inside a column of structs
    or arrays a missing part is ``FAIL``; where the engine does not say what a column holds inside, it is ``ERROR``.

    Parameters
    ----------
    column : str
        Column to examine.
    type : str
        One of ``integer``, ``number``, ``boolean``, ``string``, ``date``, ``timestamp``, ``time``, ``array``,
        ``object``.
    path : str, default=the column itself
        A part inside: names after dots, ``[]`` for the items of an array, such as ``address.zip`` or ``[].price``.

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
    path: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (TableSchema(),)

    def judge(self, states: Sequence[State]) -> Outcome:
        (state,) = cast("tuple[SchemaState]", states)
        column = Schema("", state.columns).column(self.column)
        if self.path:
            return self._inside(column)
        return self._outcome(column.logical, f"the type is {column.logical.value} ({column.physical})")

    def _inside(self, column: Column) -> Outcome:
        found = native_type(column.physical).at(self.path)
        if found is None:
            return self._outcome(None, f"there is no `{self.path}` inside ({column.physical})")
        return self._outcome(
            found.logical, f"the type of `{self.path}` is {found.logical.value} ({found.family})"
        )

    def _outcome(self, found: LogicalType | None, summary: str) -> Outcome:
        is_number = self.type is LogicalType.NUMBER and found is LogicalType.INTEGER
        passes = is_number or found is self.type
        return Outcome(
            verdict=Verdict.PASS if passes else Verdict.FAIL,
            reason=Reason.HOLDS if passes else Reason.TYPE_DIFFERS,
            summary=summary,
            observed=found.value if found is not None else None,
            required=f"type {self.type.value}" + (f" at `{self.path}`" if self.path else ""),
        )

    def offending(self) -> None:
        return None
