"""Check: keys exist in another table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.orphans import Orphans, OrphansState
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull
from lockgate.scan.row_check import judge_rows
from lockgate.scan.schema import Schema
from lockgate.scan.tolerance import Tolerance

__all__ = ["OrphanRows", "ReferentialIntegrity"]


@dataclass(frozen=True, slots=True)
class ReferentialIntegrity:
    """Require that each key exists in another table.

    A key with a null in it points nowhere by right and is not judged. NaN equals itself, as do infinities. A table
    without a whole key is ``INCONCLUSIVE``; where the other table has no key, every row violates. `where` and
    `group_by` pick rows of the own table only. A missing table or column is ``ERROR``.

    Parameters
    ----------
    columns : tuple of str
        Columns that together are the key here, at least one.
    to_table : str
        The table that is pointed to.
    to_columns : tuple of str
        The key there, in the same order.
    tolerance : Tolerance, default=no row
        How many rows may point to nothing.

    Examples
    --------
    .. code-block:: yaml

        check: referential_integrity
        columns: [tailnum]
        to_table: planes
        to_columns: [tailnum]
        tolerance: {fraction: 0.2}

    >>> check = ReferentialIntegrity(("carrier",), "airlines", ("carrier",))
    >>> check.judge((Count(16), OrphansState(rows=1_000, orphans=4), Count(1_000))).summary
    '4 of 1,000 rows (0.4 %) point to nothing in `airlines`'
    """

    name: ClassVar[str] = "referential_integrity"

    columns: tuple[str, ...]
    to_table: str
    to_columns: tuple[str, ...]
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if not self.columns:
            raise ParameterError.of(self.name, "columns", "at least one column", [])
        if len(self.to_columns) != len(self.columns):
            must = f"as many as `columns` ({len(self.columns)})"
            raise ParameterError.of(self.name, "to_columns", must, list(self.to_columns))

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"in {self.to_table}.{', '.join(self.to_columns)}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        # The count of keys there costs little, and says which name is wrong when there is no such table or column.
        return (
            Elsewhere(self.to_table, CountIf(NotNull(self.to_columns))),
            Orphans(self.columns, self.to_table, self.to_columns),
            RowCount(),
        )

    def judge(self, states: Sequence[State]) -> Outcome:
        keys, found = cast("tuple[Count, OrphansState]", states[:2])
        outcome = judge_rows(
            found.rows,
            found.orphans,
            required=self.required,
            tolerance=self.tolerance,
            failing=f"point to nothing in `{self.to_table}`",
        )
        return outcome if keys.n else replace(outcome, hint=f"`{self.to_table}` has no key at all")

    def offending(self) -> OrphanRows:
        return OrphanRows(Orphans(self.columns, self.to_table, self.to_columns))


@dataclass(frozen=True, slots=True)
class OrphanRows:
    """The rows whose key the other table lacks."""

    orphans: Orphans

    @property
    def columns(self) -> tuple[str, ...]:
        return self.orphans.columns

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:  # noqa: ARG002 - of any slice
        names = [schema.column(name).name for name in self.columns]
        keys = [exp.column(name, table="r", quoted=True) for name in names]
        filled = [exp.not_(exp.Is(this=key.copy(), expression=exp.Null())) for key in keys]
        rows = exp.alias_(source.copy(), "r", table=True)
        everything = exp.Column(this=exp.Star(), table=exp.to_identifier("r"))
        return exp.select(everything).from_(rows).where(*filled, self.orphans.is_orphan(keys))
