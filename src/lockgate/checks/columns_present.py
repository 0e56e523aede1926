"""Check: columns are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.value_list import show_names

__all__ = ["ColumnsPresent"]


@dataclass(frozen=True, slots=True)
class ColumnsPresent:
    """Require that the table has some columns.

    Reads no row: null, NaN and infinity do not matter, and a table without rows passes. Letter case of names
    matters with `exact_case`, else only where two columns differ in nothing else. `where` and `group_by` have no
    meaning here.

    Parameters
    ----------
    names : tuple of str
        Columns that must exist, at least one; others may.
    exact_case : bool, default=False
        Whether a column whose name differs in letter case only is another one.

    Examples
    --------
    .. code-block:: yaml

        check: columns_present
        names: [carrier, origin, air_time]

    >>> from lockgate.scan.schema import Column, LogicalType
    >>> table = SchemaState((Column("carrier", LogicalType.STRING, "VARCHAR"),))
    >>> ColumnsPresent(("carrier", "origin")).judge((table,)).summary
    '1 of 2 columns is missing: `origin`'
    """

    name: ClassVar[str] = "columns_present"

    names: tuple[str, ...]
    exact_case: bool = False

    def __post_init__(self) -> None:
        if not self.names:
            raise ParameterError.of(self.name, "names", "at least one column", [])

    @property
    def columns(self) -> tuple[str, ...]:
        return ()

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (TableSchema(),)

    def judge(self, states: Sequence[State]) -> Outcome:
        (state,) = cast("tuple[SchemaState]", states)
        missing = state.missing(self.names, exact_case=self.exact_case)
        n = len(self.names)
        required = f"has {show_names(self.names)}"
        if not missing:
            summary = f"all {n:,} columns are there" if n > 1 else "the column is there"
            return Outcome(verdict=Verdict.PASS, reason=Reason.HOLDS, summary=summary, required=required)
        verb = "is" if len(missing) == 1 else "are"
        return Outcome(
            verdict=Verdict.FAIL,
            reason=Reason.COLUMNS_DIFFER,
            summary=f"{len(missing):,} of {n:,} columns {verb} missing: {show_names(sorted(missing))}",
            observed=len(missing),
            required=required,
        )

    def offending(self) -> None:
        return None
