"""Check: the table has these columns and no other."""

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

__all__ = ["ColumnsExact"]


@dataclass(frozen=True, slots=True)
class ColumnsExact:
    """Require that the table has exactly some columns, in any order.

    Reads no row: null, NaN and infinity do not matter, and a table without rows passes. Letter case of names
    matters with `exact_case`, else only where two columns differ in nothing else. `where` and `group_by` have no
    meaning here.

    Parameters
    ----------
    names : tuple of str
        All columns of the table, at least one.
    exact_case : bool, default=False
        Whether a column whose name differs in letter case only is another one.

    Examples
    --------
    .. code-block:: yaml

        check: columns_exact
        names: [faa, name, lat, lon, alt, tz, dst, tzone]

    >>> from lockgate.scan.schema import Column, LogicalType
    >>> table = SchemaState((Column("faa", LogicalType.STRING, "VARCHAR"),))
    >>> ColumnsExact(("faa", "name")).judge((table,)).summary
    'missing: `name`'
    """

    name: ClassVar[str] = "columns_exact"

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
        missing = sorted(state.missing(self.names, exact_case=self.exact_case))
        unexpected = sorted(state.unexpected(self.names, exact_case=self.exact_case))
        required = f"exactly {len(self.names):,} columns"
        if not missing and not unexpected:
            summary = f"exactly the {len(self.names):,} columns"
            return Outcome(verdict=Verdict.PASS, reason=Reason.HOLDS, summary=summary, required=required)
        parts = [("missing", missing), ("unexpected", unexpected)]
        return Outcome(
            verdict=Verdict.FAIL,
            reason=Reason.COLUMNS_DIFFER,
            summary="; ".join(f"{word}: {show_names(names)}" for word, names in parts if names),
            observed=len(missing) + len(unexpected),
            required=required,
        )

    def offending(self) -> None:
        return None
