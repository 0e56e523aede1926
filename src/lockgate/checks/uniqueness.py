"""Check: keys do not repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates import Count, KeyCounts, KeyCountsState, RowCount
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull, column_sql
from lockgate.scan.row_check import judge_rows
from lockgate.scan.schema import Schema
from lockgate.scan.tolerance import Tolerance

__all__ = ["RepeatedKeys", "Uniqueness"]


@dataclass(frozen=True, slots=True)
class Uniqueness:
    """Require that no two rows have the same key.

    A key with a null in it is not judged: add `completeness` for its columns. NaN equals itself, as do
    infinities, so two NaN repeat. A table without a whole key is ``INCONCLUSIVE``. With `group_by`, keys must be
    unique within each slice. Rows beyond the first of each key violate; the sample shows all rows of such keys.

    Parameters
    ----------
    columns : tuple of str
        Columns that together are the key, at least one.
    tolerance : Tolerance, default=no row
        How many rows may repeat the key of another.

    Examples
    --------
    .. code-block:: yaml

        check: uniqueness
        columns: [year, month, day, carrier, flight, origin]

    >>> Uniqueness(("id",)).judge((KeyCountsState(rows=1_000, distinct=990, repeated=7), Count(1_000))).summary
    '10 of 1,000 rows (1 %) repeat a key; 7 keys occur more than once'
    """

    name: ClassVar[str] = "uniqueness"

    columns: tuple[str, ...]
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if not self.columns or len(set(self.columns)) < len(self.columns):
            raise ParameterError.of(self.name, "columns", "one or more columns, each once", list(self.columns))

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return "no repeated key"

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (KeyCounts(self.columns), RowCount())

    def judge(self, states: Sequence[State]) -> Outcome:
        keys, rows = cast("tuple[KeyCountsState, Count]", states)
        outcome = judge_rows(
            keys.rows, keys.surplus, required=self.required, tolerance=self.tolerance, failing="repeat a key"
        )
        notes = []
        if keys.repeated:
            verb = "keys occur" if keys.repeated > 1 else "key occurs"
            notes.append(f"{keys.repeated:,} {verb} more than once")
        if rows.n > keys.rows > 0:
            verb = "row has" if rows.n - keys.rows == 1 else "rows have"
            notes.append(f"{rows.n - keys.rows:,} {verb} a null in the key")
        return replace(outcome, summary="; ".join([outcome.summary, *notes]))

    def offending(self) -> RepeatedKeys:
        return RepeatedKeys(self.columns)


@dataclass(frozen=True, slots=True)
class RepeatedKeys:
    """All rows whose key occurs more than once."""

    columns: tuple[str, ...]

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        names = [schema.column(name).name for name in (*by, *self.columns)]
        keys = [column_sql(schema.column(name)) for name in names]
        named = [exp.alias_(key.copy(), f"k{i}") for i, key in enumerate(keys)]
        several = exp.GT(this=exp.Count(this=exp.Star()), expression=exp.Literal.number(1))
        filled = NotNull(self.columns).sql(schema)
        groups = exp.select(*named).from_(source.copy()).where(filled).group_by(*keys).having(several)
        same = [
            exp.NullSafeEQ(
                this=exp.column(f"k{i}", table="g"), expression=exp.column(name, table="r", quoted=True)
            )
            for i, name in enumerate(names)
        ]
        twins = exp.select(exp.Literal.number(1)).from_(groups.subquery("g")).where(*same)
        rows = exp.alias_(source.copy(), "r", table=True)
        return (
            exp.select(exp.Column(this=exp.Star(), table=exp.to_identifier("r")))
            .from_(rows)
            .where(exp.Exists(this=twins))
        )
