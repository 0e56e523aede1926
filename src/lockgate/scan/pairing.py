"""Rows of a table beside the rows of another table that have the same key.

Both tables are put one below the other and grouped by the key, so that an engine needs no join: for each key there
is the number of rows here (``h``) and there (``t``), and, where both are 1, the values to compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from lockgate.domain.errors import ParameterError
from lockgate.scan.grouping import (
    columns_named,
    count_rows,
    keys_of,
    named,
    over,
    slices_of_rows,
    sum_of,
)
from lockgate.scan.predicates import NotNull, table_sql
from lockgate.scan.schema import Column, Schema

__all__ = ["Closeness", "Pairing", "RowsBeside"]


@dataclass(frozen=True, slots=True)
class Closeness:
    """How far two numbers may lie apart and still be equal; other values must be the same.

    Parameters
    ----------
    absolute : float, default=0.0
        Accepted distance, 0 or more.
    relative : float, default=0.0
        Accepted distance as a share of the number in the other table, 0 or more. The larger of the two counts.

    Examples
    --------
    >>> str(Closeness(relative=0.001)), str(Closeness())
    ('equal within 0.001 of the value', 'equal')
    """

    absolute: float = 0.0
    relative: float = 0.0

    def __post_init__(self) -> None:
        for name, value in (("absolute", self.absolute), ("relative", self.relative)):
            if not 0.0 <= value < float("inf"):
                raise ParameterError.of("closeness", name, "0 or more, and finite", value)

    @property
    def is_exact(self) -> bool:
        """Tell whether numbers must be the same."""
        return not self.absolute and not self.relative

    def __str__(self) -> str:
        parts = [f"{self.absolute:g}"] if self.absolute else []
        parts += [f"{self.relative:g} of the value"] if self.relative else []
        return f"equal within {' or '.join(parts)}" if parts else "equal"

    def differ(self, here: exp.Expr, there: exp.Expr, column: Column) -> exp.Expr:
        """Return SQL that is true where two values differ; null equals null, and NaN equals NaN."""
        apart = exp.NullSafeNEQ(this=here.copy(), expression=there.copy())
        if self.is_exact or not column.is_numeric:
            return apart
        left, right = exp.cast(here.copy(), "double"), exp.cast(there.copy(), "double")
        allowed: list[exp.Expr] = [exp.Literal.number(repr(self.absolute))]
        if self.relative:
            share = exp.Literal.number(repr(self.relative))
            allowed.append(exp.Mul(this=share, expression=exp.Abs(this=right.copy())))
        most = exp.Greatest(this=allowed[0], expressions=allowed[1:]) if self.relative else allowed[0]
        distance = exp.Abs(this=exp.Sub(this=left, expression=right))
        is_far = _or_true(exp.GT(this=distance, expression=most))
        return exp.and_(apart, exp.paren(is_far))


def _or_true(condition: exp.Expr) -> exp.Expr:
    """Return a condition that is true where it is unknown: a number and a null differ."""
    return exp.func("COALESCE", condition, exp.true())


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which rows of two tables belong together, and what is compared.

    Parameters
    ----------
    keys, to_keys : tuple of str
        The key here and there, in the same order; empty for all columns of the own table, there by the same names.
    to_table : str
        The other table.
    values, to_values : tuple of str
        Columns to compare, here and there, in the same order.
    closeness : Closeness
        When two numbers are equal.
    pairs_nulls : bool, default=False
        Whether null is a key like others; otherwise a key with a null in it is left out on both sides.
    """

    keys: tuple[str, ...]
    to_table: str
    to_keys: tuple[str, ...]
    values: tuple[str, ...] = ()
    to_values: tuple[str, ...] = ()
    closeness: Closeness = Closeness()
    pairs_nulls: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the named columns of the own table."""
        return (*self.keys, *self.values)

    def groups(
        self, source: exp.Expr, schema: Schema, by: tuple[str, ...], *, shows_keys: bool = False
    ) -> exp.Select:
        """Return a query with a row for each key: slices ``s``, rows ``h`` and ``t``, values ``a`` and ``b``.

        With slices there is a row for each key and slice that has rows here; without, also for keys that are only
        in the other table. The key ``k`` is among the columns where it is to be shown.
        """
        slices = slices_of_rows(schema, by)
        s, k = columns_named("s", len(by)), columns_named("k", len(self.key_names(schema)))
        a, b = columns_named("a", len(self.values)), columns_named("b", len(self.values))
        both = exp.union(self._here(source, schema, slices), self._there(schema, len(by)), distinct=False)
        one, is_here = exp.Literal.number(1), exp.column("is_here")
        away = exp.paren(exp.Sub(this=one, expression=is_here.copy()))
        found = [exp.alias_(exp.AnyValue(this=value.copy()), value.name) for value in (*a, *b)]
        sums = (exp.alias_(sum_of(is_here), "h"), exp.alias_(sum_of(away), "t"))
        shown = k if shows_keys else []
        if not by:
            return (
                exp.select(*(key.copy() for key in shown), *sums, *found).from_(both.subquery("u")).group_by(*k)
            )
        keyed = exp.select(*s, *(key.copy() for key in k), is_here.copy(), *sums, *found)
        keyed = keyed.from_(both.subquery("u")).group_by(*s, *k, is_here.copy())
        spread = [exp.alias_(over(exp.Sum(this=exp.column("t")), k), "t")]
        spread += [exp.alias_(over(exp.Max(this=value.copy()), k), value.name) for value in b]
        # the engine filters before it looks over rows, so that what is only there is dropped one level further out
        wide = exp.select(
            *s,
            *(key.copy() for key in shown),
            is_here.copy(),
            exp.column("h"),
            *(value.copy() for value in a),
            *spread,
        )
        kept = exp.EQ(this=is_here.copy(), expression=one.copy())
        return exp.select("*").from_(wide.from_(keyed.subquery("p")).subquery("w")).where(kept)

    def differing(self, schema: Schema) -> list[exp.Expr]:
        """Return, for each compared column, SQL over `groups` that is true where the values differ."""
        a, b = columns_named("a", len(self.values)), columns_named("b", len(self.values))
        columns = [schema.column(name) for name in self.values]
        triples = zip(a, b, columns, strict=True)
        return [self.closeness.differ(here, there, column) for here, there, column in triples]

    def rows_there(self, schema: Schema) -> exp.Select:
        """Return a query for the number of rows with a key in the other table."""
        rows = exp.select(count_rows()).from_(table_sql(self.to_table))
        return rows if self.pairs_nulls else rows.where(*self._filled(self._there_columns(schema)))

    def key_names(self, schema: Schema) -> tuple[str, ...]:
        """Return the columns of the key here."""
        return self.keys or schema.names

    def _here(self, source: exp.Expr, schema: Schema, slices: Sequence[exp.Expr]) -> exp.Select:
        names = self.key_names(schema)
        nothing = [exp.Null() for _ in self.values]
        query = exp.select(
            *named(slices, "s"),
            *named(keys_of(schema, names), "k"),
            exp.alias_(exp.Literal.number(1), "is_here"),
            *named(keys_of(schema, self.values), "a"),
            *named(nothing, "b"),
        ).from_(source)
        return query if self.pairs_nulls else query.where(NotNull(names).sql(schema))

    def _there(self, schema: Schema, n_slices: int) -> exp.Select:
        keys = self._there_columns(schema)
        query = exp.select(
            *named([exp.Null() for _ in range(n_slices)], "s"),
            *named(keys, "k"),
            exp.alias_(exp.Literal.number(0), "is_here"),
            *named([exp.Null() for _ in self.values], "a"),
            *named([exp.column(name, quoted=True) for name in self.to_values], "b"),
        ).from_(table_sql(self.to_table))
        return query if self.pairs_nulls else query.where(*self._filled(keys))

    @staticmethod
    def _filled(keys: Sequence[exp.Expr]) -> list[exp.Expr]:
        return [exp.not_(exp.Is(this=key.copy(), expression=exp.Null())) for key in keys]

    def _there_columns(self, schema: Schema, table: str | None = None) -> list[exp.Expr]:
        names = self.to_keys or self.key_names(schema)
        return [exp.column(name, table=table, quoted=True) for name in names]

    def partner(self, schema: Schema, alias: str, *, is_unequal: bool = False) -> exp.Expr:
        """Return SQL that is true for a row `alias` of the own table that has a partner, or one that differs."""
        equal = exp.NullSafeEQ if self.pairs_nulls else exp.EQ
        here = [
            exp.column(schema.column(name).name, table=alias, quoted=True) for name in self.key_names(schema)
        ]
        pairs = zip(here, self._there_columns(schema, "t"), strict=True)
        found = exp.select(exp.Literal.number(1)).from_(exp.alias_(table_sql(self.to_table), "t", table=True))
        found = found.where(*(equal(this=left, expression=right) for left, right in pairs))
        if is_unequal:
            found = found.where(exp.or_(*self._unequal(schema, alias)))
        return exp.Exists(this=found)

    def _unequal(self, schema: Schema, alias: str) -> list[exp.Expr]:
        columns = [schema.column(name) for name in self.values]
        pairs = zip(columns, self.to_values, strict=True)
        return [
            self.closeness.differ(
                exp.column(column.name, table=alias, quoted=True),
                exp.column(other, table="t", quoted=True),
                column,
            )
            for column, other in pairs
        ]


@dataclass(frozen=True, slots=True)
class RowsBeside:
    """The rows of the own table that have a partner in the other table, lack one, or differ from it.

    Parameters
    ----------
    pairing : Pairing
        Which rows belong together.
    are_shared : bool
        Whether rows with a partner offend; otherwise rows without one do, and rows that differ from theirs.
    needs_partner : bool
        Whether a row without a partner is passed over; only rows that differ offend.
    """

    pairing: Pairing
    are_shared: bool = False
    needs_partner: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that show the offence."""
        return self.pairing.columns

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:  # noqa: ARG002 - of any slice
        """Return the offending rows of `source`."""
        everything = exp.Column(this=exp.Star(), table=exp.to_identifier("r"))
        rows = exp.select(everything).from_(exp.alias_(source.copy(), "r", table=True))
        if not self.pairing.pairs_nulls:
            names = self.pairing.keys
            filled = [exp.column(schema.column(name).name, table="r", quoted=True) for name in names]
            rows = rows.where(*(exp.not_(exp.Is(this=key, expression=exp.Null())) for key in filled))
        return rows.where(self._offends(schema))

    def _offends(self, schema: Schema) -> exp.Expr:
        has_partner = self.pairing.partner(schema, "r")
        if self.are_shared:
            return has_partner
        ways: list[exp.Expr] = [] if self.needs_partner else [exp.not_(has_partner)]
        if self.pairing.values:
            ways.append(self.pairing.partner(schema, "r", is_unequal=True))
        return exp.or_(*ways)
