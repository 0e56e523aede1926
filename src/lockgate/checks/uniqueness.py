"""Check: keys do not repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, cast, get_args

from sqlglot import exp

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.key_counts import KeyCounts, KeyCountsState
from lockgate.scan.aggregates.shared_keys import SharedKeys, SharedKeysState
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull, column_sql
from lockgate.scan.row_check import judge_rows
from lockgate.scan.schema import Schema
from lockgate.scan.tolerance import Tolerance

__all__ = ["Counting", "RepeatedKeys", "SkipNulls", "Uniqueness"]

SkipNulls = Literal["any", "all", "never"]
"""Rows that are passed over: with a null in any column of the key, in all of them, or none."""

Counting = Literal["surplus", "all"]
"""Which rows of a repeated key violate."""


@dataclass(frozen=True, slots=True)
class Uniqueness:
    """Require that no two rows have the same key.

    A key with a null in it is not judged (add `completeness` for its columns), unless `skip_nulls` says so. NaN
    equals itself, as do infinities, so two NaN repeat. A table without a whole key is ``INCONCLUSIVE``. With
    `group_by`, keys must be unique within each slice. Rows beyond the first of each key violate, unless `counting`
    says that all rows of such a key do; the sample shows all of them.

    Parameters
    ----------
    columns : tuple of str
        Columns that together are the key, at least one.
    skip_nulls : str, default="any"
        Rows that are passed over: with a null in ``any`` column of the key, in ``all`` of them, or ``never``; a null
        that is judged equals another null.
    counting : str, default="surplus"
        Which rows of a repeated key violate: ``surplus``, those beyond the first, or ``all``.
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
    skip_nulls: SkipNulls = field(default="any", kw_only=True)
    counting: Counting = field(default="surplus", kw_only=True)
    tolerance: Tolerance = field(default=Tolerance(), kw_only=True)

    def __post_init__(self) -> None:
        if self.skip_nulls not in get_args(SkipNulls):
            raise ParameterError.of(self.name, "skip_nulls", "`any`, `all` or `never`", self.skip_nulls)
        if self.counting not in get_args(Counting):
            raise ParameterError.of(self.name, "counting", "`surplus` or `all`", self.counting)
        if not self.columns or len(set(self.columns)) < len(self.columns):
            raise ParameterError.of(self.name, "columns", "one or more columns, each once", list(self.columns))

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return "no repeated key"

    def aggregates(self) -> tuple[Aggregate, ...]:
        if self.skip_nulls == "any":
            return (KeyCounts(self.columns), RowCount())
        return (SharedKeys(self.columns, self.skip_nulls), RowCount())

    def judge(self, states: Sequence[State]) -> Outcome:
        keys, rows = cast("tuple[KeyCountsState | SharedKeysState, Count]", states)
        failed = keys.surplus + (keys.repeated if self.counting == "all" else 0)
        outcome = judge_rows(
            keys.rows, failed, required=self.required, tolerance=self.tolerance, failing="repeat a key"
        )
        notes = []
        if keys.repeated:
            verb = "keys occur" if keys.repeated > 1 else "key occurs"
            notes.append(f"{keys.repeated:,} {verb} more than once")
        if rows.n > keys.rows > 0:
            verb = "row has" if rows.n - keys.rows == 1 else "rows have"
            what = "a null in the key" if self.skip_nulls == "any" else "only nulls in the key"
            notes.append(f"{rows.n - keys.rows:,} {verb} {what}")
        return replace(outcome, summary="; ".join([outcome.summary, *notes]))

    def offending(self) -> RepeatedKeys:
        return RepeatedKeys(self.columns, self.skip_nulls)


@dataclass(frozen=True, slots=True)
class RepeatedKeys:
    """All rows whose key occurs more than once."""

    columns: tuple[str, ...]
    skip_nulls: SkipNulls = "any"

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        names = [schema.column(name).name for name in (*by, *self.columns)]
        keys = [column_sql(schema.column(name)) for name in names]
        named = [exp.alias_(key.copy(), f"k{i}") for i, key in enumerate(keys)]
        several = exp.GT(this=exp.Count(this=exp.Star()), expression=exp.Literal.number(1))
        shared = None if self.skip_nulls == "any" else SharedKeys(self.columns, self.skip_nulls)
        filled = NotNull(self.columns).sql(schema) if shared is None else shared.judged(schema)
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
