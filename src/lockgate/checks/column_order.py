"""Check: columns stand in an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.schema import Schema

__all__ = ["ColumnOrder"]


@dataclass(frozen=True, slots=True)
class ColumnOrder:
    """Require that some columns follow each other in an order.

    Other columns may stand before, between and after them; add `columns_exact` to refuse those. Reads no row:
    null, NaN and infinity do not matter, and a table without rows passes. A missing column is ``FAIL``.
    `where` and `group_by` have no meaning here.

    Parameters
    ----------
    names : tuple of str
        Columns in their order, at least two, each once.

    Examples
    --------
    .. code-block:: yaml

        check: column_order
        names: [year, month, day]

    >>> from lockgate.scan.schema import Column, LogicalType
    >>> table = SchemaState(tuple(Column(name, LogicalType.INTEGER, "BIGINT") for name in ("day", "year")))
    >>> ColumnOrder(("year", "day")).judge((table,)).summary
    '`day` stands before `year`'
    """

    name: ClassVar[str] = "column_order"

    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.names) < 2 or len(set(self.names)) < len(self.names):  # noqa: PLR2004 - one has no order
            raise ParameterError.of(self.name, "names", "two or more columns, each once", list(self.names))

    @property
    def columns(self) -> tuple[str, ...]:
        return ()

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (TableSchema(),)

    def judge(self, states: Sequence[State]) -> Outcome:
        (state,) = cast("tuple[SchemaState]", states)
        problem = self._problem(state)
        return Outcome(
            verdict=Verdict.FAIL if problem else Verdict.PASS,
            reason=Reason.COLUMNS_DIFFER if problem else Reason.HOLDS,
            summary=problem or f"the {len(self.names):,} columns are in order",
            required=f"{len(self.names):,} columns in order",
        )

    def _problem(self, state: SchemaState) -> str:
        missing = state.missing(self.names)
        if missing:
            return f"`{missing[0]}` is missing"
        schema = Schema("", state.columns)
        places = {name: state.names.index(schema.column(name).name) for name in self.names}
        for first, second in pairwise(self.names):
            if places[first] > places[second]:
                return f"`{second}` stands before `{first}`"
        return ""

    def offending(self) -> None:
        return None
